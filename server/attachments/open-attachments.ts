import { join } from 'node:path'
import type { Env } from '../env.ts'
import { type AttachmentStore, attachmentStore } from './attachment-store.ts'
import { blobBucket } from './blob-bucket.ts'
import { blobFolder } from './blob-folder.ts'
import type { Blobs } from './blobs.ts'
import { scanBytes } from './clamd.ts'

/** The store that the environment names, looked over by its scanner where there is one. */
export function openAttachments(env: Pick<Env, 'dataDir' | 'bucket' | 'scanner'>): AttachmentStore {
  const { bucket, scanner } = env
  const blobs = bucket ? blobBucket(bucket) : attachmentFolder(env.dataDir)
  return attachmentStore(blobs, scanner && ((bytes) => scanBytes(scanner, bytes)))
}

/** Where attachments lie while no bucket is set. */
export function attachmentFolder(dataDir: string): Blobs {
  return blobFolder(join(dataDir, 'attachments'))
}
