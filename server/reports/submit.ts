import type { ZodError } from 'zod'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { reportFromHttp, reportInputSchema } from './report-input.ts'
import { type SubmitAnswer, takeReport } from './take-report.ts'

/**
 * `POST /api/reports`: the parsed JSON or form body, and the files of a multipart one.
 *
 * @param senderKey names a stranger for the rate limit: an address
 */
export async function submitReport(
  services: Services,
  actor: Actor | null,
  body: { readonly fields: unknown; readonly photos: readonly Uint8Array[] },
  senderKey = '',
): Promise<SubmitAnswer> {
  if (typeof body.fields !== 'object' || body.fields === null || Array.isArray(body.fields))
    throw badInput('', 'The body is no JSON object or form', 'an object with at least a description')
  const fields = reportFromHttp(body.fields as Record<string, unknown>)
  // Files have no field for it: their roles stand in one text, in their order, those of uploads last.
  const uploads = typeof fields.uploads === 'string' ? fields.uploads.split(',') : []
  const files = [...body.photos.map((bytes) => ({ bytes })), ...uploads.map((uploadId) => ({ uploadId }))]
  const roles = typeof fields.photoRoles === 'string' ? fields.photoRoles.split(',') : []
  const photos = [
    ...(Array.isArray(fields.photos) ? fields.photos.map(photoOf) : []),
    ...files.map((file, index) => ({ ...file, ...(roles[index] && { role: roles[index] }) })),
  ]
  const parsed = reportInputSchema.safeParse({ ...fields, photos })
  if (!parsed.success) throw fromZod(parsed.error)
  return takeReport(services, actor, parsed.data, senderKey)
}

/** Inside JSON a photo is base64 text, or an object with its role besides. */
function photoOf(photo: unknown): unknown {
  return typeof photo === 'string' ? { bytes: photo } : photo
}

function fromZod(error: ZodError): CodedError {
  const [issue] = error.issues
  const field = issue?.path.join('.') ?? ''
  return badInput(field, issue?.message ?? 'The report does not fit')
}

function badInput(field: string, message: string, expected?: string): CodedError {
  return new CodedError('bad_input', 'BAD_INPUT', '上报内容有误', message, {
    field,
    ...(expected && { expected }),
  })
}
