import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Blobs, ByteRange } from './blobs.ts'
import type { ScanVerdict } from './clamd.ts'
import { type ImageMime, sniffImage } from './sniff-image.ts'
import { stripMetadata } from './strip-metadata.ts'

/** A phone's photo is 3–8 MB. */
const MAX_PHOTO_BYTES = 12 * 1024 * 1024

export type StoredAttachment = { readonly sha256: string; readonly mime: ImageMime; readonly bytes: number }
export type AttachmentRefusal = {
  readonly code:
    | 'PHOTO_EMPTY'
    | 'PHOTO_TOO_LARGE'
    | 'PHOTO_TYPE'
    | 'PHOTO_BROKEN'
    | 'PHOTO_INFECTED'
    | 'PHOTO_UNSCANNED'
  readonly message: string
  readonly expected: string
}
export type AttachmentStore = {
  /** Cleans and keeps a picture under its hash; putting it twice keeps it once. */
  readonly put: (bytes: Uint8Array) => Promise<StoredAttachment | { readonly refusal: AttachmentRefusal }>
  /** Keeps bytes exactly as they are under their hash: what was cleaned and looked at once already. */
  readonly keep: (sha256: string, bytes: Uint8Array) => Promise<void>
  /** The bytes of a hash, undefined where there are none. */
  readonly read: (sha256: string) => Promise<Uint8Array | undefined>
  /** The same as they come, or a part of them. */
  readonly open: (sha256: string, range?: ByteRange) => Promise<Readable | undefined>
  /** Why nothing can be kept at the moment; undefined where it can. */
  readonly problem: () => Promise<string | undefined>
}

/**
 * Pictures by content: `ab/cdef…`, where `abcdef…` is the SHA-256 of what is stored.
 * With `scan` each is looked at for viruses before it is kept; what could not be looked at is not kept.
 */
export function attachmentStore(
  blobs: Blobs,
  scan?: (bytes: Uint8Array) => Promise<ScanVerdict>,
): AttachmentStore {
  async function open(sha256: string, range?: ByteRange): Promise<Readable | undefined> {
    return /^[0-9a-f]{64}$/.test(sha256) ? blobs.open(nameOf(sha256), range) : undefined
  }
  return {
    async put(original) {
      const cleaned = cleanPhoto(original)
      if ('refusal' in cleaned) return cleaned
      const sha256 = createHash('sha256').update(cleaned.bytes).digest('hex')
      const stored = { sha256, mime: cleaned.mime, bytes: cleaned.bytes.length }
      if ((await blobs.size(nameOf(sha256))) === cleaned.bytes.length) return stored
      const refusal = scan && refusalOf(await scan(original))
      if (refusal) return { refusal }
      await blobs.write(nameOf(sha256), cleaned.bytes, sha256)
      return stored
    },
    async keep(sha256, bytes) {
      if (createHash('sha256').update(bytes).digest('hex') !== sha256)
        throw new Error(`Attachment ${sha256} is damaged: its bytes have another hash`)
      if ((await blobs.size(nameOf(sha256))) !== bytes.length)
        await blobs.write(nameOf(sha256), bytes, sha256)
    },
    async read(sha256) {
      const stream = await open(sha256)
      return stream && buffer(stream)
    },
    open,
    problem: blobs.problem,
  }
}

function nameOf(sha256: string): string {
  return `${sha256.slice(0, 2)}/${sha256.slice(2)}`
}

function refusalOf(verdict: ScanVerdict): AttachmentRefusal | undefined {
  if ('problem' in verdict)
    return {
      code: 'PHOTO_UNSCANNED',
      message: `The virus scanner is away (${verdict.problem}): send the photo again later`,
      expected: 'a scanner that answers',
    }
  if (verdict.isClean) return undefined
  return {
    code: 'PHOTO_INFECTED',
    message: `The virus scanner found ${verdict.found} in the photo`,
    expected: 'a photo without it',
  }
}

function cleanPhoto(
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
