import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import { loadTinyCity, TINY_LEAVES, type TinyCity } from '../../test/tiny-city.ts'
import { type CaseCounts, noCases, totalCounts } from './case-counts.ts'
import { readCaseCounts } from './read-case-counts.ts'

const HOUR = 3_600_000
const START = Date.parse('2026-03-01T00:00:00Z')
const at = (hours: number | null) => (hours === null ? null : new Date(START + hours * HOUR))

type Fact = {
  readonly categoryId: number
  readonly unitGridId: number | null
  readonly state: string
  readonly foundBy: 'public' | 'us' | 'machine'
  readonly isAutoDispatched: boolean
  readonly reported: number
  readonly dispatched: number | null
  readonly due: number | null
  readonly closed: number | null
  readonly returns: number
  readonly reworks: number
}

let test: TestDatabase
let city: TinyCity
beforeAll(async () => {
  test = await freshDatabase()
  city = await loadTinyCity(test.db)
})
afterAll(() => test.drop())

let serial = 0
async function enter(facts: readonly Fact[]): Promise<void> {
  await test.db.deleteFrom('case_record').execute()
  for (const fact of facts) {
    const n = ++serial
    await test.db
      .insertInto('case_record')
      .values({
        number: `T${n}`,
        source_system: 'test',
        source_id: `${n}`,
        state: fact.state as 'closed',
        channel: 'hotline',
        found_by: fact.foundBy,
        category_id: fact.categoryId,
        description: '',
        scope_area_id: TINY_LEAVES[(fact.unitGridId ?? 0) % 4]!,
        unit_grid_id: fact.unitGridId,
        auto_dispatched: fact.isAutoDispatched,
        reported_at: at(fact.reported)!,
        dispatched_at: at(fact.dispatched),
        due_at: at(fact.due),
        closed_at: at(fact.closed),
        return_count: fact.returns,
        rework_count: fact.reworks,
        updated_at: at(fact.reported)!,
      })
      .execute()
  }
}
const read = async (untilHours = 1000, standingAtHours = untilHours) =>
  totalCounts(await readCaseCounts(test.db, at(0)!, at(untilHours)!, { at: at(standingAtHours)! }))

const fact = (changes: Partial<Fact> = {}): Fact => ({
  categoryId: city.categories.garbage,
  unitGridId: 1,
  state: 'closed',
  foundBy: 'public',
  isAutoDispatched: false,
  reported: 0,
  dispatched: 1,
  due: 10,
  closed: 5,
  returns: 0,
  reworks: 0,
  ...changes,
})

it('a case closed late is due and not on time, one not yet due does not count, a canceled one is nowhere', async () => {
  await enter([
    fact(),
    fact({ closed: 11 }),
    fact({ state: 'dispatched', closed: null, due: 50 }),
    fact({ state: 'dispatched', closed: null, due: 12 }),
    fact({ state: 'canceled' }),
  ])
  expect(await read(1000, 20)).toMatchObject({ total: 4, due: 3, closedOnTime: 1, dispatched: 4 })
})

it('a repeat is the second of its category in its unit grid', async () => {
  await enter([
    fact(),
    fact({ categoryId: city.categories.cover }),
    fact({ unitGridId: 2 }),
    fact(),
    fact({ unitGridId: null }),
    fact({ unitGridId: null }),
  ])
  expect((await read()).repeated).toBe(1)
})

it('counts a hundred mixed cases as one would by hand', async () => {
  let seed = 7
  const draw = (most: number) => {
    seed = (seed * 48271) % 2147483647
    return seed % (most + 1)
  }
  const facts = Array.from({ length: 100 }, (): Fact => {
    const reported = draw(200)
    const state = (['closed', 'canceled', 'signed', 'registered'] as const)[draw(3)]!
    return {
      categoryId: draw(1) === 0 ? city.categories.garbage : city.categories.cover,
      unitGridId: draw(5) === 0 ? null : 1 + draw(3),
      state,
      foundBy: (['public', 'us', 'machine'] as const)[draw(2)]!,
      isAutoDispatched: draw(1) === 0,
      reported,
      dispatched: draw(3) === 0 ? null : reported + 1,
      due: draw(4) === 0 ? null : reported + draw(60),
      closed: state === 'closed' ? reported + draw(80) : null,
      returns: draw(2) === 0 ? 1 : 0,
      reworks: draw(3) === 0 ? 1 : 0,
    }
  })
  await enter(facts)
  expect(await read(180, 190)).toEqual(byHand(facts, 180, 190))
  await sql`delete from case_record`.execute(test.db)
  expect(await read()).toEqual(noCases())
})

/** Another way to the same counts: case by case, in order of reporting. */
function byHand(facts: readonly Fact[], until: number, standingAt: number): CaseCounts {
  const counts = noCases()
  const seen = new Set<string>()
  const inOrder = facts
    .map((fact, i) => ({ ...fact, i }))
    .sort((a, b) => a.reported - b.reported || a.i - b.i)
  for (const { state, reported, dispatched, due, closed, ...row } of inOrder) {
    if (state === 'canceled' || reported >= until) continue
    counts.total++
    const isDue = due !== null && (due <= standingAt || (closed !== null && closed <= standingAt))
    if (isDue) counts.due++
    if (isDue && closed !== null && closed <= due) counts.closedOnTime++
    if (dispatched !== null) {
      counts.dispatched++
      if (row.isAutoDispatched) counts.autoDispatched++
      if (row.returns > 0) counts.returned++
    }
    if (row.foundBy !== 'public') counts.foundByUs++
    const place = row.unitGridId === null ? undefined : `${row.unitGridId}/${row.categoryId}`
    if (place !== undefined && seen.has(place)) counts.repeated++
    if (place !== undefined) seen.add(place)
    if (closed !== null || row.reworks > 0) {
      counts.handled++
      if (row.reworks > 0) counts.reworked++
    }
  }
  return counts
}
