import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { Upload as TusUpload } from 'tus-js-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startBucket, type TestBucket } from '../../test/bucket.ts'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import { loadTinyCity, TINY_NOON, TINY_POINTS, tinyActor, tinyServices } from '../../test/tiny-city.ts'
import { attachmentStore } from '../attachments/attachment-store.ts'
import { blobBucket } from '../attachments/blob-bucket.ts'
import { blobFolder } from '../attachments/blob-folder.ts'
import type { Blobs } from '../attachments/blobs.ts'
import { moveAttachments } from '../attachments/move-attachments.ts'
import { getCase } from '../cases/get-case.ts'
import { requestHandler } from '../http/request-handler.ts'
import { uploadRoutes } from '../http/uploads.ts'
import { submitReport } from '../reports/submit.ts'
import { sweepUploads } from './sweep-uploads.ts'
import { takePhoto } from './take-photo.ts'

const dispatcher = tinyActor('dispatcher')
const collector = tinyActor('collector')
const shaOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

function box(type: string, ...parts: readonly (Uint8Array | string)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)))
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length + 8)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, body])
}
/** A film's skeleton, with who took it where, and 3 MB of pictures. */
const film = Buffer.concat([
  box('ftyp', 'isom', Buffer.alloc(4), 'mp42'),
  box('mdat', randomBytes(3 * 1024 * 1024)),
  box(
    'moov',
    box('mvhd', Buffer.alloc(4), 'MADE-LAST', Buffer.alloc(80)),
    box('trak', box('mdia', box('hdlr', Buffer.alloc(8), 'vide', Buffer.alloc(12)))),
    box(
      'trak',
      box('mdia', box('hdlr', Buffer.alloc(8), 'meta', Buffer.alloc(12))),
      box('gpmd', 'GPS-SECRET'),
    ),
    box('udta', box('\xa9xyz', '+31.2+121.4 GPS-SECRET')),
  ),
])

let database: TestDatabase
let bucket: TestBucket
let folder: string
let base: Awaited<ReturnType<typeof tinyServices>>
beforeAll(async () => {
  database = await freshDatabase()
  await loadTinyCity(database.db)
  folder = await mkdtemp(join(tmpdir(), 'uploads-'))
  bucket = await startBucket()
  base = await tinyServices(database.db, join(folder, 'unused'))
})
afterAll(async () => {
  await bucket?.stop()
  await database?.drop()
  await rm(folder, { recursive: true, force: true })
})

