import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { Database } from '../db/schema.ts'

/** Where a unit is now, WGS 84 degrees. */
export type UnitMove = {
  readonly unitId: number
  readonly lng: number
  readonly lat: number
  readonly headingDegrees: number
  readonly status: 'idle' | 'enroute' | 'busy' | 'off'
  readonly scopeAreaId: number
}

/** Movement is coalesced: at most one message in this time. */
const BEAT_MILLISECONDS = 1000

/**
 * Tells the units that moved, once a second, while anybody listens. It looks at the last values in the database,
 * so that it works the same whichever process took the positions in.
 */
export class UnitMoves {
  readonly #db: Kysely<Database>
  readonly #log: Logger
  readonly #listeners = new Set<(moves: readonly UnitMove[]) => void>()
  #known = new Map<number, UnitMove>()
  #timer: NodeJS.Timeout | undefined
  #isReading = false

  constructor(db: Kysely<Database>, log: Logger) {
    this.#db = db
    this.#log = log
  }

  /** @returns stops listening */
  subscribe(listener: (moves: readonly UnitMove[]) => void): () => void {
    this.#listeners.add(listener)
    this.#timer ??= setInterval(() => void this.#beat(), BEAT_MILLISECONDS)
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size > 0) return
      clearInterval(this.#timer)
      this.#timer = undefined
      this.#known.clear()
    }
  }

  async #beat(): Promise<void> {
    if (this.#isReading) return
    this.#isReading = true
    try {
      const moves = this.#changed(await this.#read())
      if (moves.length > 0) for (const listener of this.#listeners) listener(moves)
    } catch (error) {
      this.#log.warn({ err: error }, 'unit positions could not be read')
    } finally {
      this.#isReading = false
    }
  }

  #read(): Promise<UnitMove[]> {
    return this.#db
      .selectFrom('unit_state')
      .innerJoin('unit', 'unit.unit_id', 'unit_state.unit_id')
      .select([
        'unit.unit_id as unitId',
        'lng',
        'lat',
        'heading_degrees as headingDegrees',
        'status',
        'scope_area_id as scopeAreaId',
      ])
      .execute()
  }

  /** The first look after a silence tells nothing: screens have just fetched the same. */
  #changed(now: readonly UnitMove[]): UnitMove[] {
    const before = this.#known
    this.#known = new Map(now.map((unit) => [unit.unitId, unit]))
    if (before.size === 0) return []
    return now.filter((unit) => {
      const known = before.get(unit.unitId)
      return (
        !known ||
        known.lng !== unit.lng ||
        known.lat !== unit.lat ||
        known.headingDegrees !== unit.headingDegrees ||
        known.status !== unit.status
      )
    })
  }
}
