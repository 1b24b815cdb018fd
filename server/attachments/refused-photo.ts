import { CodedError, type ErrorKind } from '../errors.ts'
import type { AttachmentRefusal } from './stored-attachment.ts'

const kinds: Partial<Record<AttachmentRefusal['code'], ErrorKind>> = {
  PHOTO_TOO_LARGE: 'too_large',
  // Who sends it again later loses nothing.
  PHOTO_UNSCANNED: 'unavailable',
}

/** The error for the photo at an index of those sent. */
export function refusedPhoto({ code, message, expected }: AttachmentRefusal, index: number): CodedError {
  return new CodedError(kinds[code] ?? 'bad_input', code, '照片无法接收', message, {
    field: `photos.${index}`,
    expected,
  })
}
