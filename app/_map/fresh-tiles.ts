import type { Map as MapLibreMap } from 'maplibre-gl'
import type { TileId } from './tiles-around.ts'

type Tiles = readonly TileId[] | undefined

/**
 * Has the map fetch tiles anew, and makes sure that it does. On its own it forgets a fetch that was asked for between
 * a change of the style and the next frame, does not ask again for a tile on its way, keeps tiles out of view as
 * they were, and of all tiles of a source loses for good those of vectors that failed: so each is asked for by name.
 */
export class FreshTiles {
  readonly #map: MapLibreMap
  /** What has to be fetched once more when a source has nothing on its way. */
  readonly #waiting = new Map<string, Tiles[]>()

  constructor(map: MapLibreMap) {
    this.#map = map
    map.on('sourcedata', ({ sourceId }) => this.#repeat(sourceId))
  }

  /** @param tiles undefined for all of the source */
  fetch(source: string, tiles: Tiles): void {
    // The style's changes are taken in with the next frame.
    this.#map.once('render', () => this.#fetchNow(source, tiles))
    this.#map.triggerRepaint()
  }

  #fetchNow(source: string, tiles: Tiles): void {
    if (!this.#map.getSource(source)) return
    if (!this.#map.isSourceLoaded(source))
      this.#waiting.set(source, [...(this.#waiting.get(source) ?? []), tiles])
    const manager = this.#map.style.tileManagers[source]
    if (!manager) return
    const inView = manager.getIds().flatMap((id) => manager.getTileByID(id)?.tileID.canonical ?? [])
    const wanted = tiles ?? inView
    const names = new Set(wanted.map(nameOf))
    manager._outOfViewCache.filter(
      ({ tileID }) => tiles !== undefined && !names.has(nameOf(tileID.canonical)),
    )
    this.#map.refreshTiles(
      source,
      wanted.map(({ z, x, y }) => ({ z, x, y })),
    )
  }

  #repeat(source: string): void {
    const waiting = this.#waiting.get(source)
    if (!waiting || !this.#map.getSource(source) || !this.#map.isSourceLoaded(source)) return
    this.#waiting.delete(source)
    const tiles = new Map(waiting.flatMap((some) => some ?? []).map((tile) => [nameOf(tile), tile]))
    this.fetch(source, waiting.includes(undefined) ? undefined : [...tiles.values()])
  }
}

function nameOf({ z, x, y }: TileId): string {
  return `${z}/${x}/${y}`
}
