import { refusedPhoto } from '../attachments/refused-photo.ts'
import type { StoredAttachment } from '../attachments/stored-attachment.ts'
import type { Actor } from '../identity/actor.ts'
import { findUpload, type UploadServices, uploadGone } from './find-upload.ts'
import { finishUpload } from './finish-upload.ts'

/** A photo or film that comes along: its bytes, or an upload that has brought them. */
export type PhotoSource = Uint8Array | { readonly uploadId: string }

/**
 * Keeps what came along among the attachments; the same upload again is the same attachment.
 *
 * @param index which of the sender's photos a refusal names
 */
export async function takePhoto(
  services: UploadServices,
  actor: Actor | null,
  source: PhotoSource,
  index: number,
): Promise<StoredAttachment> {
  if (source instanceof Uint8Array) {
    const stored = await services.attachments.put(source)
    if ('refusal' in stored) throw refusedPhoto(stored.refusal, index)
    return stored
  }
  const { uploadId } = source
  const stored = await finishUpload(services, await findUpload(services, actor, uploadId), index)
  if (!(await services.attachments.staging.adopt(uploadId, stored))) throw uploadGone()
  return stored
}
