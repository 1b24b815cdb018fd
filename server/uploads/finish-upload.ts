import { refusedPhoto } from '../attachments/refused-photo.ts'
import type { StoredAttachment } from '../attachments/stored-attachment.ts'
import { CodedError } from '../errors.ts'
import { type Upload, type UploadServices, uploadGone } from './find-upload.ts'

/**
 * What a whole upload is, checked and cleaned once. One that is refused is gone; one that could not be looked at stays,
 * so that it is not sent again.
 *
 * @param index which of the sender's files a refusal names
 */
export async function finishUpload(
  { db, clock, attachments }: UploadServices,
  upload: Upload,
  index = 0,
): Promise<StoredAttachment> {
  const { upload_id: uploadId, sha256, mime, stored_bytes: bytes } = upload
  if (sha256 && mime && bytes !== null)
    return { sha256, mime: mime as StoredAttachment['mime'], bytes: Number(bytes) }
  if (upload.received_bytes < upload.bytes)
    throw new CodedError(
      'conflict',
      'UPLOAD_UNFINISHED',
      '文件还没有传完',
      'The file has not arrived as a whole yet',
      { field: `photos.${index}`, expected: `${upload.bytes} bytes, ${upload.received_bytes} came` },
    )
  const finished = await attachments.staging.finish(uploadId, upload.pieces)
  if (!finished) throw uploadGone()
  if ('refusal' in finished) {
    if (finished.refusal.code !== 'PHOTO_UNSCANNED') {
      await attachments.staging.drop(uploadId)
      await db.deleteFrom('upload').where('upload_id', '=', uploadId).execute()
    }
    throw refusedPhoto(finished.refusal, index)
  }
  await db
    .updateTable('upload')
    .set({
      sha256: finished.sha256,
      mime: finished.mime,
      stored_bytes: finished.bytes,
      touched_at: clock.now(),
    })
    .where('upload_id', '=', uploadId)
    .execute()
  return finished
}
