import type { ServerResponse } from 'node:http'
import { codedErrorOf, HTTP_STATUS, publicErrorOf } from '../errors.ts'

export function sendJson(
  res: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const text = JSON.stringify(body)
  res.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    ...headers,
  })
  // As text it leaves in one piece with its head.
  res.end(text)
}

/** JSON that somebody has made, of ASCII alone. */
export function sendAscii(res: ServerResponse, json: string): void {
  res.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': json.length,
    'cache-control': 'no-store',
  })
  res.end(json, 'latin1')
}

/** Coded errors as they are, anything else as `INTERNAL` without its text. @returns the status sent */
export function sendError(res: ServerResponse, error: unknown): number {
  const coded = codedErrorOf(error)
  const status = coded ? HTTP_STATUS[coded.kind] : 500
  if (res.headersSent) res.destroy()
  else sendJson(res, status, { error: publicErrorOf(error) })
  return status
}
