import { createHash, randomBytes } from 'node:crypto'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Blobs, ByteRange } from './blobs.ts'
import type { ScanVerdict } from './clamd.ts'
import { cleanPhoto, refusalOf } from './clean-photo.ts'
import { prepareUpload } from './prepare-upload.ts'
import type { AttachmentRefusal, StoredAttachment } from './stored-attachment.ts'

export type AttachmentStore = {
  /** Cleans and keeps a picture under its hash; putting it twice keeps it once. */
  readonly put: (bytes: Uint8Array) => Promise<StoredAttachment | { readonly refusal: AttachmentRefusal }>
  /** Keeps bytes exactly as they are under their hash: what was cleaned and looked at once already. */
  readonly keep: (sha256: string, bytes: Uint8Array) => Promise<void>
  /** The bytes of a hash, undefined where there are none. */
  readonly read: (sha256: string) => Promise<Uint8Array | undefined>
  /** The same as they come, or a part of them. */
  readonly open: (sha256: string, range?: ByteRange) => Promise<Readable | undefined>
  /** What comes in by pieces, until it is whole and belongs to something. */
  readonly staging: Staging
  /** Why nothing can be kept at the moment; undefined where it can. */
  readonly problem: () => Promise<string | undefined>
}

/** Uploads by their ids, beside the attachments and never among them. */
export type Staging = {
  /** Keeps bytes from the upload's `offset` on. @returns the piece's name */
  readonly addPiece: (uploadId: string, offset: number, bytes: Uint8Array) => Promise<string>
  readonly dropPiece: (uploadId: string, piece: string) => Promise<void>
  /**
   * Checks and cleans the pieces' content as one file and keeps it aside.
   *
   * @returns undefined where a piece is gone
   */
  readonly finish: (
    uploadId: string,
    pieces: readonly string[],
  ) => Promise<StoredAttachment | { readonly refusal: AttachmentRefusal } | undefined>
  /** Gives what was finished its place among the attachments. @returns whether it is there */
  readonly adopt: (uploadId: string, stored: StoredAttachment) => Promise<boolean>
  /** Forgets everything of an upload; what was adopted stays. */
  readonly drop: (uploadId: string) => Promise<void>
}

/**
 * Pictures by content: `ab/cdef…`, where `abcdef…` is the SHA-256 of what is stored.
 * With `scan` each is looked at for viruses before it is kept; what could not be looked at is not kept.
 */
export function attachmentStore(
  blobs: Blobs,
  scan?: (bytes: Uint8Array | AsyncIterable<Uint8Array>) => Promise<ScanVerdict>,
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
    staging: stagingIn(blobs, scan),
    problem: blobs.problem,
  }
}

function nameOf(sha256: string): string {
  return `${sha256.slice(0, 2)}/${sha256.slice(2)}`
}

function stagingIn(
  blobs: Blobs,
  scan: ((bytes: AsyncIterable<Uint8Array>) => Promise<ScanVerdict>) | undefined,
): Staging {
  const folderOf = (uploadId: string) => `uploads/${uploadId}/`
  const wholeOf = (uploadId: string) => `${folderOf(uploadId)}whole`
  return {
    async addPiece(uploadId, offset, bytes) {
      // Two connections may bring the same bytes at once: each has a piece of its own, and one of them counts.
      const piece = `${offset}-${randomBytes(6).toString('hex')}`
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      await blobs.write(`${folderOf(uploadId)}${piece}`, bytes, sha256)
      return piece
    },
    dropPiece: (uploadId, piece) => blobs.remove(`${folderOf(uploadId)}${piece}`),
    async finish(uploadId, pieces) {
      for (const piece of pieces)
        if ((await blobs.size(`${folderOf(uploadId)}${piece}`)) === undefined) return undefined
      return prepareUpload(
        contentOf(blobs, folderOf(uploadId), pieces),
        scan,
        async ({ stored, content }) => {
          await blobs.write(wholeOf(uploadId), content, stored.sha256)
          return stored
        },
      )
    },
    async adopt(uploadId, { sha256, bytes }) {
      if ((await blobs.size(nameOf(sha256))) === bytes) return true
      if ((await blobs.size(wholeOf(uploadId))) !== bytes) return false
      await blobs.copy(wholeOf(uploadId), nameOf(sha256))
      return true
    },
    drop: (uploadId) => blobs.removeAll(folderOf(uploadId)),
  }
}

async function* contentOf(
  blobs: Blobs,
  folder: string,
  pieces: readonly string[],
): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    const content = await blobs.open(`${folder}${piece}`)
    if (!content) throw new Error(`The piece ${piece} of an upload is gone`)
    yield* content
  }
}
