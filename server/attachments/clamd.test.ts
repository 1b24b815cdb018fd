import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { attachmentStore } from './attachment-store.ts'
import { blobFolder } from './blob-folder.ts'
import { type ScannerAddress, scanBytes } from './clamd.ts'

/** Speaks clamd's protocol: reads the stream to its end, and finds what contains the word VIRUS. */
let scanner: Server
let address: ScannerAddress
beforeAll(async () => {
  scanner = createServer((socket) => {
    let heard = Buffer.alloc(0)
    socket.on('data', (part) => {
      heard = Buffer.concat([heard, part])
      const start = heard.indexOf(0) + 1
      const chunks: Buffer[] = []
      for (let at = start; at + 4 <= heard.length; ) {
        const length = heard.readUInt32BE(at)
        if (length === 0) {
          expect(heard.subarray(0, start).toString()).toBe('zINSTREAM\0')
          const isBad = Buffer.concat(chunks).includes('VIRUS')
          socket.end(isBad ? 'stream: Test.Virus-1 FOUND\0' : 'stream: OK\0')
          return
        }
        chunks.push(heard.subarray(at + 4, at + 4 + length))
        at += 4 + length
      }
    })
  })
  await new Promise<void>((resolve) => scanner.listen(0, '127.0.0.1', resolve))
  address = { host: '127.0.0.1', port: (scanner.address() as AddressInfo).port }
})
afterAll(() => void scanner.close())

it('sends everything in chunks and reads the verdict', async () => {
  const large = new Uint8Array(200_000).fill(7)
  expect(await scanBytes(address, large)).toEqual({ isClean: true })
  expect(await scanBytes(address, Buffer.concat([large, Buffer.from('VIRUS')]))).toEqual({
    isClean: false,
    found: 'Test.Virus-1',
  })
})

it('says when nobody listens', async () => {
  expect(await scanBytes({ host: '127.0.0.1', port: 1 }, new Uint8Array(3))).toMatchObject({
    problem: expect.stringContaining('ECONNREFUSED'),
  })
})

it('keeps no picture in which something was found, nor one that nobody could look at', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'scanned-'))
  const png = (body: string) =>
    Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, body.length]),
      Buffer.from(`IDAT${body}\0\0\0\0\0\0\0\0IEND\0\0\0\0`),
    ])
  const store = attachmentStore(blobFolder(folder), (bytes) => scanBytes(address, bytes))
  expect(await store.put(png('fine'))).toMatchObject({ mime: 'image/png' })
  expect(await store.put(png('VIRUS'))).toMatchObject({ refusal: { code: 'PHOTO_INFECTED' } })
  const away = attachmentStore(blobFolder(folder), (bytes) =>
    scanBytes({ host: '127.0.0.1', port: 1 }, bytes),
  )
  expect(await away.put(png('other'))).toMatchObject({ refusal: { code: 'PHOTO_UNSCANNED' } })
  expect((await readdir(folder, { recursive: true })).filter((name) => name.includes('/'))).toHaveLength(1)
  await rm(folder, { recursive: true })
})