const kinds: readonly (readonly [string, () => Blobs])[] = [
  ['a folder', () => blobFolder(join(folder, 'kept'))],
  ['a bucket', () => blobBucket(bucket.bucket)],
]
describe.each(kinds)('uploads into %s', (kind, open) => {
  let services: typeof base
  let server: Server
  let address: string
  beforeAll(async () => {
    services = { ...base, attachments: attachmentStore(open()) }
    const handle = requestHandler({
      routes: uploadRoutes(services),
      actors: {
        resolve: async ({ 'x-role': role }) =>
          role === 'collector' ? collector : role === 'dispatcher' ? dispatcher : null,
        forget: () => {},
      },
      metrics: { observe: () => {}, route: uploadRoutes(services)[0]! },
      log: pino({ level: 'silent' }),
    })
    server = createServer((req, res) => void handle(req, res))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => void server?.close())

  const tus = { 'tus-resumable': '1.0.0' }
  const ask = (method: string, path: string, headers: Record<string, string> = {}, body?: Uint8Array) =>
    fetch(`${address}${path}`, {
      method,
      headers: { ...tus, ...headers },
      ...(body && { body: new Uint8Array(body) }),
    })
  async function begin(bytes: number, headers: Record<string, string> = {}): Promise<string> {
    const response = await ask('POST', '/api/uploads', { 'upload-length': String(bytes), ...headers })
    expect(response.status).toBe(201)
    return response.headers.get('location')!
  }
  const offsetOf = async (path: string) =>
    Number((await ask('HEAD', path)).headers.get('upload-offset') ?? Number.NaN)
  const append = (path: string, offset: number, bytes: Uint8Array, headers: Record<string, string> = {}) =>
    ask(
      'PATCH',
      path,
      { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream', ...headers },
      bytes,
    )
  /** Sends the beginning and then breaks the line. */
  async function cut(path: string, bytes: Uint8Array, at: number): Promise<void> {
    const sent = request(`${address}${path}`, {
      method: 'PATCH',
      headers: {
        ...tus,
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
        'content-length': bytes.length,
      },
    })
    sent.on('error', () => {})
    await new Promise<void>((resolve) => sent.write(bytes.subarray(0, at), () => resolve()))
    await expect.poll(() => offsetOf(path), { timeout: 5000 }).toBeGreaterThan(0)
    sent.destroy()
    await expect.poll(() => offsetOf(path), { timeout: 5000 }).toBe(at)
  }
  const idOf = (path: string) => path.split('/').at(-1)!

  it('goes on where the line broke, with another program’s tus client, and is one film without its place', async () => {
    const path = await begin(film.length)
    await cut(path, film, 2_500_000)
    let lowest = Number.POSITIVE_INFINITY
    await new Promise<void>((resolve, reject) => {
      new TusUpload(film, {
        uploadUrl: `${address}${path}`,
        chunkSize: 400_000,
        onProgress: (sent) => {
          lowest = Math.min(lowest, sent)
        },
        onSuccess: () => resolve(),
        onError: reject,
      }).start()
    })
    expect(lowest).toBeGreaterThanOrEqual(2_500_000)
    const report = () =>
      submitReport(services, null, {
        fields: {
          source_id: `film in ${kind}`,
          description: '路灯整夜闪烁',
          lng: TINY_POINTS.eastSouth[0],
          lat: TINY_POINTS.eastSouth[1],
          uploads: idOf(path),
        },
        photos: [],
      })
    const first = await report()
    expect(await report()).toMatchObject({ status: 'same', caseId: first.caseId })
    const { attachments } = await getCase(services, dispatcher, first.caseId)
    expect(attachments).toMatchObject([{ mime: 'video/mp4' }])
    const kept = Buffer.from((await services.attachments.read(attachments[0]!.sha256))!)
    expect(shaOf(kept)).toBe(attachments[0]!.sha256)
    expect(kept).toHaveLength(film.length)
    expect(kept.subarray(0, 3_000_000).equals(film.subarray(0, 3_000_000))).toBe(true)
    expect(kept.toString('latin1')).not.toMatch(/GPS-SECRET|MADE/)
    expect(kept.toString('latin1')).toContain('vide')
  })

  it('lets two lines bring the same bytes once, and nobody else go on with them', async () => {
    const photo = Buffer.concat([
      Buffer.from([0xff, 0xd8, 0xff, 0xda, 0, 2]),
      randomBytes(200_000),
      Buffer.from([0xff, 0xd9]),
    ])
    const own = { 'x-role': 'collector' }
    const path = await begin(photo.length, own)
    expect((await ask('HEAD', path)).status).toBe(404)
    expect((await append(path, 0, photo, { 'x-role': 'dispatcher' })).status).toBe(404)
    const both = await Promise.all([append(path, 0, photo, own), append(path, 0, photo, own)])
    expect(both.map(({ status }) => status).sort()).toEqual([204, 409])
    await expect(takePhoto(services, dispatcher, { uploadId: idOf(path) }, 0)).rejects.toMatchObject({
      code: 'UPLOAD_GONE',
    })
    const taken = await takePhoto(services, collector, { uploadId: idOf(path) }, 0)
    expect(taken).toEqual(await takePhoto(services, collector, { uploadId: idOf(path) }, 0))
    expect(await services.attachments.put(photo)).toEqual(taken)
  })

  it('refuses at the first bytes what is no picture or film, and at the last what is broken', async () => {
    const zip = Buffer.concat([Buffer.from('PK\u0003\u0004'), randomBytes(2_000_000)])
    const path = await begin(zip.length)
    const refused = await append(path, 0, zip)
    expect(refused.status).toBe(400)
    expect(await refused.json()).toMatchObject({ error: { code: 'PHOTO_TYPE' } })
    expect((await ask('HEAD', path)).status).toBe(404)
    const broken = film.subarray(0, film.length - 10)
    const second = await begin(broken.length)
    expect((await append(second, 0, broken.subarray(0, 100_000))).status).toBe(204)
    expect((await append(second, 5, broken.subarray(5))).status).toBe(409)
    const last = await append(second, 100_000, broken.subarray(100_000))
    expect(await last.json()).toMatchObject({ error: { code: 'PHOTO_BROKEN' } })
    expect((await append(await begin(3), 0, film.subarray(0, 4))).status).toBe(413)
    expect((await ask('POST', '/api/uploads', { 'upload-length': '99999999999' })).status).toBe(413)
    expect((await ask('POST', '/api/uploads', { 'upload-length': 'x' })).status).toBe(400)
    expect((await ask('GET', path)).status).toBe(400)
  })

  it('refuses before the first byte what is said to be no picture or film, or a picture too large', async () => {
    const declared = async (type: string, bytes: number) => {
      const response = await ask('POST', '/api/uploads', {
        'upload-length': String(bytes),
        'upload-metadata': `filename ${btoa('a')},filetype ${btoa(type)}`,
      })
      return response.status === 201
        ? 'begun'
        : ((await response.json()) as { error: { code: string } }).error.code
    }
    expect(await declared('application/pdf', 1000)).toBe('PHOTO_TYPE')
    expect(await declared('image/heic', 1000)).toBe('PHOTO_TYPE')
    expect(await declared('image/jpeg', 13 * 1024 * 1024)).toBe('PHOTO_TOO_LARGE')
    expect(await declared('Image/JPG', 1000)).toBe('begun')
    expect(await declared('video/mp4; codecs=avc1', 13 * 1024 * 1024)).toBe('begun')
    expect(await declared('application/octet-stream', 1000)).toBe('begun')
  })

  it('tells again what was said of it', async () => {
    const metadata = `filename ${btoa('a')},filetype ${btoa('image/jpeg')}`
    const begun = await ask('POST', '/api/uploads', { 'upload-length': '9', 'upload-metadata': metadata })
    const told = await ask('HEAD', new URL(begun.headers.get('location') ?? '', 'http://x').pathname)
    expect(told.headers.get('upload-metadata')).toBe(metadata)
    const long = { 'upload-length': '9', 'upload-metadata': 'x'.repeat(2001) }
    expect((await ask('POST', '/api/uploads', long)).status).toBe(400)
  })

  it('is not asked to send again what only could not be looked at', async () => {
    let isAway = true
    const scanned = attachmentStore(open(), async () => (isAway ? { problem: 'away' } : { isClean: true }))
    const withScanner = { ...services, attachments: scanned }
    const photo = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xda, 0, 2]), randomBytes(9000)])
    const path = await begin(photo.length)
    await append(path, 0, photo.subarray(0, 8000))
    // The last bytes come to a process whose scanner is away.
    const { appendUpload } = await import('./append-upload.ts')
    const rest = (async function* () {
      yield photo.subarray(8000)
    })()
    await expect(appendUpload(withScanner, null, idOf(path), 8000, rest)).rejects.toMatchObject({
      code: 'PHOTO_UNSCANNED',
      kind: 'unavailable',
    })
    expect(await offsetOf(path)).toBe(photo.length)
    isAway = false
    expect(await takePhoto(withScanner, null, { uploadId: idOf(path) }, 0)).toMatchObject({
      bytes: photo.length,
    })
  })

  it('is swept two days later, and what was used stays', async () => {
    const used = await services.attachments.put(
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xda, 0, 2]), randomBytes(100)]),
    )
    const path = await begin(film.length)
    await append(path, 0, film.subarray(0, 50_000))
    await sweepUploads(services)
    expect(await offsetOf(path)).toBe(50_000)
    services.clock.set(new Date(services.clock.now().getTime() + 49 * 3_600_000))
    await sweepUploads(services)
    services.clock.set(TINY_NOON)
    expect((await ask('HEAD', path)).status).toBe(404)
    if ('refusal' in used) throw new Error('refused')
    expect(await services.attachments.read(used.sha256)).toHaveLength(used.bytes)
    if (kind === 'a folder') expect(await readdir(join(folder, 'kept/uploads'))).toEqual([])
  })
})

it('moves what a folder keeps into a bucket, and says what is missing', async () => {
  const from = attachmentStore(blobFolder(join(folder, 'kept')))
  const to = attachmentStore(blobBucket(bucket.bucket))
  const known = await database.db.selectFrom('attachment').select('sha256').execute()
  await database.db
    .insertInto('attachment')
    .values({ sha256: '0'.repeat(64), mime: 'image/png', bytes: 1, stored_at: TINY_NOON })
    .execute()
  const { missing } = await moveAttachments(database.db, from, to)
  expect(missing).toEqual(['0'.repeat(64)])
  for (const { sha256 } of known) expect(shaOf((await to.read(sha256))!)).toBe(sha256)
})
