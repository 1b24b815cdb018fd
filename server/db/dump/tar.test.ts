import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packEntry, TAR_END, type TarEntry, unpackEntries } from './tar.ts'

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
}

async function unpack(bytes: Buffer, pieceSize = 700): Promise<TarEntry[]> {
  const entries: TarEntry[] = []
  for await (const entry of unpackEntries(inPieces(bytes, pieceSize))) entries.push(entry)
  return entries
}

test('what is packed comes out, however the stream is cut', async () => {
  const entry = fc.record({
    name: fc.stringMatching(/^[a-z/.0-9]{1,100}$/),
    data: fc.uint8Array({ maxLength: 3000 }).map((bytes) => Buffer.from(bytes)),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(entry, { maxLength: 5 }),
      fc.integer({ min: 1, max: 2000 }),
      async (entries, size) => {
        const bytes = Buffer.concat([...entries.map(packEntry), TAR_END])
        expect(await unpack(bytes, size)).toEqual(entries)
      },
    ),
    { numRuns: 50 },
  )
})

test('the tar of the system reads it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tongguan-tar-'))
  const file = join(folder, 'a.tar')
  writeFileSync(
    file,
    Buffer.concat([packEntry({ name: 'tables/area/1', data: Buffer.from('街道') }), TAR_END]),
  )
  expect(execFileSync('tar', ['-xOf', file, 'tables/area/1']).toString()).toBe('街道')
  rmSync(folder, { recursive: true })
})

test('damage and a cut-off end are noticed; a name that does not fit is refused', async () => {
  const bytes = Buffer.concat([packEntry({ name: 'a', data: Buffer.alloc(600) }), TAR_END])
  await expect(unpack(bytes.subarray(0, 900))).rejects.toThrow('cut off')
  bytes[3] = 0x41
  await expect(unpack(bytes)).rejects.toThrow('damaged')
  expect(() => packEntry({ name: 'x'.repeat(101), data: Buffer.alloc(0) })).toThrow('does not fit')
})
