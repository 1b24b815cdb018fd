import type { GroundTile } from './ground.ts'

/** Counted for every entry besides its bytes, so that a million empty answers are bounded, too. */
const ENTRY_BYTES = 256

/** The tiles that were asked for last, in so many bytes; a tile that is not there is remembered for a while as well. */
export class KeptTiles {
  readonly #mostBytes: number
  readonly #absentMs: number
  readonly #entries = new Map<string, { readonly tile: GroundTile | undefined; readonly atMs: number }>()
  #bytes = 0

  constructor(mostBytes: number, absentMs: number) {
    this.#mostBytes = mostBytes
    this.#absentMs = absentMs
  }

  get bytes(): number {
    return this.#bytes
  }

  /** Undefined where nothing is known; otherwise the tile, or that there is none. */
  find(address: string, nowMs: number): { readonly tile: GroundTile | undefined } | undefined {
    const entry = this.#entries.get(address)
    if (!entry) return undefined
    this.#remove(address)
    if (!entry.tile && nowMs - entry.atMs > this.#absentMs) return undefined
    this.#put(address, entry)
    return entry
  }

  keep(address: string, tile: GroundTile | undefined, nowMs: number): void {
    this.#remove(address)
    this.#put(address, { tile, atMs: nowMs })
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#mostBytes) return
      this.#remove(oldest)
    }
  }

  #put(address: string, entry: { readonly tile: GroundTile | undefined; readonly atMs: number }): void {
    this.#entries.set(address, entry)
    this.#bytes += sizeOf(entry.tile)
  }

  #remove(address: string): void {
    const entry = this.#entries.get(address)
    if (!entry) return
    this.#entries.delete(address)
    this.#bytes -= sizeOf(entry.tile)
  }
}

function sizeOf(tile: GroundTile | undefined): number {
  return ENTRY_BYTES + (tile?.bytes.length ?? 0)
}
