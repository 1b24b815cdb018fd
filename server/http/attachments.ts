import { pipeline } from 'node:stream/promises'
import { withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Services } from '../services.ts'
import { byteRangeOf } from './byte-range.ts'
import type { Route } from './route.ts'

/** `GET /api/attachments/{sha256}`: a photo of a case or an inspection in reach, whole or a part of it. */
export function attachmentRoute({ db, attachments, log }: Services): Route {
  return {
    method: 'GET',
    path: '/api/attachments/:sha256',
    permission: 'attachments.read',
    async handle({ req, res, actor, params }) {
      const sha256 = params.sha256 ?? ''
      const found =
        actor &&
        (await withScope(db, actor, (trx) =>
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
      // The hash is the content: a copy never goes stale, but it stays with the one who may see it.
      const etag = `"${sha256}"`
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
      const content = await attachments.open(sha256, range)
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
      await pipeline(content, res).catch((error: unknown) =>
        log.debug({ err: error }, 'an attachment was cut'),
      )
    },
  }
}

function noSuch(): CodedError {
  return new CodedError('not_found', 'NO_SUCH_ATTACHMENT', '没有这个附件', 'No such attachment')
}
