import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import {
  loadTinyCity,
  TINY_AREAS,
  TINY_POINTS,
  type TinyCity,
  tinyActor,
  tinyServices,
} from '../../test/tiny-city.ts'
import { actOnCase } from '../cases/act.ts'
import type { ActInput } from '../cases/act-input.ts'
import { getCase } from '../cases/get-case.ts'
import { listQueue } from '../cases/list-queue.ts'
import { giveAssist } from '../cases/work/assist.ts'
import { callMeeting } from '../cases/work/meet.ts'
import { withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import { findActor } from '../identity/find-actor.ts'
import { submitReport } from '../reports/submit.ts'
import { readFilteredCases } from '../tiles/queries.ts'

/** What people of a department see that joined with its business: what was handed to it, not all of its area. */
let database: TestDatabase
let city: TinyCity
let services: Awaited<ReturnType<typeof tinyServices>>
const dispatcher = tinyActor('dispatcher')
const leader = tinyActor('shift_leader')

beforeAll(async () => {
  database = await freshDatabase()
  city = await loadTinyCity(database.db)
  services = await tinyServices(database.db, '/nonexistent')
})
afterAll(() => database.drop())

let serial = 0
const once = () => `h${++serial}`
const soon = () => new Date(services.clock.now().getTime() + 3_600_000).toISOString()
const at = () => ({ idempotencyKey: once(), dueAt: soon() })

async function report(category_code: string): Promise<number> {
  const [lng, lat] = TINY_POINTS.westSouth
  const fields = {
    source_system: 'test',
    source_id: once(),
    description: '路口有情况',
    category_code,
    channel: 'patrol',
    lng,
    lat,
  }
  return (await submitReport(services, leader, { fields, photos: [] })).caseId
}
async function act(caseId: number, verb: ActInput['verb'], more: Partial<ActInput> = {}) {
  const { version } = await getCase(services, dispatcher, caseId)
  return actOnCase(services, dispatcher, { caseId, version, verb, idempotencyKey: once(), ...more })
}
const joinedWithBusiness = (departmentId: number) =>
  tinyActor('department_handler', { departmentIds: [departmentId], handedTo: [departmentId] })
const seenBy = async (departmentId: number, some: Partial<Actor> = {}) => {
  const actor = { ...joinedWithBusiness(departmentId), ...some }
  const { rows } = await listQueue(services, actor, { filter: {}, limit: 100 })
  return rows.map(({ caseId }) => caseId).toSorted((a, b) => a - b)
}

it('shows the lead, the assistant, who was called to it and whose matter it is, and nobody else', async () => {
  const { sanitation, westOffice, supervision } = city.departments
  const led = await report('200102')
  const others = await report('200699')
  await act(others, 'dispatch', { departmentId: westOffice })
  expect(await seenBy(sanitation)).toEqual([led])
  expect(await seenBy(supervision)).toEqual([])
  await expect(getCase(services, joinedWithBusiness(sanitation), others)).rejects.toMatchObject({
    code: 'CASE_NOT_FOUND',
  })

  await giveAssist(services, dispatcher, { ...at(), caseId: others, departmentId: sanitation, title: '清扫' })
  expect(await seenBy(sanitation)).toEqual([led, others])
  await callMeeting(services, dispatcher, {
    idempotencyKey: once(),
    caseId: others,
    kind: 'consult',
    departmentIds: [supervision],
    topic: '谁来管',
    place: '',
    radiusMeters: 300,
    deadlineAt: soon(),
    pausesClock: false,
  })
  expect(await seenBy(supervision)).toEqual([others])

  // Sent to somebody else it stays the owner's matter.
  await act(led, 'dispatch', { departmentId: westOffice })
  expect(await seenBy(sanitation)).toEqual([led, others])
  const detail = await getCase(services, joinedWithBusiness(sanitation), led)
  expect(detail.steps.length).toBeGreaterThan(0)
})

it('keeps to the areas of a post, too', async () => {
  const { sanitation } = city.departments
  const all = await seenBy(sanitation)
  expect(all.length).toBeGreaterThan(0)
  const here = { isWholeCity: false, scopeAreaIds: [TINY_AREAS.westSouth] }
  expect(await seenBy(sanitation, here)).toEqual(all)
  expect(await seenBy(sanitation, { isWholeCity: false, scopeAreaIds: [TINY_AREAS.west] })).toEqual([])
})

it('hides what hangs on other cases, too', async () => {
  const { westOffice, sanitation } = city.departments
  const hidden = await report('200699')
  await act(hidden, 'dispatch', { departmentId: westOffice })
  const tables = ['case_record', 'case_step', 'case_history', 'report', 'rule_decision', 'event_log'] as const
  const rowsOf = (departmentId: number) =>
    withScope(database.db, joinedWithBusiness(departmentId), async (trx) => {
      const counts = []
      for (const table of tables) {
        const key = table === 'event_log' ? sql`entity_id = ${String(hidden)}` : sql`case_id = ${hidden}`
        const { rows } = await sql<{ n: number }>`
          select count(*)::int as n from ${sql.id(table)} where ${key}`.execute(trx)
        counts.push(rows[0]!.n)
      }
      return counts
    })
  expect(await rowsOf(sanitation)).toEqual([0, 0, 0, 0, 0, 0])
  expect((await rowsOf(westOffice)).slice(0, 5).every((n) => n > 0)).toBe(true)
})

it('draws on the map what the queue shows them', async () => {
  const { westOffice, sanitation } = city.departments
  const ids = (await listQueue(services, dispatcher, { filter: {}, limit: 100 })).rows.map(
    (row) => row.caseId,
  )
  for (const departmentId of [westOffice, sanitation]) {
    const drawn = await readFilteredCases(database.db, ids, {}, [departmentId])
    expect(drawn.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(await seenBy(departmentId))
  }
})

it('is so for posts of such a department, not for who looks after a piece of ground', async () => {
  const { sanitation, westOffice } = city.departments
  await database.db
    .updateTable('department')
    .set({ integration_level: 2 })
    .where('department_id', '=', sanitation)
    .execute()
  const grant = (user_id: string, role: string, department_id: number | null) =>
    database.db.insertInto('role_grant').values({ user_id, role, department_id }).execute()
  await grant('joined', 'department_handler', sanitation)
  await grant('ground', 'collector', sanitation)
  await grant('both', 'department_handler', sanitation)
  await grant('both', 'supervisor', westOffice)
  const handedTo = async (id: string) =>
    (await findActor(database.db, services.locator, { id, name: id }))?.handedTo
  expect(await handedTo('joined')).toEqual([sanitation])
  expect(await handedTo('ground')).toBeNull()
  // West Office joined with its people: a post there sees all of its areas.
  expect(await handedTo('both')).toBeNull()
})
