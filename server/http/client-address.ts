import type { IncomingMessage } from 'node:http'

/**
 * Where a request comes from. Behind a proxy of ours it is what that one appended last to X-Forwarded-For; otherwise
 * the socket's other end, as the header is then anybody's invention.
 */
export function clientAddressOf(
  req: Pick<IncomingMessage, 'headers' | 'socket'>,
  isBehindProxy: boolean,
): string {
  const forwarded = isBehindProxy ? String(req.headers['x-forwarded-for'] ?? '') : ''
  return forwarded.split(',').at(-1)?.trim() || (req.socket.remoteAddress ?? '0.0.0.0')
}
