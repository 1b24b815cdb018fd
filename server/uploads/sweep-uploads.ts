import { withSystem } from '../db/client.ts'
import type { UploadServices } from './find-upload.ts'

/** Nobody comes back later than that; a phone that does sends the file anew. */
export const KEEP_HOURS = 48
const AT_ONCE = 50

/** Takes out uploads that nobody went on with, and what is left of those that were used. */
export async function sweepUploads(services: UploadServices): Promise<void> {
  const before = new Date(services.clock.now().getTime() - KEEP_HOURS * 3_600_000)
  for (;;) {
    const old = await services.db
      .selectFrom('upload')
      .select('upload_id')
      .where('touched_at', '<', before)
      .limit(AT_ONCE)
      .execute()
    for (const { upload_id: uploadId } of old) {
      // The row first: who comes back in this moment is told to begin anew, and loses nothing that was acknowledged.
      const gone = await withSystem(services.db, 'uploads.sweep', (trx) =>
        trx
          .deleteFrom('upload')
          .where('upload_id', '=', uploadId)
          .where('touched_at', '<', before)
          .returning('upload_id')
          .executeTakeFirst(),
      )
      if (gone) await services.attachments.staging.drop(uploadId)
    }
    if (old.length < AT_ONCE) return
  }
}
