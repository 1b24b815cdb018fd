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
  /** What is fetched after the next frame; while the page is hidden there is none for hours. */
  #asked = new Map<string, Tiles>()
  /** What has to be fetched once more when a source has nothing on its way. */
  readonly #waiting = new Map<string, Tiles>()

  constructor(map: MapLibreMap) {
    this.#map = map
    map.on('sourcedata', ({ sourceId }) => this.#repeat(sourceId))
  }

  /** @param tiles undefined for all of the source */
  fetch(source: string, tiles: Tiles): void {
    // The style's changes are taken in with the next frame, which has tiles at hand laid out anew; a fetch in the same
    // breath would take that one's place, and, where the server has nothing new, nothing would be laid out.
    if (this.#asked.size === 0) this.#map.once('render', () => setTimeout(() => this.#fetchAsked()))
    add(this.#asked, source, tiles)
    this.#map.triggerRepaint()
  }

  #fetchAsked(): void {
    const asked = this.#asked
    this.#asked = new Map()
    for (const [source, tiles] of asked) this.#fetchNow(source, tiles)
  }

  #fetchNow(source: string, tiles: Tiles): void {
    if (!this.#map.getSource(source)) return
    if (!this.#map.isSourceLoaded(source)) add(this.#waiting, source, tiles)
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
    if (!this.#waiting.has(source) || !this.#map.getSource(source) || !this.#map.isSourceLoaded(source))
      return
    const tiles = this.#waiting.get(source)
    this.#waiting.delete(source)
    this.fetch(source, tiles)
  }
}

/** All tiles are all, whatever else was asked; each of some is asked for once. */
function add(asked: Map<string, Tiles>, source: string, tiles: Tiles): void {
  const before = asked.get(source)
  if (asked.has(source) && before === undefined) return
  const all = tiles && new Map([...(before ?? []), ...tiles].map((tile) => [nameOf(tile), tile]))
  asked.set(source, all && [...all.values()])
}

function nameOf({ z, x, y }: TileId): string {
  return `${z}/${x}/${y}`
}
