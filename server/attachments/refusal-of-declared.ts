import { MAX_PHOTO_BYTES } from './clean-photo.ts'
import { UPLOAD_EXPECTED } from './prepare-upload.ts'
import type { AttachmentRefusal } from './stored-attachment.ts'

/** With names that are not registered and that phones and browsers use all the same. */
const PICTURES = new Set(['image/jpeg', 'image/jpg', 'image/pjpeg', 'image/png', 'image/x-png', 'image/webp'])
const FILMS = new Set(['video/mp4', 'video/quicktime', 'video/x-m4v', 'video/3gpp', 'video/3gpp2'])

/**
 * Why a file that is said to be of a type, and so long, is not worth sending at all; undefined where it may be. What is
 * said of no type is judged by its first bytes.
 *
 * @example refusalOfDeclared('application/pdf', 1000)?.code // 'PHOTO_TYPE'
 */
export function refusalOfDeclared(type: string, bytes: number): AttachmentRefusal | undefined {
  const [name = ''] = type.toLowerCase().split(';')
  const declared = name.trim()
  if (declared === '' || declared === 'application/octet-stream' || FILMS.has(declared)) return undefined
  const isPicture = PICTURES.has(declared)
  if (isPicture && bytes <= MAX_PHOTO_BYTES) return undefined
  return isPicture
    ? { code: 'PHOTO_TOO_LARGE', message: 'The photo is too large', expected: UPLOAD_EXPECTED }
    : {
        code: 'PHOTO_TYPE',
        message: 'The file is neither a picture nor a film that can be shown',
        expected: UPLOAD_EXPECTED,
      }
}
