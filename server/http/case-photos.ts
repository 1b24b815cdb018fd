import { addPhotos } from '../cases/add-photos.ts'
import { CodedError } from '../errors.ts'
import type { Services } from '../services.ts'
import { readForm } from './read-form.ts'
import type { Route } from './route.ts'
import { sendJson } from './send.ts'

/** `POST /api/cases/{caseId}/photos`: multipart/form-data with 1 to 6 pictures, as evidence of the work. */
export function casePhotosRoute(services: Services): Route {
  return {
    method: 'POST',
    path: '/api/cases/:caseId/photos',
    permission: 'cases.act',
    async handle({ req, res, actor, params }) {
      const caseId = Number(params.caseId)
      if (!actor || !Number.isSafeInteger(caseId))
        throw new CodedError('not_found', 'CASE_NOT_FOUND', '没有这个案件', 'There is no such case')
      const { files } = await readForm(req)
      sendJson(res, 200, await addPhotos(services, actor, caseId, files))
    },
  }
}
