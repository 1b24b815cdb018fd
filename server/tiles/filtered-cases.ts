import { casesSource } from '../../tiles/sources/cases.ts'
import type { CaseFilter } from '../cases/case-filter.ts'
import type { LiveEvent } from '../live/event-feed.ts'
import type { Services } from '../services.ts'
import { entityIdOf, LiveLayer } from './live-layer.ts'
import { pagesOfFilteredCases, readFilteredCases } from './queries.ts'

const mostLayers = 128
const mostPoints = 1_000_000
const cacheBytes = 2 * 1024 * 1024
/** A filter that nobody has looked through for so long is let go. */
const idleMilliseconds = 5 * 60_000

type Held = { readonly layer: LiveLayer; usedAtMs: number; isCut: boolean }

/**
 * Cases by filters that the layer of all cases cannot answer: by words, ids, the time of closing, intricate shapes, or
 * older than it holds. The condition is the queue's own SQL, so that map and queue cannot differ; who may see what is masked tile by
 * tile as everywhere, so that all who ask the same share one layer.
 */
export class FilteredCases {
  readonly #services: Pick<Services, 'db' | 'clock' | 'log' | 'events'>
  readonly #held = new Map<string, Held>()
  #building: Promise<unknown> = Promise.resolve()

  constructor(services: Pick<Services, 'db' | 'clock' | 'log' | 'events'>) {
    this.#services = services
  }

  /** @param handedTo only what was handed to one of these departments */
  layerOf(filter: CaseFilter, handedTo: readonly number[] | null = null): LiveLayer {
    return this.#heldOf(filter, handedTo).layer
  }

  /** Waits until they are read. @returns whether there are more than are drawn, so that older ones are left out */
  async isCut(filter: CaseFilter, handedTo: readonly number[] | null = null): Promise<boolean> {
    const held = this.#heldOf(filter, handedTo)
    await held.layer.ready()
    return held.isCut
  }

  #heldOf(filter: CaseFilter, handedTo: readonly number[] | null): Held {
    const key = JSON.stringify([filter, handedTo])
    const before = this.#held.get(key)
    const held = before ?? this.#make(filter, handedTo)
    held.usedAtMs = Date.now()
    // Set anew, so that the order of the map is the order of use.
    this.#held.delete(key)
    this.#held.set(key, held)
    if (!before) this.#makeRoom()
    return held
  }

  follow(batch: readonly LiveEvent[]): void {
    const longAgoMs = Date.now() - idleMilliseconds
    for (const [key, { layer, usedAtMs }] of this.#held) {
      if (usedAtMs < longAgoMs) this.#held.delete(key)
      else layer.follow(batch)
    }
  }

  stop(): void {
    for (const { layer } of this.#held.values()) layer.stop()
  }

  get size(): number {
    return this.#held.size
  }

  #make(filter: CaseFilter, handedTo: readonly number[] | null): Held {
    const { db, clock, log, events } = this.#services
    const layer: LiveLayer = new LiveLayer(
      {
        kind: 'points',
        source: casesSource,
        read: (which) =>
          'ids' in which ? readFilteredCases(db, which.ids, filter, handedTo) : Promise.resolve([]),
        pages: () => {
          held.isCut = false
          return this.#inTurn(
            pagesOfFilteredCases(db, filter, handedTo, () => {
              held.isCut = true
            }),
          )
        },
        changedBy: entityIdOf('case.'),
        isLazy: true,
      },
      events.position,
      () => clock.now().getTime(),
      (error) => log.error({ err: error, layer: 'cases', filter }, 'tile layer'),
      cacheBytes,
    )
    const held: Held = { layer, usedAtMs: Date.now(), isCut: false }
    return held
  }

  /** One is read after the other: several at once would keep everybody else from the database. */
  async *#inTurn<Page>(pages: AsyncIterable<Page>): AsyncGenerator<Page> {
    const before = this.#building
    let finish = () => {}
    this.#building = new Promise<void>((resolve) => {
      finish = resolve
    })
    try {
      await before
      yield* pages
    } finally {
      finish()
    }
  }

  #makeRoom(): void {
    let points = [...this.#held.values()].reduce((sum, { layer }) => sum + layer.pointCount, 0)
    for (const [key, { layer }] of this.#held) {
      if (this.#held.size <= mostLayers && points <= mostPoints) return
      if (this.#held.size === 1) return
      this.#held.delete(key)
      points -= layer.pointCount
    }
  }
}
