import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startBucket, type TestBucket } from '../../test/bucket.ts'
import { attachmentStore } from './attachment-store.ts'
import { blobBucket } from './blob-bucket.ts'
import { blobFolder } from './blob-folder.ts'
import type { Blobs } from './blobs.ts'

const shaOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

let folder: string
let test: TestBucket
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blobs-'))
  test = await startBucket()
})
afterAll(async () => {
  await test?.stop()
  await rm(folder, { recursive: true, force: true })
})

const kinds: readonly (readonly [string, () => Blobs])[] = [
  ['a folder', () => blobFolder(join(folder, 'kept'))],
  ['a bucket', () => blobBucket(test.bucket)],
]
describe.each(kinds)('blobs in %s', (_, open) => {
  const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251)

  it('gives back what it was given, whole and in parts, and nothing else', async () => {
    const blobs = open()
    expect(await blobs.problem()).toBeUndefined()
    expect([await blobs.size('ab/cd'), await blobs.open('ab/cd')]).toEqual([undefined, undefined])
    await blobs.write('ab/cd', bytes, shaOf(bytes))
    expect(await blobs.size('ab/cd')).toBe(bytes.length)
    expect(new Uint8Array(await buffer((await blobs.open('ab/cd'))!))).toEqual(bytes)
    const part = await buffer((await blobs.open('ab/cd', { start: 250, end: 252 }))!)
    expect([...part]).toEqual([250, 0, 1])
  })
  it('takes files, copies, and removes what begins with a name', async () => {
    const blobs = open()
    const path = join(folder, 'file')
    await writeFile(path, bytes)
    await blobs.write('uploads/one/0-a', { path, bytes: bytes.length }, shaOf(bytes))
    await blobs.write('uploads/one/1-b', PNG, shaOf(PNG))
    await blobs.copy('uploads/one/0-a', 'ef/gh')
    await blobs.removeAll('uploads/one/')
    expect(await blobs.size('uploads/one/0-a')).toBeUndefined()
    expect(await blobs.size('uploads/one/1-b')).toBeUndefined()
    expect(shaOf(await buffer((await blobs.open('ef/gh'))!))).toBe(shaOf(bytes))
    await blobs.removeAll('uploads/one/')
  })
  it('keeps pictures by their hash, once', async () => {
    const store = attachmentStore(open())
    const [first, second] = [await store.put(PNG), await store.put(PNG)]
    expect(first).toEqual(second)
    if ('refusal' in first) throw new Error('refused')
    expect(shaOf((await store.read(first.sha256))!)).toBe(first.sha256)
    await store.keep(shaOf(bytes), bytes)
    expect(await store.read(shaOf(bytes))).toHaveLength(bytes.length)
    await expect(store.keep(shaOf(bytes), PNG)).rejects.toThrow('another hash')
  })
})

describe('a bucket that cannot be used', () => {
  const away = { code: 'ATTACHMENTS_AWAY', kind: 'unavailable' }
  it.each([
    ['nobody listens', { url: 'http://127.0.0.1:2/city' }, 'ECONNREFUSED'],
    ['the key is unknown', { keyId: 'nobody' }, '403 InvalidAccessKeyId'],
  ])('says why where %s, and acknowledges nothing', async (_, change, reason) => {
    const blobs = blobBucket({ ...test.bucket, ...change })
    await expect(blobs.write('no/no', PNG, shaOf(PNG))).rejects.toMatchObject(away)
    await expect(attachmentStore(blobs).put(PNG)).rejects.toMatchObject(away)
    await expect(blobs.open('no/no')).rejects.toMatchObject(away)
    expect(await blobs.problem()).toContain(reason)
    expect(await blobBucket(test.bucket).size('no/no')).toBeUndefined()
  })
  it('says so where there is no such bucket', async () => {
    const blobs = blobBucket({ ...test.bucket, url: test.bucket.url.replace('/city', '/none') })
    await expect(blobs.write('no/no', PNG, shaOf(PNG))).rejects.toMatchObject(away)
    expect(await blobs.problem()).toContain('NoSuchBucket')
  })
})

it('leaves no half files in a folder that takes nothing more', async () => {
  const path = join(folder, 'blocked')
  await writeFile(path, 'a file where a folder should be')
  const blobs = blobFolder(path)
  await expect(blobs.write('ab/cd', PNG, shaOf(PNG))).rejects.toThrow()
  expect(await blobs.problem()).toContain('EEXIST')
  expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([])
})
