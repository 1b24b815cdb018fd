import { once } from 'node:events'
import { createConnection, type Socket } from 'node:net'

/** Where a virus scanner listens that speaks clamd's protocol. */
export type ScannerAddress = { readonly host: string; readonly port: number }
export type ScanVerdict =
  | { readonly isClean: true }
  | { readonly isClean: false; readonly found: string }
  /** The scanner did not answer, or not in its protocol. */
  | { readonly problem: string }

const CHUNK_BYTES = 64 * 1024
const TIMEOUT_MS = 20_000

/**
 * Has bytes looked at by clamd (`INSTREAM`: chunks, each after its length as 32 bits big-endian, then a zero).
 * Never throws: a scanner that is away is a verdict too.
 */
export function scanBytes(
  { host, port }: ScannerAddress,
  bytes: Uint8Array | AsyncIterable<Uint8Array>,
): Promise<ScanVerdict> {
  return new Promise((resolve) => {
    const socket = createConnection({ host, port })
    let answer = ''
    const end = (verdict: ScanVerdict) => {
      socket.destroy()
      resolve(verdict)
    }
    socket.setTimeout(TIMEOUT_MS, () => end({ problem: 'the scanner does not answer' }))
    socket.on('error', (error) => end({ problem: error.message }))
    socket.on('connect', () => {
      void sendAll(socket, bytes instanceof Uint8Array ? [bytes] : bytes).catch((error: Error) =>
        end({ problem: error.message }),
      )
    })
    socket.on('data', (part) => {
      answer += part.toString('utf8')
      if (answer.includes('\0')) end(verdictOf(answer.slice(0, answer.indexOf('\0'))))
    })
    socket.on('end', () => end(verdictOf(answer)))
  })
}

async function sendAll(
  socket: Socket,
  parts: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<void> {
  socket.write('zINSTREAM\0')
  for await (const part of parts)
    for (let at = 0; at < part.length; at += CHUNK_BYTES) {
      const chunk = part.subarray(at, at + CHUNK_BYTES)
      socket.write(lengthOf(chunk.length))
      if (!socket.write(chunk) && !socket.destroyed)
        await Promise.race([once(socket, 'drain'), once(socket, 'close')])
      // A verdict may come before the end: then nobody takes the rest.
      if (socket.destroyed) return
    }
  socket.write(lengthOf(0))
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes)
  return length
}

function verdictOf(answer: string): ScanVerdict {
  const [, said = ''] = /^stream: (.*)$/.exec(answer.trim()) ?? []
  if (said === 'OK') return { isClean: true }
  if (said.endsWith(' FOUND')) return { isClean: false, found: said.slice(0, -' FOUND'.length) }
  return { problem: answer.trim() || 'the scanner hung up' }
}
