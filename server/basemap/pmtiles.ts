import { type FileHandle, open } from 'node:fs/promises'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { StartError } from '../start-error.ts'
import type { GroundTile, GroundTiles, GroundType } from './ground.ts'

const HEADER_BYTES = 127
const TYPES = [undefined, 'mvt', 'png', 'jpeg', 'webp', 'avif'] as const
const ENCODINGS = [undefined, undefined, 'gzip', 'br'] as const
/** A root points to leaves, and a leaf may point further; deeper is a broken file. */
const DEEPEST = 4
const KEPT_DIRECTORIES = 200

/** Where a run of tiles lies; a run of 0 is a directory instead. */
type Entry = { readonly id: number; readonly run: number; readonly offset: number; readonly length: number }

/**
 * A PMTiles archive, version 3, read where it lies: a few hundred bytes a tile, whatever the size of the file.
 *
 * @throws StartError for a file that is none
 */
export async function openPmtiles(path: string): Promise<GroundTiles> {
  const file = await open(path)
  const head = await bytesOf(file, 0, HEADER_BYTES)
  const isOurs = head.length === HEADER_BYTES && head.toString('latin1', 0, 7) === 'PMTiles' && head[7] === 3
  const found = TYPES[head[99] ?? 0]
  if (!isOurs || !found || (head[98] ?? 0) > 3) {
    await file.close()
    throw new StartError(`BASEMAP=${path} is no PMTiles archive of version 3 with tiles that browsers read.`)
  }
  const type: GroundType = found
  const number = (at: number) => Number(head.readBigUInt64LE(at))
  const [leaves, tiles] = [number(40), number(56)]
  const inner = ENCODINGS[head[97] ?? 0]
  const encoding = ENCODINGS[head[98] ?? 0]
  const kept = new Map<number, readonly Entry[]>()
  const directory = async (offset: number, length: number): Promise<readonly Entry[]> => {
    const known = kept.get(offset)
    if (known) return known
    const entries = entriesOf(unpacked(await bytesOf(file, offset, length), inner))
    if (kept.size >= KEPT_DIRECTORIES) kept.clear()
    kept.set(offset, entries)
    return entries
  }
  const metadata = await readMetadata().catch(async () => {
    await file.close()
    throw new StartError(`BASEMAP=${path} is damaged: its metadata cannot be read.`)
  })

  async function readMetadata(): Promise<{ vector_layers?: { id: string }[]; attribution?: string }> {
    const bytes = await bytesOf(file, number(24), number(32))
    if (bytes.length < number(32)) throw new RangeError('the file ends within them')
    return JSON.parse(unpacked(bytes, inner).toString() || '{}')
  }

  async function tile(z: number, x: number, y: number): Promise<GroundTile | undefined> {
    const id = tileId(z, x, y)
    let [offset, length] = [number(8), number(16)]
    for (let depth = 0; depth < DEEPEST; depth++) {
      const entry = findEntry(await directory(offset, length), id)
      if (!entry) return undefined
      if (entry.run > 0) {
        return { bytes: await bytesOf(file, tiles + entry.offset, entry.length), type, encoding }
      }
      offset = leaves + entry.offset
      length = entry.length
    }
    return undefined
  }

  return {
    type,
    minZoom: head[100] ?? 0,
    maxZoom: head[101] ?? 0,
    vectorLayers: metadata.vector_layers?.map((layer) => layer.id) ?? [],
    attribution: metadata.attribution ?? '',
    tile,
    close: () => file.close(),
  }
}

/**
 * A tile's number: those of all lower zooms, then its place on the Hilbert curve.
 *
 * @example tileId(1, 1, 0) // 4
 */
export function tileId(z: number, x: number, y: number): number {
  let id = (4 ** z - 1) / 3
  for (let side = 2 ** z / 2, [u, v] = [x, y]; side >= 1; side /= 2) {
    const right = Math.floor(u / side) % 2
    const low = Math.floor(v / side) % 2
    id += side * side * ((3 * right) ^ low)
    ;[u, v] = [u % side, v % side]
    if (low === 0) {
      if (right === 1) [u, v] = [side - 1 - u, side - 1 - v]
      ;[u, v] = [v, u]
    }
  }
  return id
}

/** The entry whose run holds the tile, or the directory it would be in. */
function findEntry(entries: readonly Entry[], id: number): Entry | undefined {
  let [low, high] = [0, entries.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (entries[middle]!.id <= id) low = middle
    else high = middle - 1
  }
  const entry = entries[low]
  if (!entry || entry.id > id) return undefined
  return entry.run === 0 || id < entry.id + entry.run ? entry : undefined
}

/** Columns of varints: ids as steps, runs, lengths, offsets, where 0 is "right behind the one before". */
function entriesOf(bytes: Buffer): Entry[] {
  let at = 0
  const varint = (): number => {
    let value = 0
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[at++]
      if (byte === undefined) throw new RangeError('broken directory')
      value += (byte & 127) * factor
      if (byte < 128) return value
    }
  }
  const count = varint()
  const column = () => Array.from({ length: count }, varint)
  const [steps, runs, lengths, offsets] = [column(), column(), column(), column()]
  const entries: Entry[] = []
  for (let i = 0, id = 0; i < count; i++) {
    id += steps[i]!
    const before = entries[i - 1]
    const offset = offsets[i] === 0 && before ? before.offset + before.length : offsets[i]! - 1
    entries.push({ id, run: runs[i]!, offset, length: lengths[i]! })
  }
  return entries
}

async function bytesOf(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset)
  return buffer.subarray(0, bytesRead)
}

function unpacked(bytes: Buffer, encoding: string | undefined): Buffer {
  if (bytes.length === 0 || !encoding) return bytes
  return encoding === 'gzip' ? gunzipSync(bytes) : brotliDecompressSync(bytes)
}
