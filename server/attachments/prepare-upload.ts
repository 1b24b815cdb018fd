import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, open, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { BlobContent } from './blobs.ts'
import type { ScanVerdict } from './clamd.ts'
import { cleanPhoto, MAX_PHOTO_BYTES, refusalOf } from './clean-photo.ts'
import { cleanVideo } from './clean-video.ts'
import { sniffImage, sniffVideo } from './sniff-media.ts'
import type { AttachmentRefusal, StoredAttachment } from './stored-attachment.ts'

/** A minute of a phone's film, or three of a thrifty one. */
export const MAX_VIDEO_BYTES = 100 * 1024 * 1024
/** So many bytes say what a file is. */
export const SNIFF_BYTES = 12

export const UPLOAD_EXPECTED = `a JPEG, PNG or WebP picture of at most ${MAX_PHOTO_BYTES / 1024 / 1024} MB, or an MP4 or QuickTime film of at most ${MAX_VIDEO_BYTES / 1024 / 1024} MB`

/** Why a file that begins so and will be so long is not worth sending on; undefined where it may be. */
export function refusalOfStart(head: Uint8Array, bytes: number): AttachmentRefusal | undefined {
  const refuse = (code: AttachmentRefusal['code'], message: string) => ({
    code,
    message,
    expected: UPLOAD_EXPECTED,
  })
  if (sniffImage(head))
    return bytes > MAX_PHOTO_BYTES ? refuse('PHOTO_TOO_LARGE', 'The photo is too large') : undefined
  if (sniffVideo(head))
    return bytes > MAX_VIDEO_BYTES ? refuse('PHOTO_TOO_LARGE', 'The film is too large') : undefined
  return refuse('PHOTO_TYPE', 'The file is neither a picture nor a film that can be shown')
}

/** A checked and cleaned file, for as long as `use` runs. */
export type Prepared = { readonly stored: StoredAttachment; readonly content: BlobContent }

/**
 * Puts a finished upload through what every photo goes through, type, size, virus scanner, cleaning, without holding
 * a film in memory.
 */
export async function prepareUpload<Result>(
  pieces: AsyncIterable<Uint8Array>,
  scan: ((bytes: AsyncIterable<Uint8Array>) => Promise<ScanVerdict>) | undefined,
  use: (prepared: Prepared) => Promise<Result>,
): Promise<Result | { readonly refusal: AttachmentRefusal }> {
  const folder = await mkdtemp(join(tmpdir(), 'upload-'))
  const path = join(folder, 'file')
  try {
    await pipeline(pieces, createWriteStream(path, { mode: 0o600 }))
    const { size } = await stat(path)
    const head = await readHead(path)
    const early = refusalOfStart(head, size)
    if (early) return { refusal: early }
    const found = scan && refusalOf(await scan(createReadStream(path)))
    if (found) return { refusal: found }
    const video = sniffVideo(head)
    if (!video) {
      const cleaned = cleanPhoto(await readFile(path))
      if ('refusal' in cleaned) return cleaned
      const sha256 = createHash('sha256').update(cleaned.bytes).digest('hex')
      const stored = { sha256, mime: cleaned.mime, bytes: cleaned.bytes.length }
      return await use({ stored, content: cleaned.bytes })
    }
    try {
      await cleanVideo(path)
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      const message = 'The film is cut off or damaged'
      return { refusal: { code: 'PHOTO_BROKEN', message, expected: UPLOAD_EXPECTED } }
    }
    const hash = createHash('sha256')
    await pipeline(createReadStream(path), hash)
    const stored = { sha256: hash.digest('hex'), mime: video, bytes: size }
    return await use({ stored, content: { path, bytes: size } })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r')
  try {
    const head = new Uint8Array(SNIFF_BYTES)
    await file.read(head, 0, SNIFF_BYTES, 0)
    return head
  } finally {
    await file.close()
  }
}
