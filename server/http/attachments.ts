import { pipeline } from 'node:stream/promises'
import { withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import { findFollowedAttachment } from '../reports/follow-report.ts'
import type { Services } from '../services.ts'
import { byteRangeOf } from './byte-range.ts'
import type { Exchange, Route } from './route.ts'

/** `GET /api/attachments/{sha256}`: a photo of a case or an inspection in reach, whole or a part of it. */
export function attachmentRoute(services: Services): Route {
  return {
    method: 'GET',
    path: '/api/attachments/:sha256',
    permission: 'attachments.read',
    async handle(exchange) {
      const { actor } = exchange
      const sha256 = exchange.params.sha256 ?? ''
      const found =
        actor &&
        (await withScope(services.db, actor, (trx) =>
          trx
            .selectFrom('attachment')
            .select(['mime', 'bytes'])
            .where('sha256', '=', sha256)
            .where(({ or, exists, selectFrom }) =>
              or([
                exists(selectFrom('case_attachment').select('sha256').where('sha256', '=', sha256)),
                exists(selectFrom('inspection_photo').select('sha256').where('sha256', '=', sha256)),
              ]),
            )
            .executeTakeFirst(),
        ))
      if (!found) throw noSuch()
      await sendAttachment(services, exchange, { sha256, ...found })
    },
  }
}

/** `GET /api/reports/follow/{token}/{sha256}`: what a reporter sent, for whoever has the report's link. */
export function followedAttachmentRoute(services: Services): Route {
  return {
    method: 'GET',
    path: '/api/reports/follow/:followToken/:sha256',
    permission: 'reports.follow',
    async handle(exchange) {
      const { followToken = '', sha256 = '' } = exchange.params
      const found = await findFollowedAttachment(services, followToken, sha256)
      if (!found) throw noSuch()
      await sendAttachment(services, exchange, { sha256, ...found })
    },
  }
}

async function sendAttachment(
  { attachments, log }: Services,
  { req, res }: Exchange,
  found: { readonly sha256: string; readonly mime: string; readonly bytes: number | string },
): Promise<void> {
  // The hash is the content: a copy never goes stale, but it stays with the one who may see it.
  const etag = `"${found.sha256}"`
  const headers = {
    etag,
    'accept-ranges': 'bytes',
    'cache-control': 'private, max-age=31536000, immutable',
  }
  if (req.headers['if-none-match'] === etag) {
    res.writeHead(304, headers).end()
    return
  }
  const bytes = Number(found.bytes)
  const isSame = req.headers['if-range'] === undefined || req.headers['if-range'] === etag
  const range = isSame ? byteRangeOf(req.headers.range, bytes) : undefined
  if (range === 'outside') {
    res.writeHead(416, { 'content-range': `bytes */${bytes}`, 'content-length': 0 }).end()
    return
  }
  const content = await attachments.open(found.sha256, range)
  if (!content) throw noSuch()
  res.writeHead(range ? 206 : 200, {
    ...headers,
    ...(range && { 'content-range': `bytes ${range.start}-${range.end}/${bytes}` }),
    'content-type': found.mime,
    'content-length': range ? range.end - range.start + 1 : bytes,
  })
  if (req.method === 'HEAD') {
    content.destroy()
    res.end()
    return
  }
  // A reader who leaves is no fault; a store that breaks off cuts the answer, whose length then does not fit.
  await pipeline(content, res).catch((error: unknown) => log.debug({ err: error }, 'an attachment was cut'))
}

function noSuch(): CodedError {
  return new CodedError('not_found', 'NO_SUCH_ATTACHMENT', '没有这个附件', 'No such attachment')
}
