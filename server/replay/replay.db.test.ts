import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesAt } from '../../app/desk/time/replay-at.ts'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import {
  loadTinyCity,
  TINY_AREAS,
  TINY_NOON,
  TINY_POINTS,
  type TinyCity,
  tinyActor,
  tinyServices,
} from '../../test/tiny-city.ts'
import type { CaseFilter } from '../cases/case-filter.ts'
import { listQueue, queueInputSchema } from '../cases/list-queue.ts'
import { reportInputSchema } from '../reports/report-input.ts'
import { takeReport } from '../reports/take-report.ts'
import type { Services } from '../services.ts'
import { readMoment } from './read-moment.ts'
import { readReplay, replaySchema } from './read-replay.ts'

const noonMs = TINY_NOON.getTime()
const at = (minutes: number) => new Date(noonMs + minutes * 60_000)
const period = (from: number, to: number) => ({ from: at(from).toISOString(), to: at(to).toISOString() })
const dispatcher = tinyActor('dispatcher')
const west = tinyActor('grid_chief', { scopeAreaIds: [TINY_AREAS.westSouth], isWholeCity: false })
let database: TestDatabase
let services: Services
let city: TinyCity

beforeAll(async () => {
  database = await freshDatabase()
  const { db } = database
  city = await loadTinyCity(db)
  services = await tinyServices(db, '.')
  const [x, y] = TINY_POINTS.eastSouth
  for (const description of ['一', '二'])
    await takeReport(services, dispatcher, reportInputSchema.parse({ description, x, y }))
  await sql`update case_record set state = 'closed', closed_at = ${at(30)}, updated_at = ${at(30)}
    where description = '一'`.execute(db)
  await sql`update case_record set warn_at = ${at(10)}, due_at = ${at(20)} where description = '二'`.execute(
    db,
  )
  await sql`insert into track_point (unit_id, at, lng, lat)
    select ${city.units.near}::int, ${at(0)}::timestamptz + n * interval '1 second', 118.82 + n * 1e-6, 31.9
    from generate_series(0, 7200) n`.execute(db)
})
afterAll(() => database?.drop())

test('a period holds the cases that were open in it, each from its report to its end', async () => {
  const both = await readReplay(services, dispatcher, period(-10, 60))
  expect(both.cases.map(({ fromMs, toMs }) => [fromMs - noonMs, toMs && toMs - noonMs])).toEqual([
    [0, 30 * 60_000],
    [0, null],
  ])
  expect(both.isCapped).toBe(false)
  expect((await readReplay(services, dispatcher, period(40, 60))).cases.length).toBe(1)
  expect((await readReplay(services, dispatcher, period(-60, -1))).cases).toEqual([])
  expect((await readReplay(services, west, period(-10, 60))).cases).toEqual([])
})

test('queue, replay and a compared moment tell one filter the same at any moment', async () => {
  const reported = at(0).toISOString()
  const filters: CaseFilter[] = [
    { open: true },
    { open: true, from: at(1).toISOString() },
    { open: true, from: reported, to: at(1).toISOString() },
    { open: true, areaId: TINY_AREAS.westSouth },
    { text: '一' },
    { open: true, clockLevels: ['overdue'] },
  ]
  const counts: number[][] = []
  for (const filter of filters) {
    const { cases } = await readReplay(services, dispatcher, { ...period(-10, 60), filter })
    const told = async (minutes: number) => {
      const openAt = at(minutes).toISOString()
      const { total, rows } = await listQueue(
        services,
        dispatcher,
        queueInputSchema.parse({ filter: { ...filter, openAt } }),
      )
      const replayed = casesAt(cases, at(minutes).getTime(), filter.clockLevels)
      expect(replayed.map(({ caseId }) => caseId).toSorted()).toEqual(
        rows.map((row) => row.caseId).toSorted(),
      )
      return total
    }
    counts.push([await told(-1), await told(0), await told(29), await told(30), await told(60)])
  }
  expect(counts).toEqual([
    [0, 2, 2, 1, 1],
    [0, 0, 0, 0, 0],
    [0, 2, 2, 1, 1],
    [0, 0, 0, 0, 0],
    [0, 1, 1, 0, 0],
    [0, 0, 1, 1, 1],
  ])
  const now = await readMoment(services, dispatcher, { from: at(29).toISOString(), to: at(29).toISOString() })
  expect(now.total).toBe(2)
})

test('a row of the past says state, department and crew of that moment', async () => {
  const { db } = database
  const { case_id } = await db
    .selectFrom('case_record')
    .select('case_id')
    .where('description', '=', '二')
    .executeTakeFirstOrThrow()
  const step = (verb: string, to: string, minutes: number, version: number, unit: number | null) =>
    sql`
    insert into case_step (case_id, version, verb, to_state, at, recorded_at, actor_name, actor_role, department_id, unit_id, note, data, scope_area_id)
    values (${case_id}, ${version}, ${verb}, ${to}, ${at(minutes)}, ${at(minutes)}, '', 'dispatcher',
      ${city.departments.sanitation}, ${unit}::int, '', '{}', 0)`.execute(db)
  await step('register', 'registered', 5, 2, null)
  await step('dispatch', 'dispatched', 12, 3, city.units.near)
  await step('sign', 'signed', 22, 4, city.units.near)
  await sql`update case_record set state = 'closed', closed_at = ${at(50)}, updated_at = ${at(50)}, department_id = null
    where case_id = ${case_id}`.execute(db)
  const told = async (minutes: number) => {
    const filter = { ids: [case_id], openAt: at(minutes).toISOString() }
    const { rows } = await listQueue(services, dispatcher, queueInputSchema.parse({ filter }))
    const [row] = rows
    return row && [row.state, row.clockLevel, row.departmentId, row.unitId, row.remainingMinutes]
  }
  const { sanitation } = city.departments
  expect(await told(6)).toEqual(['registered', 'normal', null, null, 14])
  expect(await told(15)).toEqual(['dispatched', 'near', sanitation, city.units.near, 5])
  expect(await told(25)).toEqual(['signed', 'overdue', sanitation, city.units.near, -5])
  expect(await told(55)).toBeUndefined()
})

test('a long track comes thinned, in order', async () => {
  const { tracks } = await readReplay(services, dispatcher, period(0, 120))
  const points = tracks.find(({ unitId }) => unitId === city.units.near)?.points ?? []
  expect(points.length).toBeGreaterThan(300)
  expect(points.length).toBeLessThanOrEqual(402)
  expect(points.map(([ms]) => ms)).toEqual(points.map(([ms]) => ms).toSorted((a, b) => a - b))
})

test.each([period(10, 10), period(10, 0), period(0, 8 * 24 * 60)])('%o is no period', (input) =>
  expect(replaySchema.safeParse(input).success).toBe(false),
)
