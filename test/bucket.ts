import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from 's3rver'
import type { Bucket } from '../server/attachments/blob-bucket.ts'

export type TestBucket = { readonly bucket: Bucket; readonly stop: () => Promise<void> }

/** A bucket of an S3-speaking server of its own, on this machine. */
export async function startBucket(): Promise<TestBucket> {
  const directory = await mkdtemp(join(tmpdir(), 'bucket-'))
  const server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory,
    configureBuckets: [{ name: 'city' }],
  })
  const { port } = await server.run()
  return {
    bucket: { url: `http://127.0.0.1:${port}/city`, region: 'us-east-1', keyId: 'S3RVER', secret: 'S3RVER' },
    async stop() {
      await server.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
