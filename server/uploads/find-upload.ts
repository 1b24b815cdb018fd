import type { Selectable } from 'kysely'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import type { UploadTable } from './tables.ts'

export type UploadServices = Pick<Services, 'db' | 'clock' | 'attachments'>
export type Upload = Selectable<UploadTable>

/** An upload that this person may go on with. @throws CodedError `UPLOAD_GONE`: begin anew */
export async function findUpload(
  { db }: Pick<Services, 'db'>,
  actor: Actor | null,
  uploadId: string,
): Promise<Upload> {
  const upload = await db
    .selectFrom('upload')
    .selectAll()
    .where('upload_id', '=', uploadId.slice(0, 100))
    .executeTakeFirst()
  const isTheirs = upload && (upload.owner_user_id === null || upload.owner_user_id === actor?.userId)
  if (!isTheirs) throw uploadGone()
  return { ...upload, bytes: Number(upload.bytes), received_bytes: Number(upload.received_bytes) }
}

export function uploadGone(): CodedError {
  return new CodedError(
    'not_found',
    'UPLOAD_GONE',
    '上传已失效，请重新上传',
    'There is no such upload any more: send the file anew',
    { expected: 'an upload begun in the last two days' },
  )
}
