import type { Readable } from 'node:stream'

/** Bytes from `start` to `end`, both included, counted from 0. */
export type ByteRange = { readonly start: number; readonly end: number }
/** What to keep: bytes in memory, or a file on this machine's disk. */
export type BlobContent = Uint8Array | { readonly path: string; readonly bytes: number }

/** Bytes under names of ours, in a folder or in a bucket. Failures to reach it are `ATTACHMENTS_AWAY`. */
export type Blobs = {
  /** How many bytes a name has; undefined where there is none. */
  readonly size: (name: string) => Promise<number | undefined>
  /** Whole or not at all, and durable when it resolves. `sha256` is the content's, in hexadecimal. */
  readonly write: (name: string, content: BlobContent, sha256: string) => Promise<void>
  /** The bytes of a name as they come; undefined where there is none. */
  readonly open: (name: string, range?: ByteRange) => Promise<Readable | undefined>
  /** The same bytes under a second name. */
  readonly copy: (from: string, to: string) => Promise<void>
  readonly remove: (name: string) => Promise<void>
  /** Everything whose name begins with `prefix`, which ends in a slash. */
  readonly removeAll: (prefix: string) => Promise<void>
  /** Why nothing can be kept at the moment; undefined where it can. Never throws. */
  readonly problem: () => Promise<string | undefined>
}
