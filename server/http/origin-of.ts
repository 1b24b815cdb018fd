import type { IncomingMessage } from 'node:http'

/** Where the asker found us, such as `https://example.com`; a proxy says by `x-forwarded-proto` that it speaks TLS. */
export function originOf(req: IncomingMessage): string {
  const forwarded = req.headers['x-forwarded-proto']
  const isTls = 'encrypted' in req.socket && req.socket.encrypted === true
  const protocol = typeof forwarded === 'string' ? forwarded.split(',')[0]!.trim() : isTls ? 'https' : 'http'
  return `${protocol === 'https' ? 'https' : 'http'}://${req.headers.host ?? 'localhost'}`
}
