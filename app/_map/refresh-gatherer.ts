import type { TileId } from './tiles-around.ts'

/** In a storm many cases change within one moment, most of them in the same far tiles. */
const gatherMilliseconds = 250

/** Fetches the first change at once, and what follows within a moment together, each tile once. */
export class RefreshGatherer {
  readonly #fetch: (source: string, tiles: readonly TileId[] | undefined) => void
  readonly #waiting = new Map<string, (readonly TileId[] | undefined)[]>()
  readonly #fetchedAtMs = new Map<string, number>()
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>()

  /** @param fetch gets undefined for all tiles of a source */
  constructor(fetch: (source: string, tiles: readonly TileId[] | undefined) => void) {
    this.#fetch = fetch
  }

  add(source: string, tiles: readonly TileId[] | undefined): void {
    const waiting = this.#waiting.get(source) ?? []
    waiting.push(tiles)
    this.#waiting.set(source, waiting)
    if (this.#timers.has(source)) return
    const fetchedAtMs = this.#fetchedAtMs.get(source) ?? Number.NEGATIVE_INFINITY
    const waitMs = fetchedAtMs + gatherMilliseconds - performance.now()
    if (waitMs <= 0) this.#fetchWaiting(source)
    else
      this.#timers.set(
        source,
        setTimeout(() => this.#fetchWaiting(source), waitMs),
      )
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
  }

  #fetchWaiting(source: string): void {
    const waiting = this.#waiting.get(source) ?? []
    this.#waiting.delete(source)
    this.#timers.delete(source)
    this.#fetchedAtMs.set(source, performance.now())
    const tiles = new Map(
      waiting.flatMap((some) => some ?? []).map((tile) => [`${tile.z}/${tile.x}/${tile.y}`, tile]),
    )
    this.#fetch(source, waiting.includes(undefined) ? undefined : [...tiles.values()])
  }
}
