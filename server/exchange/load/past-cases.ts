import { sql } from 'kysely'
import { CASE_EVENTS } from '../../cases/case-events.ts'
import { appendPastEvents, type PastEvent, type SealedPastEvent } from '../../events/append-past-events.ts'
import type { EventType } from '../../identity/permissions.ts'
import type { WrittenCase } from './case-tables.ts'
import { chunksOf } from './chunks-of.ts'
import { copyRows } from './copy-rows.ts'
import { type Insert, insertRows } from './insert-rows.ts'
import type { Loader } from './loader.ts'
import { lastOf } from './prepare-case.ts'

const CHUNK_EVENTS = 2000

/** What the log will say of each case, kept as columns: some fifty bytes a case until all are known and can be put in order. */
export class PastCases {
  readonly #sourceSystem: string
  readonly #atMs: number[] = []
  readonly #caseId: number[] = []
  readonly #scopeAreaId: number[] = []
  readonly #version: number[] = []
  readonly #type: EventType[] = []
  readonly #state: string[] = []
  readonly #number: string[] = []

  constructor(sourceSystem: string) {
    this.#sourceSystem = sourceSystem
  }

  add(row: WrittenCase): void {
    const last = lastOf(row)
    this.#atMs.push(Date.parse(last.at))
    this.#caseId.push(row.caseId)
    this.#scopeAreaId.push(row.place.scopeAreaId)
    this.#version.push(row.steps.length)
    this.#type.push(CASE_EVENTS[last.verb])
    this.#state.push(row.state)
    this.#number.push(row.number)
  }

  /** One event a case, that of its last step, in the order of these. */
  async writeEvents(loader: Loader): Promise<void> {
    const { copyUrl, onProgress } = loader
    const count = this.#atMs.length
    const tell = (rows: number) => onProgress('events', Math.min(0.999, rows / count), rows)
    await appendPastEvents(loader.db, this.#inOrder(), async (sealed, trx) => {
      if (copyUrl !== undefined) {
        await copyRows(copyUrl, sealedTable, sealed, tell)
        return
      }
      let written = 0
      for (const chunk of chunksOf(sealed, CHUNK_EVENTS)) {
        await insertRows(trx, sealedTable, chunk)
        written += chunk.length
        tell(written)
      }
    })
    onProgress('events', 1, count)
  }

  *#inOrder(): Generator<PastEvent> {
    const atMs = this.#atMs
    const order = Uint32Array.from(atMs.keys()).sort((a, b) => atMs[a]! - atMs[b]! || a - b)
    for (const i of order) {
      yield {
        atMs: atMs[i]!,
        type: this.#type[i]!,
        scopeAreaId: this.#scopeAreaId[i]!,
        entity: 'case',
        entityId: String(this.#caseId[i]!),
        actor: this.#sourceSystem,
        data: {
          number: this.#number[i]!,
          state: this.#state[i]!,
          version: this.#version[i]!,
          isBackdated: true,
        },
      }
    }
  }
}

const sealedTable: Insert<SealedPastEvent> = {
  table: 'event_log',
  columns: [
    { name: 'position', type: 'bigint', value: ({ position }) => position },
    { name: 'at', type: 'timestamptz', value: ({ atMs }) => new Date(atMs).toISOString() },
    { name: 'type', type: 'text', value: ({ type }) => type },
    { name: 'scope_area_id', type: 'int', value: ({ scopeAreaId }) => scopeAreaId },
    { name: 'entity', type: 'text', value: ({ entity }) => entity },
    { name: 'entity_id', type: 'text', value: ({ entityId }) => entityId },
    { name: 'actor', type: 'text', value: ({ actor }) => actor },
    {
      name: 'data',
      type: 'text',
      value: ({ dataText }) => dataText,
      as: (column) => sql`${column}::jsonb`,
    },
    { name: 'hash', type: 'text', value: ({ hash }) => hash },
  ],
}
