import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import {
  loadTinyCity,
  TINY_NOON,
  TINY_POINTS,
  type TinyCity,
  tinyActor,
  tinyServices,
} from '../../test/tiny-city.ts'
import type { Actor } from '../identity/actor.ts'
import { listBehind } from '../monitor/list-behind.ts'
import { readMonitor } from '../monitor/read-monitor.ts'
import { submitReport } from '../reports/submit.ts'
import { contentOf, readTable } from '../rules/table/decision-table.ts'
import { listTasks } from '../tasks/list-tasks.ts'
import { actOnCase } from './act.ts'
import type { ActInput } from './act-input.ts'
import { getCase } from './get-case.ts'
import { mergeCases } from './work/merge.ts'
import { scanEscalations } from './work/scan-escalations.ts'

describe('a rule that says: look first', () => {
  let database: TestDatabase
  let city: TinyCity
  let services: Awaited<ReturnType<typeof tinyServices>>
  let collector: Actor
  const leader = tinyActor('shift_leader')
  const taker = tinyActor('call_taker')
  const [lng, lat] = TINY_POINTS.westNorth

  beforeAll(async () => {
    database = await freshDatabase()
    city = await loadTinyCity(database.db)
    await registerWhatIsSeen(database.db)
    services = await tinyServices(database.db, '/nowhere')
    collector = tinyActor('collector', { departmentIds: [city.departments.supervision] })
  })
  beforeEach(() => services.clock.set(TINY_NOON))
  afterAll(() => database.drop())

  let serial = 0
  const report = (fields: Record<string, unknown> = {}) =>
    submitReport(services, taker, {
      fields: {
        source_system: 'desk',
        source_id: `v${++serial}`,
        description: '路边有垃圾',
        category_code: '200102',
        lng,
        lat,
        ...fields,
      },
      photos: [],
    })
  const act = async (caseId: number, verb: ActInput['verb'], actor: Actor, more: Partial<ActInput> = {}) => {
    const { version } = await getCase(services, leader, caseId)
    return actOnCase(services, actor, { caseId, version, verb, idempotencyKey: `k${++serial}`, ...more })
  }
  const tasksOf = async (caseId: number) => (await getCase(services, leader, caseId)).work.tasks

  it('sends the nearest patrol, shows it on the phone, and registers what was found on site', async () => {
    const { caseId } = await report()
    const detail = await getCase(services, leader, caseId)
    expect(detail).toMatchObject({ state: 'verifying', ruleReason: { rowId: 'R-03' } })
    expect(detail.steps.at(-1)).toMatchObject({
      verb: 'verify',
      actorRole: 'rule',
      note: expect.stringContaining('西街道巡查'),
      data: { rule: { rowId: 'R-03' }, verifier: { code: 'NEAREST_PATROL' } },
    })
    expect(detail.work.tasks).toMatchObject([
      { kind: 'verify', state: 'open', unitName: '西街道巡查', dueAt: '2026-03-05T03:00:00.000Z' },
    ])
    const mine = (await listTasks(services, collector, { lng, lat })).cases
    expect(mine.find(({ row }) => row.caseId === caseId)).toMatchObject({
      kind: 'verify',
      sent: { unitName: '西街道巡查', isOwn: false },
    })
    await act(caseId, 'verify_found', collector, { lngLat: [lng, lat] })
    const after = await getCase(services, leader, caseId)
    expect(after).toMatchObject({
      state: 'registered',
      departmentName: '环卫局',
      ruleReason: { rowId: 'R-10' },
    })
    expect(after.steps.map(({ verb }) => verb)).toEqual(['report', 'verify', 'verify_found', 'register'])
    expect(after.work.tasks).toMatchObject([{ state: 'done', result: 'exist', distanceMeters: 0 }])
  })

  it('leaves to a person what was not seen on site, could not be told, or nobody can be sent to', async () => {
    const far = await report()
    await act(far.caseId, 'verify_found', collector, { lngLat: [lng + 0.02, lat] })
    expect(await getCase(services, leader, far.caseId)).toMatchObject({ state: 'accepted' })
    const locked = await report()
    await expect(act(locked.caseId, 'verify_unclear', collector)).rejects.toMatchObject({
      code: 'MISSING_FIELD',
    })
    await act(locked.caseId, 'verify_unclear', collector, { note: '大门锁闭' })
    expect(await getCase(services, leader, locked.caseId)).toMatchObject({ state: 'accepted' })
    expect(await tasksOf(locked.caseId)).toMatchObject([{ state: 'done', result: 'unclear' }])
    // Its position is too old by then.
    services.clock.set(new Date(TINY_NOON.getTime() + 3 * 3_600_000))
    const alone = await report({ lng: TINY_POINTS.eastSouth[0], lat: TINY_POINTS.eastSouth[1] })
    const detail = await getCase(services, leader, alone.caseId)
    expect(detail.state).toBe('accepted')
    expect(detail.steps.at(-1)?.data).toMatchObject({ verifier: { code: 'NO_PATROL' } })
  })

  it('ends with what was seen where nothing is there', async () => {
    const { caseId } = await report()
    await act(caseId, 'verify_absent', collector, { note: '现场未见', lngLat: [lng, lat] })
    expect(await getCase(services, leader, caseId)).toMatchObject({
      state: 'canceled',
      closeReason: 'not_exist',
    })
    expect(await tasksOf(caseId)).toMatchObject([{ state: 'done', result: 'not_exist' }])
  })

  it('sends one for all reports of a place, and lets who knows better register meanwhile', async () => {
    const first = await report()
    const again = await report({ lng: lng + 0.0002 })
    expect(await tasksOf(again.caseId)).toMatchObject([{ reason: { code: 'UNDER_WAY' } }])
    await act(first.caseId, 'register', taker)
    expect(await tasksOf(first.caseId)).toMatchObject([{ state: 'canceled' }])
    const third = await report({ lng: lng + 0.0002 })
    await mergeCases(services, leader, {
      caseId: again.caseId,
      caseIds: [third.caseId],
      idempotencyKey: `m${++serial}`,
    })
    expect(await tasksOf(third.caseId)).toMatchObject([{ state: 'canceled' }])
    const listed = (await listTasks(services, collector, { lng, lat })).cases.map(({ row }) => row.caseId)
    expect(listed).toContain(again.caseId)
    expect(listed).not.toContain(third.caseId)
  })

  it('shows on the monitor what is not answered, and climbs once', async () => {
    const { caseId } = await report()
    expect((await readMonitor(services, leader)).figures.verifying).toBeGreaterThan(0)
    services.clock.set(new Date(TINY_NOON.getTime() + 61 * 60_000))
    const late = await listBehind(services, leader, { figure: 'verify_late' })
    expect(late.rows.map((row) => row.caseId)).toContain(caseId)
    await scanEscalations(services)
    await scanEscalations(services)
    const { steps } = await getCase(services, leader, caseId)
    expect(steps.filter(({ verb }) => verb === 'escalate')).toMatchObject([{ data: { cause: 'unverified' } }])
  })
})

/** The rule takes what was seen on site further by itself. */
async function registerWhatIsSeen(db: TestDatabase['db']) {
  const { rule_id, content } = await db
    .selectFrom('rule')
    .select(['rule_id', 'content'])
    .where('kind', '=', 'registration')
    .executeTakeFirstOrThrow()
  const { inputs, outputs, rows } = readTable(content)!
  const seen = {
    id: 'R-10',
    description: '核实属实',
    cells: {
      isVerified: 'true',
      decision: '"register"',
      reasonZh: '"现场核实属实"',
      reasonEn: '"Seen on site"',
    },
  }
  const table = { inputs: [...inputs, 'isVerified'], outputs, rows: [seen, ...rows] }
  await db
    .updateTable('rule')
    .set({ content: JSON.stringify(contentOf(table)) })
    .where('rule_id', '=', rule_id)
    .execute()
}
