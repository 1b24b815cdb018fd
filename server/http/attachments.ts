import { sniffImage } from '../attachments/sniff-image.ts'
import { withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Services } from '../services.ts'
import type { Route } from './route.ts'

/** `GET /api/attachments/{sha256}`: a photo of a case or an inspection in reach. */
export function attachmentRoute({ db, attachments }: Services): Route {
  return {
    method: 'GET',
    path: '/api/attachments/:sha256',
    permission: 'attachments.read',
    async handle({ req, res, actor, params }) {
      const sha256 = params.sha256 ?? ''
      const isInReach =
        actor &&
        (await withScope(db, actor, async (trx) => {
          const ofCase = trx.selectFrom('case_attachment').select('sha256').where('sha256', '=', sha256)
          const ofVisit = trx.selectFrom('inspection_photo').select('sha256').where('sha256', '=', sha256)
          return (await ofCase.executeTakeFirst()) ?? ofVisit.executeTakeFirst()
        }))
      const bytes = isInReach ? await attachments.read(sha256) : undefined
      if (!bytes)
        throw new CodedError('not_found', 'NO_SUCH_ATTACHMENT', '没有这个附件', 'No such attachment')
      // The hash is the content: a copy never goes stale, but it stays with the one who may see it.
      const etag = `"${sha256}"`
      const headers = { etag, 'cache-control': 'private, max-age=31536000, immutable' }
      if (req.headers['if-none-match'] === etag) {
        res.writeHead(304, headers).end()
        return
      }
      res.writeHead(200, {
        ...headers,
        'content-type': sniffImage(bytes) ?? 'application/octet-stream',
        'content-length': bytes.length,
      })
      res.end(bytes)
    },
  }
}
