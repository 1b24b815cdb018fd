import { createHash, randomBytes } from 'node:crypto'
import { MAX_VIDEO_BYTES, UPLOAD_EXPECTED } from '../attachments/prepare-upload.ts'
import { refusalOfDeclared } from '../attachments/refusal-of-declared.ts'
import { refusedPhoto } from '../attachments/refused-photo.ts'
import { withSystem } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import { authorize } from '../identity/authorize.ts'
import { RateLimiter } from '../reports/rate-limiter.ts'
import type { UploadServices } from './find-upload.ts'

/** Three photos with each of as many reports as a street of neighbours may send. */
const STRANGERS = { max: 360, windowMs: 600_000 } as const
/** What one sender may have lying here, begun or not yet in use. */
const MAX_STRANGER_BYTES = 400 * 1024 * 1024
const MAX_STAFF_BYTES = 4 * 1024 * 1024 * 1024
const limiters = new WeakMap<UploadServices, RateLimiter>()

/**
 * Begins an upload of so many bytes, which its sender says are of a type. Who may report may begin one; of somebody who
 * has not signed in it belongs to whoever knows its id, which nobody can guess.
 *
 * @param senderKey tells strangers apart for their limits: an address
 */
export async function createUpload(
  services: UploadServices,
  actor: Actor | null,
  {
    bytes,
    type,
    metadata = '',
  }: { readonly bytes: number; readonly type: string; readonly metadata?: string },
  senderKey = '',
): Promise<{ readonly uploadId: string }> {
  authorize(actor, 'uploads.send')
  if (!Number.isSafeInteger(bytes) || bytes < 1)
    throw new CodedError(
      'bad_input',
      'UPLOAD_LENGTH',
      '没有说明文件大小',
      'The length of the file is missing',
      {
        field: 'Upload-Length',
        expected: 'the file’s bytes as a whole number from 1',
      },
    )
  if (bytes > MAX_VIDEO_BYTES)
    throw new CodedError('too_large', 'PHOTO_TOO_LARGE', '文件过大', 'The file is too large', {
      field: 'Upload-Length',
      expected: UPLOAD_EXPECTED,
    })
  const refusal = refusalOfDeclared(type, bytes)
  if (refusal) throw refusedPhoto(refusal, 0)
  const isStranger = !actor || actor.roles.every((role) => role === 'resident')
  const at = services.clock.now()
  const sender = senderOf(actor, senderKey)
  if (isStranger) limitStrangers(services, sender, at)
  const uploadId = randomBytes(24).toString('base64url')
  await withSystem(services.db, 'uploads.create', async (trx) => {
    const { held } = await trx
      .selectFrom('upload')
      .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('bytes'), eb.lit(0)).as('held'))
      .where('sender', '=', sender)
      .executeTakeFirstOrThrow()
    if (Number(held) + bytes > (isStranger ? MAX_STRANGER_BYTES : MAX_STAFF_BYTES)) throw tooMany()
    await trx
      .insertInto('upload')
      .values({
        upload_id: uploadId,
        owner_user_id: actor?.userId ?? null,
        sender,
        bytes,
        touched_at: at,
        metadata,
      })
      .execute()
  })
  return { uploadId }
}

/** Nobody is named by it: it is only compared, and gone with its uploads. */
function senderOf(actor: Actor | null, senderKey: string): string {
  return createHash('sha256')
    .update(actor ? `user ${actor.userId}` : `address ${senderKey}`)
    .digest('base64url')
}

function limitStrangers(services: UploadServices, sender: string, at: Date): void {
  let limiter = limiters.get(services)
  if (!limiter) {
    limiter = new RateLimiter(STRANGERS)
    limiters.set(services, limiter)
  }
  if (!limiter.take(sender, at.getTime())) throw tooMany()
}

function tooMany(): CodedError {
  return new CodedError(
    'too_many',
    'TOO_MANY_UPLOADS',
    '上传过多，请稍后再试',
    'Too much was uploaded from here: try again later',
  )
}
