import { CodedError } from '../errors.ts'
import { addVisitPhotos } from '../inspections/add-visit-photos.ts'
import type { Services } from '../services.ts'
import { readForm } from './read-form.ts'
import type { Route } from './route.ts'
import { sendJson } from './send.ts'

/** `POST /api/inspections/{visitId}/{checkCode}/photos`: multipart/form-data with 1 to 3 pictures of one check. */
export function inspectionPhotosRoute(services: Services): Route {
  return {
    method: 'POST',
    path: '/api/inspections/:visitId/:checkCode/photos',
    permission: 'inspections.visit',
    async handle({ req, res, actor, params }) {
      const visitId = Number(params.visitId)
      if (!actor || !Number.isSafeInteger(visitId))
        throw new CodedError('not_found', 'VISIT_NOT_FOUND', '没有这次检查', 'There is no such visit')
      const { files } = await readForm(req)
      const checkCode = params.checkCode ?? ''
      sendJson(res, 200, await addVisitPhotos(services, actor, { visitId, checkCode }, files))
    },
  }
}
