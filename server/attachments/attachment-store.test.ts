import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attachmentStore } from './attachment-store.ts'
import { blobFolder } from './blob-folder.ts'
import { sniffImage } from './sniff-media.ts'
import { stripMetadata } from './strip-metadata.ts'

const text = (value: string) => [...new TextEncoder().encode(value)]
/** A JPEG's skeleton: Exif with orientation 6 and a GPS directory, XMP, a comment, a table, the scan. */
const exif = [
  ...text('Exif'),
  0,
  0,
  ...text('II'),
  42,
  0,
  8,
  0,
  0,
  0,
  2,
  0,
  0x12,
  0x01,
  3,
  0,
  1,
  0,
  0,
  0,
  6,
  0,
  0,
  0,
  0x25,
  0x88,
  4,
  0,
  1,
  0,
  0,
  0,
  38,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  ...text('GPS-SECRET'),
]
const segment = (marker: number, body: number[]) => [
  0xff,
  marker,
  (body.length + 2) >> 8,
  (body.length + 2) & 255,
  ...body,
]
const jpeg = new Uint8Array([
  0xff,
  0xd8,
  ...segment(0xe0, text('JFIF\0')),
  ...segment(0xe1, exif),
  ...segment(0xe1, text('http://ns.adobe.com/xap/1.0/ GPS-SECRET')),
  ...segment(0xfe, text('by Li Lei')),
  ...segment(0xdb, [1, 2, 3]),
  0xff,
  0xda,
  0,
  2,
  9,
  9,
  9,
  0xff,
  0xd9,
])
const chunk = (type: string, body: number[]) => [0, 0, 0, body.length, ...text(type), ...body, 0, 0, 0, 0]
const png = new Uint8Array([
  0x89,
  0x50,
  0x4e,
  0x47,
  0x0d,
  0x0a,
  0x1a,
  0x0a,
  ...chunk('IHDR', [1, 2, 3]),
  ...chunk('eXIf', text('GPS-SECRET')),
  ...chunk('IDAT', [7]),
  ...chunk('IEND', []),
])
const riff = (type: string, body: number[]) => [
  ...text(type),
  body.length,
  0,
  0,
  0,
  ...body,
  ...(body.length % 2 ? [0] : []),
]
const webpBody = [
  ...text('WEBP'),
  ...riff('VP8X', [0x0c, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
  ...riff('VP8 ', [5, 5, 5]),
  ...riff('EXIF', text('GPS-SECRET')),
]
const webp = new Uint8Array([...text('RIFF'), webpBody.length, 0, 0, 0, ...webpBody])

const asText = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes)

describe('stripMetadata', () => {
  it.each([
    ['image/jpeg', jpeg],
    ['image/png', png],
    ['image/webp', webp],
  ] as const)('takes position and maker out of %s', (mime, bytes) => {
    expect(sniffImage(bytes)).toBe(mime)
    const cleaned = stripMetadata(bytes, mime)
    expect(asText(cleaned)).not.toMatch(/SECRET|Li Lei/)
    expect(sniffImage(cleaned)).toBe(mime)
    expect(stripMetadata(cleaned, mime)).toEqual(cleaned)
  })
  it('keeps how a JPEG is turned, its tables and its scan', () => {
    const cleaned = stripMetadata(jpeg, 'image/jpeg')
    expect(asText(cleaned)).toContain('Exif')
    expect([...cleaned.subarray(-9)]).toEqual([...jpeg.subarray(-9)])
    expect(asText(cleaned)).toContain('JFIF')
  })
  it('corrects the sizes of a WebP', () => {
    const cleaned = stripMetadata(webp, 'image/webp')
    expect(cleaned[4]).toBe(cleaned.length - 8)
    expect(cleaned[20]).toBe(0)
  })
})

describe('attachmentStore', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'attachments-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('keeps the same picture once and gives it back', async () => {
    const store = attachmentStore(blobFolder(folder))
    const [first, second] = [await store.put(jpeg), await store.put(jpeg)]
    expect(first).toEqual(second)
    if ('refusal' in first) throw new Error('refused')
    expect(first.mime).toBe('image/jpeg')
    expect(await store.read(first.sha256)).toHaveLength(first.bytes)
    const files = await readdir(join(folder, first.sha256.slice(0, 2)))
    expect(files).toEqual([first.sha256.slice(2)])
  })
  it('refuses what is no picture, is cut off, empty or too large', async () => {
    const store = attachmentStore(blobFolder(folder))
    const refusal = async (bytes: Uint8Array) => (await store.put(bytes)) as { refusal?: { code: string } }
    expect((await refusal(new TextEncoder().encode('<svg onload=x>'))).refusal?.code).toBe('PHOTO_TYPE')
    expect((await refusal(jpeg.subarray(0, 40))).refusal?.code).toBe('PHOTO_BROKEN')
    expect((await refusal(new Uint8Array())).refusal?.code).toBe('PHOTO_EMPTY')
    expect((await refusal(new Uint8Array(13 * 1024 * 1024))).refusal?.code).toBe('PHOTO_TOO_LARGE')
  })
  it('reads nothing by anything but a hash', async () => {
    const store = attachmentStore(blobFolder(folder))
    expect(await store.read('../../etc/passwd')).toBeUndefined()
    expect(await store.read('0'.repeat(64))).toBeUndefined()
  })
})
