import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import {
  loadTinyCity,
  TINY_AREAS,
  TINY_NOON,
  TINY_POINTS,
  tinyActor,
  tinyServices,
} from '../../test/tiny-city.ts'
import { reportInputSchema } from '../reports/report-input.ts'
import { takeReport } from '../reports/take-report.ts'
import type { Services } from '../services.ts'
import { momentSchema, readMoment } from './read-moment.ts'

const at = (minutes: number) => new Date(TINY_NOON.getTime() + minutes * 60_000)
const between = (from: number, to = from) =>
  momentSchema.parse({ from: at(from).toISOString(), to: at(to).toISOString() })
const dispatcher = tinyActor('dispatcher')
const west = tinyActor('grid_chief', { scopeAreaIds: [TINY_AREAS.westSouth], isWholeCity: false })
let database: TestDatabase
let services: Services & { clock: { set(at: Date): void } }

/** 一 is open from 0 to 30, 二 from 0 on and late from 60, 三 in the west from 40 to 50, where it is canceled. */
beforeAll(async () => {
  database = await freshDatabase()
  const { db } = database
  const city = await loadTinyCity(db)
  services = await tinyServices(db, '.')
  for (const [description, point] of [
    ['一', 'eastSouth'],
    ['二', 'eastSouth'],
    ['三', 'westSouth'],
  ] as const) {
    const [x, y] = TINY_POINTS[point]
    await takeReport(services, dispatcher, reportInputSchema.parse({ description, x, y }))
  }
  await sql`update case_record set warn_at = null, due_at = null`.execute(db)
  await sql`update case_record set state = 'closed', closed_at = ${at(30)}, updated_at = ${at(30)},
    category_id = ${city.categories.garbage} where description = '一'`.execute(db)
  await sql`update case_record set warn_at = ${at(50)}, due_at = ${at(60)} where description = '二'`.execute(
    db,
  )
  await sql`update case_record set state = 'canceled', reported_at = ${at(40)}, updated_at = ${at(50)}
    where description = '三'`.execute(db)
  services.clock.set(at(120))
})
afterAll(() => database?.drop())

const told = async (from: number, to?: number, actor = dispatcher) => {
  const { total, byLevel, cases } = await readMoment(services, actor, between(from, to))
  expect(cases.length).toBe(total)
  expect(Object.values(byLevel).reduce((sum, n) => sum + n)).toBe(total)
  return byLevel
}

test('an instant holds what was open then, as it stood then', async () => {
  expect(await told(-1)).toEqual({ normal: 0, near: 0, overdue: 0, done: 0 })
  expect(await told(0)).toEqual({ normal: 2, near: 0, overdue: 0, done: 0 })
  expect(await told(30)).toEqual({ normal: 1, near: 0, overdue: 0, done: 0 })
  expect(await told(45)).toEqual({ normal: 2, near: 0, overdue: 0, done: 0 })
  expect(await told(55)).toEqual({ normal: 0, near: 1, overdue: 0, done: 0 })
  expect(await told(90)).toEqual({ normal: 0, near: 0, overdue: 1, done: 0 })
})

test('a period holds what was reported in it, half open, as it stood at its end or stands now', async () => {
  expect(await told(-10, 0)).toEqual({ normal: 0, near: 0, overdue: 0, done: 0 })
  expect(await told(0, 40)).toEqual({ normal: 1, near: 0, overdue: 0, done: 1 })
  expect(await told(0, 45)).toEqual({ normal: 2, near: 0, overdue: 0, done: 1 })
  expect(await told(0, 1000)).toEqual({ normal: 0, near: 0, overdue: 1, done: 2 })
})

test('it is told by class, area and duty grid, under the filter and the own scope', async () => {
  const all = await readMoment(services, dispatcher, between(0, 100))
  expect(all.byArea.map(({ key, n }) => [Number(key), n])).toEqual([
    [TINY_AREAS.east, 2],
    [TINY_AREAS.west, 1],
  ])
  expect(all.byDutyGrid.map(([, n]) => n).toSorted()).toEqual([1, 2])
  expect(all.byClass.reduce((sum, { n }) => sum + n, 0)).toBe(3)
  expect((await told(0, 100, west)).done).toBe(1)
  const filter = { areaId: TINY_AREAS.east }
  expect((await readMoment(services, dispatcher, { ...between(0, 100), filter })).total).toBe(2)
})

test.each([
  [10, 0],
  [0, 32 * 24 * 60],
])('from %d to %d is no moment', (from, to) =>
  expect(momentSchema.safeParse({ from: at(from).toISOString(), to: at(to).toISOString() }).success).toBe(
    false,
  ),
)
