import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
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
  /** The bytes of a hash, undefined where there are none. */
  readonly read: (sha256: string) => Promise<Uint8Array | undefined>
}

/**
 * Pictures by content: `<folder>/ab/cdef…`, where `abcdef…` is the SHA-256 of what is stored.
 * With `scan` each is looked at for viruses before it is kept; what could not be looked at is not kept.
 */
export function attachmentStore(
  folder: string,
  scan?: (bytes: Uint8Array) => Promise<ScanVerdict>,
): AttachmentStore {
  const pathOf = (sha256: string) => join(folder, sha256.slice(0, 2), sha256.slice(2))
  return {
    async put(original) {
      const cleaned = cleanPhoto(original)
      if ('refusal' in cleaned) return cleaned
      const sha256 = createHash('sha256').update(cleaned.bytes).digest('hex')
      const path = pathOf(sha256)
      const isStored = await stat(path).then(
        (found) => found.size === cleaned.bytes.length,
        () => false,
      )
      if (!isStored) {
        const refusal = scan && refusalOf(await scan(original))
        if (refusal) return { refusal }
        await writeDurably(path, cleaned.bytes)
      }
      return { sha256, mime: cleaned.mime, bytes: cleaned.bytes.length }
    },
    async read(sha256) {
      if (!/^[0-9a-f]{64}$/.test(sha256)) return undefined
      return readFile(pathOf(sha256)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined
        throw error
      })
    },
  }
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

/** Whole or not at all: written beside, flushed, then renamed. */
async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const temporary = `${path}.${randomUUID()}.part`
  try {
    const file = await open(temporary, 'wx', 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}
