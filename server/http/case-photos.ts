import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import { addPhotos } from '../cases/add-photos.ts'
import { CodedError } from '../errors.ts'
import type { Services } from '../services.ts'
import type { PhotoSource } from '../uploads/take-photo.ts'
import { readJson } from './read-body.ts'
import { isForm, readForm } from './read-form.ts'
import type { Route } from './route.ts'
import { sendJson } from './send.ts'

const MAX_JSON_BYTES = 4096
const uploadsSchema = z.object({ uploads: z.array(z.string().min(1).max(100)) })

/**
 * `POST /api/cases/{caseId}/photos`: multipart/form-data with 1 to 6 pictures as evidence of the work, or JSON with
 * the ids of finished uploads: `{ "uploads": ["…"] }`.
 */
export function casePhotosRoute(services: Services): Route {
  return {
    method: 'POST',
    path: '/api/cases/:caseId/photos',
    permission: 'cases.act',
    async handle({ req, res, actor, params }) {
      const caseId = Number(params.caseId)
      if (!actor || !Number.isSafeInteger(caseId))
        throw new CodedError('not_found', 'CASE_NOT_FOUND', '没有这个案件', 'There is no such case')
      const photos = isForm(req) ? (await readForm(req)).files : await readUploads(req)
      sendJson(res, 200, await addPhotos(services, actor, caseId, photos))
    },
  }
}

async function readUploads(req: IncomingMessage): Promise<PhotoSource[]> {
  const parsed = uploadsSchema.safeParse(await readJson(req, MAX_JSON_BYTES))
  if (parsed.success) return parsed.data.uploads.map((uploadId) => ({ uploadId }))
  throw new CodedError('bad_input', 'BAD_INPUT', '上传内容有误', 'The photos do not fit', {
    field: 'uploads',
    expected: 'a list of ids of finished uploads',
  })
}
