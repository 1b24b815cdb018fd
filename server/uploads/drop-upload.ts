import type { Actor } from '../identity/actor.ts'
import { findUpload, type UploadServices } from './find-upload.ts'

/** Takes back what was uploaded and is not wanted; what is in use already stays. */
export async function dropUpload(
  services: UploadServices,
  actor: Actor | null,
  uploadId: string,
): Promise<void> {
  const upload = await findUpload(services, actor, uploadId)
  await services.attachments.staging.drop(upload.upload_id)
  await services.db.deleteFrom('upload').where('upload_id', '=', upload.upload_id).execute()
}
