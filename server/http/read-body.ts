import type { IncomingMessage } from 'node:http'
import { CodedError } from '../errors.ts'

/** Reads a request's body whole. @throws CodedError `TOO_LARGE` as soon as it is longer than the limit */
export async function readBody(req: IncomingMessage, maxBytes: number): Promise<Buffer> {
  if (Number(req.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes)
  const chunks: Buffer[] = []
  let length = 0
  // Left open on a throw, so that the answer still goes out.
  for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > maxBytes) throw tooLarge(maxBytes)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, length)
}

/** Reads JSON. @throws CodedError `BAD_JSON` for text that is none */
export async function readJson(req: IncomingMessage, maxBytes: number): Promise<unknown> {
  const body = await readBody(req, maxBytes)
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw new CodedError('bad_input', 'BAD_JSON', '请求内容不是 JSON', 'The body is no JSON', {
      expected: 'application/json in UTF-8, or multipart/form-data',
    })
  }
}

function tooLarge(maxBytes: number): CodedError {
  const megabytes = Math.round(maxBytes / 1024 / 1024)
  return new CodedError('too_large', 'TOO_LARGE', `内容超过 ${megabytes} MB`, `More than ${megabytes} MB`, {
    expected: `at most ${maxBytes} bytes`,
  })
}
