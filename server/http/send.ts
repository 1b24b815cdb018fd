import type { ServerResponse } from 'node:http'
import { codedErrorOf, HTTP_STATUS, publicErrorOf } from '../errors.ts'

export function sendJson(
  res: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const text = JSON.stringify(body)
  sendText(res, status, text, Buffer.byteLength(text), 'utf8', headers)
}

/** JSON that somebody has made, of ASCII alone. */
export function sendAscii(res: ServerResponse, json: string): void {
  sendText(res, 200, json, json.length, 'latin1')
}

function sendText(
  res: ServerResponse,
  status: number,
  json: string,
  byteLength: number,
  encoding: BufferEncoding,
  headers: Readonly<Record<string, string>> = {},
): void {
  res.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': byteLength,
    'cache-control': 'no-store',
    ...headers,
  })
  // As text it leaves in one piece with its head.
  res.end(json, encoding)
}

/** Coded errors as they are, anything else as `INTERNAL` without its text. @returns the status sent */
export function sendError(res: ServerResponse, error: unknown): number {
  const coded = codedErrorOf(error)
  const status = coded ? HTTP_STATUS[coded.kind] : 500
  if (res.headersSent) res.destroy()
  else sendJson(res, status, { error: publicErrorOf(error) })
  return status
}
