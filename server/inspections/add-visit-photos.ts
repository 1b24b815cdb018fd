import type { StoredAttachment } from '../attachments/stored-attachment.ts'
import { withSystem } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import { authorize } from '../identity/authorize.ts'
import type { Services } from '../services.ts'
import { takePhoto } from '../uploads/take-photo.ts'
import { findItem } from './read-pool.ts'
import { lockVisit, mustBeOpenVisit } from './with-visit.ts'

const MAX_PHOTOS = 3

/** Evidence of one check; the same picture sent again is there once. */
export async function addVisitPhotos(
  services: Services,
  actor: Actor,
  { visitId, checkCode }: { readonly visitId: number; readonly checkCode: string },
  photos: readonly Uint8Array[],
): Promise<{ readonly photos: readonly { readonly sha256: string }[] }> {
  authorize(actor, 'inspections.visit')
  if (photos.length === 0 || photos.length > MAX_PHOTOS)
    throw new CodedError(
      'bad_input',
      'PHOTO_COUNT',
      `每项上传 1 到 ${MAX_PHOTOS} 张照片`,
      `Send 1 to ${MAX_PHOTOS} photos for a check`,
      { field: 'photos', expected: `1 to ${MAX_PHOTOS} files` },
    )
  const stored: StoredAttachment[] = []
  for (const [index, bytes] of photos.entries()) stored.push(await takePhoto(services, actor, bytes, index))
  const at = services.clock.now()
  return withSystem(services.db, 'inspections.photos', async (trx) => {
    const visit = await lockVisit(trx, actor, visitId)
    mustBeOpenVisit(visit)
    const { checklist } = await findItem(trx, visit.item_id)
    if (!checklist.some(({ code }) => code === checkCode))
      throw new CodedError(
        'bad_input',
        'UNKNOWN_CHECK',
        `检查单上没有 ${checkCode}`,
        `The checklist has no ${checkCode}`,
        { field: 'check', expected: checklist.map(({ code }) => code).join(', ') },
      )
    for (const { sha256, mime, bytes } of stored) {
      await trx
        .insertInto('attachment')
        .values({ sha256, mime, bytes, stored_at: at })
        .onConflict((conflict) => conflict.column('sha256').doNothing())
        .execute()
      await trx
        .insertInto('inspection_photo')
        .values({ visit_id: visitId, check_code: checkCode, sha256, at, scope_area_id: visit.scope_area_id })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    }
    return { photos: stored.map(({ sha256 }) => ({ sha256 })) }
  })
}
