import type { StoredAttachment } from '../attachments/stored-attachment.ts'
import { withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { type PhotoSource, takePhoto } from '../uploads/take-photo.ts'
import { becomeSystem } from './become-system.ts'
import { lockCase } from './case-row.ts'

const MAX_PHOTOS = 6
const BEFORE_WORK = ['reported', 'verifying', 'accepted', 'registered', 'dispatched']

/**
 * Evidence to an open case. Pictures are kept by content: the same ones sent again after a lost answer are there once.
 * A handler gives it to cases of their department only.
 */
export async function addPhotos(
  services: Services,
  actor: Actor,
  caseId: number,
  photos: readonly PhotoSource[],
): Promise<{ readonly photos: readonly { readonly sha256: string }[] }> {
  if (photos.length === 0 || photos.length > MAX_PHOTOS)
    throw new CodedError(
      'bad_input',
      'PHOTO_COUNT',
      `一次上传 1 到 ${MAX_PHOTOS} 张照片`,
      'Send 1 to 6 photos',
      {
        field: 'photos',
        expected: `1 to ${MAX_PHOTOS} files`,
      },
    )
  const stored: StoredAttachment[] = []
  for (const [index, source] of photos.entries()) stored.push(await takePhoto(services, actor, source, index))
  const at = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    const record = await lockCase(trx, caseId)
    if (!record) throw new CodedError('not_found', 'CASE_NOT_FOUND', '没有这个案件', 'There is no such case')
    if (record.state === 'closed' || record.state === 'canceled')
      throw new CodedError('conflict', 'CASE_FINISHED', '案件已了结', 'The case is finished')
    const isHandlerOnly = actor.roles.every((role) => role === 'department_handler')
    if (isHandlerOnly && !(record.department_id && actor.departmentIds.includes(record.department_id)))
      throw new CodedError(
        'forbidden',
        'FORBIDDEN_OTHER_DEPARTMENT',
        '只有被派遣的部门可以上传',
        'Only the department that it was sent to may add photos',
      )
    await becomeSystem(trx)
    const role = BEFORE_WORK.includes(record.state) ? 'before' : 'after'
    for (const [ordinal, { sha256, mime, bytes }] of stored.entries()) {
      await trx
        .insertInto('attachment')
        .values({ sha256, mime, bytes, stored_at: at })
        .onConflict((conflict) => conflict.column('sha256').doNothing())
        .execute()
      await trx
        .insertInto('case_attachment')
        .values({ case_id: caseId, sha256, role, at, ordinal, scope_area_id: record.scope_area_id })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    }
    return { photos: stored.map(({ sha256 }) => ({ sha256 })) }
  })
}
