import type { ScanVerdict } from './clamd.ts'
import { type ImageMime, sniffImage } from './sniff-media.ts'
import type { AttachmentRefusal } from './stored-attachment.ts'
import { stripMetadata } from './strip-metadata.ts'

/** A phone's photo is 3–8 MB. */
export const MAX_PHOTO_BYTES = 12 * 1024 * 1024

/** What a verdict of the scanner means for who sent it; undefined where nothing was found. */
export function refusalOf(verdict: ScanVerdict): AttachmentRefusal | undefined {
  if ('problem' in verdict)
    return {
      code: 'PHOTO_UNSCANNED',
      message: `The virus scanner is away (${verdict.problem}): send the photo again later`,
      expected: 'a scanner that answers',
    }
  if (verdict.isClean) return undefined
  return {
    code: 'PHOTO_INFECTED',
    message: `The virus scanner found ${verdict.found} in the file`,
    expected: 'a file without it',
  }
}

/** A picture checked by type and size, without what it tells of its taker. */
export function cleanPhoto(
  bytes: Uint8Array,
): { readonly bytes: Uint8Array; readonly mime: ImageMime } | { readonly refusal: AttachmentRefusal } {
  const expected = `a JPEG, PNG or WebP picture of at most ${MAX_PHOTO_BYTES / 1024 / 1024} MB`
  const refuse = (code: AttachmentRefusal['code'], message: string) => ({
    refusal: { code, message, expected },
  })
  if (bytes.length === 0) return refuse('PHOTO_EMPTY', 'The photo is empty')
  if (bytes.length > MAX_PHOTO_BYTES) return refuse('PHOTO_TOO_LARGE', 'The photo is too large')
  const mime = sniffImage(bytes)
  if (!mime) return refuse('PHOTO_TYPE', 'The photo is no picture that can be shown')
  try {
    return { bytes: stripMetadata(bytes, mime), mime }
  } catch (error) {
    if (error instanceof RangeError) return refuse('PHOTO_BROKEN', 'The photo is cut off or damaged')
    throw error
  }
}
