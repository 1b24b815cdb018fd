import { gzipSync } from 'node:zlib'
import { tileId } from '../server/basemap/pmtiles.ts'

type Tile = { readonly z: number; readonly x: number; readonly y: number; readonly bytes: Uint8Array }

/** A PMTiles archive with these tiles; `leafSize` puts the directory into leaves of so many entries. */
export function writePmtiles(
  tiles: readonly Tile[],
  {
    type = 1,
    isPacked = true,
    metadata = {},
    leafSize = Number.POSITIVE_INFINITY,
  }: { type?: number; isPacked?: boolean; metadata?: object; leafSize?: number } = {},
): Uint8Array {
  const sorted = tiles
    .map(({ z, x, y, bytes }) => ({
      id: tileId(z, x, y),
      z,
      data: isPacked ? gzipSync(bytes) : Buffer.from(bytes),
    }))
    .toSorted((a, b) => a.id - b.id)
  let offset = 0
  const entries = sorted.map(({ id, data }) => {
    const entry = { id, run: 1, offset, length: data.length }
    offset += data.length
    return entry
  })
  const leaves: Buffer[] = []
  let root = directory(entries)
  if (entries.length > leafSize) {
    const pointers = []
    for (let from = 0, at = 0; from < entries.length; from += leafSize) {
      const leaf = directory(entries.slice(from, from + leafSize))
      leaves.push(leaf)
      pointers.push({ id: entries[from]!.id, run: 0, offset: at, length: leaf.length })
      at += leaf.length
    }
    root = directory(pointers)
  }
  const leafBytes = Buffer.concat(leaves)
  const json = gzipSync(Buffer.from(JSON.stringify(metadata)))
  const head = Buffer.alloc(127)
  head.write('PMTiles', 'latin1')
  head[7] = 3
  const places = [
    127,
    root.length,
    127 + root.length,
    json.length,
    127 + root.length + json.length,
    leafBytes.length,
  ]
  places.push(127 + root.length + json.length + leafBytes.length, offset)
  for (const [i, number] of [...places, sorted.length, sorted.length, sorted.length].entries()) {
    head.writeBigUInt64LE(BigInt(number), 8 + i * 8)
  }
  head.set([1, 2, isPacked ? 2 : 1, type], 96)
  head.set([Math.min(...sorted.map(({ z }) => z)), Math.max(...sorted.map(({ z }) => z))], 100)
  return Buffer.concat([head, root, json, leafBytes, ...sorted.map(({ data }) => data)])
}

type Entry = { readonly id: number; readonly run: number; readonly offset: number; readonly length: number }

function directory(entries: readonly Entry[]): Buffer {
  const bytes: number[] = []
  const varint = (value: number) => {
    let left = value
    for (; left >= 128; left = Math.floor(left / 128)) bytes.push((left % 128) + 128)
    bytes.push(left)
  }
  varint(entries.length)
  for (const [i, { id }] of entries.entries()) varint(id - (entries[i - 1]?.id ?? 0))
  for (const { run } of entries) varint(run)
  for (const { length } of entries) varint(length)
  for (const [i, { offset }] of entries.entries()) {
    const before = entries[i - 1]
    varint(before && offset === before.offset + before.length ? 0 : offset + 1)
  }
  return gzipSync(Buffer.from(bytes))
}
