import { tileKey } from './tile-key.ts'

/** What is kept of a tile for readers who see the same of it. */
export type CachedBytes = {
  readonly bytes: Uint8Array
  readonly etag: string
  /** Made when the bytes are asked for a second time. */
  gzip: Uint8Array | undefined
  uses: number
}

/** A tile: which scopes its features lie in, and its bytes by what a reader sees of those. */
export type CachedTile = { readonly scopes: readonly number[]; readonly variants: Map<string, CachedBytes> }

/** The tiles of one layer; when they grow over the limit, those not used for longest are dropped. */
export class TileCache {
  private readonly tiles = new Map<number, CachedTile>()
  private readonly maxBytes: number
  private heldBytes = 0

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes
  }

  get size(): number {
    return this.tiles.size
  }

  find(zoom: number, x: number, y: number): CachedTile | undefined {
    const key = tileKey(zoom, x, y)
    const tile = this.tiles.get(key)
    if (tile) {
      this.tiles.delete(key)
      this.tiles.set(key, tile)
    }
    return tile
  }

  /** Starts a tile; its bytes are added one variant at a time. */
  open(zoom: number, x: number, y: number, scopes: readonly number[]): CachedTile {
    const tile: CachedTile = { scopes, variants: new Map() }
    this.tiles.set(tileKey(zoom, x, y), tile)
    return tile
  }

  add(tile: CachedTile, variant: string, bytes: CachedBytes): void {
    tile.variants.set(variant, bytes)
    this.heldBytes += weightOf(bytes)
    for (const [key, oldest] of this.tiles) {
      if (this.heldBytes <= this.maxBytes || oldest === tile) break
      this.drop(key, oldest)
    }
  }

  /** Counts the compressed bytes that were made later. */
  grew(byteCount: number): void {
    this.heldBytes += byteCount
  }

  /** Drops the tiles over a position of the unit square, one for each zoom. */
  invalidateAt(x: number, y: number, minZoom: number, maxZoom: number): number {
    let dropped = 0
    for (let zoom = minZoom; zoom <= maxZoom; zoom++) {
      const count = 2 ** zoom
      const key = tileKey(
        zoom,
        Math.min(count - 1, Math.floor(x * count)),
        Math.min(count - 1, Math.floor(y * count)),
      )
      const tile = this.tiles.get(key)
      if (!tile) continue
      this.drop(key, tile)
      dropped++
    }
    return dropped
  }

  clear(): void {
    this.tiles.clear()
    this.heldBytes = 0
  }

  private drop(key: number, tile: CachedTile): void {
    this.tiles.delete(key)
    for (const bytes of tile.variants.values()) this.heldBytes -= weightOf(bytes)
  }
}

function weightOf(bytes: CachedBytes): number {
  return bytes.bytes.length + (bytes.gzip?.length ?? 0)
}
