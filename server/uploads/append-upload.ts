import { sql } from 'kysely'
import { refusalOfStart, SNIFF_BYTES } from '../attachments/prepare-upload.ts'
import { refusedPhoto } from '../attachments/refused-photo.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import { findUpload, type Upload, type UploadServices } from './find-upload.ts'
import { finishUpload } from './finish-upload.ts'

/** Kept at least so often: what a cut costs. */
const PIECE_BYTES = 1024 * 1024

/**
 * Takes bytes from an upload's `offset` on, and keeps them as they come: what arrived before a cut is not sent again.
 * When all are there the file is checked, and a refusal is told here.
 *
 * @param body one that breaks off is taken as far as it came
 * @returns how many bytes are kept
 */
export async function appendUpload(
  services: UploadServices,
  actor: Actor | null,
  uploadId: string,
  offset: number,
  body: AsyncIterable<Uint8Array>,
): Promise<number> {
  const upload = await findUpload(services, actor, uploadId)
  if (offset !== upload.received_bytes) throw otherOffset(upload.received_bytes)
  let kept = offset
  let waiting: Uint8Array[] = []
  let waitingBytes = 0
  const keep = async () => {
    if (waitingBytes === 0) return
    const bytes = Buffer.concat(waiting, waitingBytes)
    waiting = []
    waitingBytes = 0
    // Short of a dozen bytes nothing can be said yet; the end looks at it again.
    if (kept === 0 && bytes.length >= SNIFF_BYTES) await mustBeTakeable(services, upload, bytes)
    await keepPiece(services, upload, kept, bytes)
    kept += bytes.length
  }
  for await (const chunk of untilCut(body)) {
    if (kept + waitingBytes + chunk.length > upload.bytes) throw tooLong(upload)
    waiting.push(chunk)
    waitingBytes += chunk.length
    if (waitingBytes >= PIECE_BYTES) await keep()
  }
  await keep()
  if (kept === upload.bytes) await finishUpload(services, await findUpload(services, actor, uploadId))
  return kept
}

async function* untilCut(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body
  } catch {
    // The line broke: the sender comes back and asks how far it came.
  }
}

async function mustBeTakeable(services: UploadServices, upload: Upload, head: Uint8Array): Promise<void> {
  const refusal = refusalOfStart(head, upload.bytes)
  if (!refusal) return
  await services.db.deleteFrom('upload').where('upload_id', '=', upload.upload_id).execute()
  throw refusedPhoto(refusal, 0)
}

async function keepPiece(
  { db, clock, attachments }: UploadServices,
  { upload_id: uploadId }: Upload,
  offset: number,
  bytes: Uint8Array,
): Promise<void> {
  const piece = await attachments.staging.addPiece(uploadId, offset, bytes)
  const taken = await db
    .updateTable('upload')
    .set({
      received_bytes: offset + bytes.length,
      pieces: sql`pieces || ${piece}::text`,
      touched_at: clock.now(),
    })
    .where('upload_id', '=', uploadId)
    .where('received_bytes', '=', offset)
    .returning('upload_id')
    .executeTakeFirst()
  if (taken) return
  // Another connection of the same sender was quicker.
  await attachments.staging.dropPiece(uploadId, piece)
  throw otherOffset()
}

function otherOffset(received?: number): CodedError {
  return new CodedError(
    'conflict',
    'UPLOAD_OFFSET',
    '上传位置不符，请从已收到处继续',
    'The upload stands elsewhere: ask how far it came, and go on from there',
    { field: 'Upload-Offset', ...(received !== undefined && { expected: String(received) }) },
  )
}

function tooLong(upload: Upload): CodedError {
  return new CodedError(
    'too_large',
    'UPLOAD_TOO_LONG',
    '内容超过所说的大小',
    'More bytes than were announced',
    {
      field: 'Upload-Length',
      expected: `${upload.bytes} bytes`,
    },
  )
}
