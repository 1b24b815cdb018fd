import type { Map as MapLibreMap } from 'maplibre-gl'
import type { TileId } from './tiles-around.ts'

/**
 * Tiles that failed and are still missing from the picture. In place of a missing tile the map asks for the larger ones
 * above it, which fail as well and leave unseen when the small one comes; and a tile that is asked for again may turn out
 * not to exist, which the map does not tell.
 */
export class FailedTiles {
  readonly #map: MapLibreMap
  readonly #tiles = new Map<string, Map<string, Failed>>()

  constructor(map: MapLibreMap) {
    this.#map = map
  }

  add(source: string, { key, canonical }: Tile): void {
    const tiles = this.#tiles.get(source) ?? new Map<string, Failed>()
    this.#tiles.set(source, tiles.set(key, { canonical, isAskedAgain: false }))
  }

  /** By name: among all tiles of a source the map forgets those of vectors that failed, and never gets them again. */
  askAgain(source: string): void {
    const tiles = [...(this.#tiles.get(source)?.values() ?? [])]
    for (const tile of tiles) tile.isAskedAgain = true
    this.#map.refreshTiles(
      source,
      tiles.map(({ canonical: { z, x, y } }) => ({ z, x, y })),
    )
  }

  isAnyMissing(source: string): boolean {
    const tiles = this.#tiles.get(source)
    if (!tiles) return false
    const manager = this.#map.style.tileManagers[source]
    for (const [key, { isAskedAgain }] of tiles) {
      const state = manager?.getTileByID(key)?.state
      const isAbsent = isAskedAgain && state === 'errored'
      if (state === undefined || state === 'loaded' || isAbsent) tiles.delete(key)
    }
    if (tiles.size > 0) return true
    this.#tiles.delete(source)
    return false
  }

  /** Sources of which a tile has failed since they were last found whole. */
  get sources(): readonly string[] {
    return [...this.#tiles.keys()]
  }
}

type Tile = { readonly key: string; readonly canonical: TileId }
type Failed = { readonly canonical: TileId; isAskedAgain: boolean }
