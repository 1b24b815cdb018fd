import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
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
import { numberCasesBy } from '../city/number-cases-by.ts'
import { planBatch } from '../dispatch/plan-batch.ts'
import { suggestDispatch } from '../dispatch/suggest.ts'
import type { Actor } from '../identity/actor.ts'
import { followReport } from '../reports/follow-report.ts'
import { submitReport } from '../reports/submit.ts'
import { actOnCase } from './act.ts'
import type { ActInput } from './act-input.ts'
import { bulkDispatch } from './bulk-dispatch.ts'
import { USUAL_NUMBER } from './case-number.ts'
import { forgetAnswers } from './forget-answers.ts'
import { getCase } from './get-case.ts'
import { countInShape } from './in-shape.ts'
import { listPlaces } from './list-places.ts'
import { listQueue } from './list-queue.ts'
import { scanClocks } from './scan-clocks.ts'

let database: TestDatabase
let city: TinyCity
let services: Awaited<ReturnType<typeof tinyServices>>
let folder: string
let handler: Actor
let collector: Actor
const dispatcher = tinyActor('dispatcher')
const callTaker = tinyActor('call_taker')

beforeAll(async () => {
  database = await freshDatabase()
  folder = await mkdtemp(join(tmpdir(), 'loop-'))
  city = await loadTinyCity(database.db)
  services = await tinyServices(database.db, folder)
  handler = tinyActor('department_handler', { departmentIds: [city.departments.sanitation] })
  collector = tinyActor('collector', { departmentIds: [city.departments.supervision] })
})
afterAll(async () => {
  await database.drop()
  await rm(folder, { recursive: true })
})
beforeEach(async () => {
  services.clock.set(TINY_NOON)
  await database.db.updateTable('unit_state').set({ status: 'idle', case_id: null }).execute()
})

let serial = 0
const report = (fields: Record<string, unknown>, actor: Actor | null = callTaker) =>
  submitReport(services, actor, {
    fields: { source_system: 'test', source_id: `r${++serial}`, description: '路边有垃圾', ...fields },
    photos: [],
  })
const at = (point: keyof typeof TINY_POINTS) => ({ lng: TINY_POINTS[point][0], lat: TINY_POINTS[point][1] })
const act = (
  actor: Actor,
  caseId: number,
  version: number,
  verb: ActInput['verb'],
  more: Partial<ActInput> = {},
) => actOnCase(services, actor, { caseId, version, verb, idempotencyKey: `k${++serial}`, ...more })

async function registered(point: keyof typeof TINY_POINTS = 'eastSouth') {
  const { caseId } = await report(
    { category_code: '200102', channel: 'patrol', ...at(point) },
    tinyActor('shift_leader'),
  )
  return getCase(services, dispatcher, caseId)
}

async function fedBack() {
  let row = await registered()
  const steps: [Actor, ActInput['verb'], Partial<ActInput>][] = [
    [dispatcher, 'dispatch', { unitId: city.units.near }],
    [handler, 'sign', {}],
    [handler, 'handle', {}],
    [handler, 'feed_back', { note: '已清理' }],
  ]
  for (const [actor, verb, more] of steps)
    row = { ...row, ...(await act(actor, row.caseId, row.version, verb, more)) }
  return row
}

describe('the whole loop', () => {
  it('numbers new cases as the city wants them, once it is told', async () => {
    expect(await numberCasesBy(database.db, 'YJ-{year}-{serial:6}')).toBe(true)
    expect(await numberCasesBy(database.db, 'YJ-{year}-{serial:6}')).toBe(false)
    const answer = await report({ category_code: '200102', ...at('westSouth') })
    expect(answer.caseNumber).toMatch(/^YJ-2026-\d{6}$/)
    await numberCasesBy(database.db, USUAL_NUMBER)
  })
  it('goes from a report at the desk to a closed case, each step with its trace', async () => {
    const answer = await report({
      category_code: '200102',
      ...at('westSouth'),
      reporter_name: '李雷',
      reporter_phone: '13812345678',
    })
    expect(answer).toMatchObject({ status: 'created', caseNumber: expect.stringMatching(/^329901\d{13}$/) })
    const { caseId } = answer
    let detail = await getCase(services, dispatcher, caseId)
    expect(detail).toMatchObject({
      state: 'verifying',
      areaName: '西南社区',
      dutyGridCode: '329901001001D1',
      locateReason: { how: 'covered', unitGridCode: '329901001001001' },
      ruleReason: { rowId: 'R-03', zh: '先受理核实' },
      reports: [{ reporterMasked: { name: '李*', phone: '138****5678' } }],
    })
    await act(callTaker, caseId, detail.version, 'register')
    detail = await getCase(services, dispatcher, caseId)
    expect(detail).toMatchObject({
      state: 'registered',
      departmentName: '环卫局',
      departmentReason: { how: 'duty', areaId: null },
    })

    const suggestion = await suggestDispatch(services, dispatcher, caseId)
    expect(suggestion.department?.name).toBe('环卫局')
    expect(suggestion.units).toMatchObject([
      { unitId: city.units.near, reasons: [{ code: 'NEAREST' }, {}, {}, {}] },
    ])
    expect(suggestion.skipped.map((unit) => unit.reason.code).sort()).toEqual(['OFF_SHIFT', 'STALE_POSITION'])

    let row = await act(dispatcher, caseId, detail.version, 'dispatch', { unitId: city.units.near })
    expect(row).toMatchObject({
      state: 'dispatched',
      unitName: '环卫一班',
      dueAt: '2026-03-06T02:00:00.000Z',
      remainingMinutes: 240,
      clock: 'work_hours',
    })
    row = await act(handler, caseId, row.version, 'sign')
    row = await act(handler, caseId, row.version, 'handle')
    row = await act(handler, caseId, row.version, 'feed_back', { note: '已清理完毕' })
    row = await act(collector, caseId, row.version, 'check_pass')
    expect(row).toMatchObject({ state: 'closed', remainingMinutes: null })

    detail = await getCase(services, dispatcher, caseId)
    expect(detail.steps.map((step) => step.verb)).toEqual([
      'report',
      'verify',
      'register',
      'dispatch',
      'sign',
      'handle',
      'feed_back',
      'check_pass',
    ])
    expect(detail.actions.filter((action) => action.enabled)).toEqual([])
    // A dispatch names whom it went to, the others who took the step.
    expect(detail.steps.map((step) => step.departmentName)).toEqual([
      '',
      '',
      '',
      '环卫局',
      '环卫局',
      '环卫局',
      '环卫局',
      '监督中心',
    ])
    const events = await database.db
      .selectFrom('event_log')
      .select(['type', 'data'])
      .where('entity', '=', 'case')
      .where('entity_id', '=', String(caseId))
      .orderBy('event_id')
      .execute()
    expect(events.map((event) => event.type)).toEqual([
      'case.reported',
      'case.verifying',
      'case.registered',
      'case.dispatched',
      'case.signed',
      'case.handled',
      'case.fed_back',
      'case.closed',
    ])
    expect(JSON.stringify(events)).not.toMatch(/李雷|138/)
    const history = await database.db
      .selectFrom('case_history')
      .select(['version', 'state', sql<boolean>`upper_inf(valid)`.as('isCurrent')])
      .where('case_id', '=', caseId)
      .orderBy('version')
      .execute()
    expect(history.map((version) => version.version)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(history.filter((version) => version.isCurrent)).toMatchObject([{ version: 8, state: 'closed' }])
    const followed = await followReport(services, answer.followToken)
    expect(followed).toMatchObject({ state: 'closed', departmentName: '环卫局' })
    expect(JSON.stringify(followed)).not.toMatch(/李雷|已清理/)
  })

  it('sends an urgent one on by itself, to the nearest able unit, once', async () => {
    const first = await report({ category_code: '200111', ...at('eastSouth') })
    const detail = await getCase(services, dispatcher, first.caseId)
    expect(detail).toMatchObject({
      state: 'dispatched',
      unitName: '环卫一班',
      isAutoDispatched: true,
      ruleReason: { rowId: 'R-01' },
    })
    expect(detail.steps.at(-1)).toMatchObject({ actorRole: 'rule', data: { rule: { rowId: 'D-01' } } })
    const second = await report({ category_code: '200111', ...at('eastSouth') })
    // The only able unit is on its way: the second waits for a dispatcher.
    expect(await getCase(services, dispatcher, second.caseId)).toMatchObject({
      state: 'registered',
      departmentName: '环卫局',
    })
    expect((await suggestDispatch(services, dispatcher, second.caseId)).skipped).toContainEqual(
      expect.objectContaining({ unitId: city.units.near, reason: expect.objectContaining({ code: 'BUSY' }) }),
    )
  })

  it('lets the smallest area of the duty list win, and the territory take what no list names', async () => {
    const north = await report({ category_code: '200111', ...at('westNorth') })
    expect(await getCase(services, dispatcher, north.caseId)).toMatchObject({
      departmentName: '西街道办',
      departmentReason: { how: 'duty', areaId: TINY_AREAS.westNorth },
    })
    const orphan = await report(
      { category_code: '200699', channel: 'patrol', ...at('westSouth') },
      tinyActor('shift_leader'),
    )
    expect(await getCase(services, dispatcher, orphan.caseId)).toMatchObject({
      departmentName: '西街道办',
      departmentReason: { how: 'territory' },
    })
    const nobody = await report(
      { category_code: '200699', channel: 'patrol', ...at('eastSouth') },
      tinyActor('shift_leader'),
    )
    expect(await getCase(services, dispatcher, nobody.caseId)).toMatchObject({
      departmentId: null,
      departmentReason: { how: 'none' },
    })
  })

  it('asks the duty list again where a department was only noted with the case', async () => {
    const row = await registered()
    await database.db
      .updateTable('case_record')
      .set({ department_id: city.departments.supervision, department_reason: null })
      .where('case_id', '=', row.caseId)
      .execute()
    const { department, units } = await suggestDispatch(services, dispatcher, row.caseId)
    expect(department?.departmentId).toBe(city.departments.sanitation)
    expect(units).toHaveLength(1)
  })

  it('leaves a unit with the case that it was sent to last', async () => {
    const [first, second] = [await registered(), await registered()]
    const sent: { caseId: number; version: number }[] = []
    for (const { caseId, version } of [first, second])
      sent.push(await act(dispatcher, caseId, version, 'dispatch', { unitId: city.units.near }))
    const state = () =>
      database.db
        .selectFrom('unit_state')
        .select(['status', 'case_id'])
        .where('unit_id', '=', city.units.near)
        .executeTakeFirstOrThrow()
    await act(handler, first.caseId, sent[0]!.version, 'return', { note: '重复' })
    expect(await state()).toEqual({ status: 'enroute', case_id: second.caseId })
    const signed = await act(handler, second.caseId, sent[1]!.version, 'sign')
    expect(await state()).toEqual({ status: 'busy', case_id: second.caseId })
    await act(handler, second.caseId, signed.version, 'handle')
    expect(await state()).toEqual({ status: 'idle', case_id: null })
  })

  it('returns, dispatches again and reworks, counting', async () => {
    let row: { caseId: number; version: number } = await registered('westNorth')
    row = await act(dispatcher, row.caseId, row.version, 'dispatch', {
      departmentId: city.departments.westOffice,
      unitId: city.units.patrol,
    })
    const west = tinyActor('department_handler', {
      userId: 'west',
      departmentIds: [city.departments.westOffice],
    })
    await expect(act(west, row.caseId, row.version, 'return')).rejects.toMatchObject({
      code: 'MISSING_FIELD',
      detail: { field: 'note' },
    })
    row = await act(west, row.caseId, row.version, 'return', { note: '不属本部门' })
    expect(row).toMatchObject({ state: 'registered', departmentId: null, handleDueAt: null })
    row = await act(dispatcher, row.caseId, row.version, 'dispatch', {
      departmentId: city.departments.sanitation,
    })
    for (const verb of ['sign', 'handle', 'feed_back'] as const)
      row = await act(handler, row.caseId, row.version, verb, { note: '好了' })
    row = await act(collector, row.caseId, row.version, 'check_fail', { note: '仍有垃圾' })
    expect(await getCase(services, dispatcher, row.caseId)).toMatchObject({
      state: 'signed',
      returnCount: 1,
      reworkCount: 1,
    })
    const idle = await database.db
      .selectFrom('unit_state')
      .select('status')
      .where('unit_id', '=', city.units.patrol)
      .executeTakeFirstOrThrow()
    expect(idle.status).toBe('idle')
  })
})

describe('what is refused', () => {
  it('a check by the department, the crew or the hand that did it', async () => {
    const row = await fedBack()
    const sameDepartment = tinyActor('supervisor', { departmentIds: [city.departments.sanitation] })
    for (const actor of [
      sameDepartment,
      handler,
      { ...handler, roles: ['admin', 'collector'] as const, departmentIds: [] },
    ])
      await expect(act(actor, row.caseId, row.version, 'check_pass')).rejects.toMatchObject({
        code: 'FORBIDDEN_SAME_DEPARTMENT',
        kind: 'forbidden',
      })
    expect((await getCase(services, sameDepartment, row.caseId)).actions).toContainEqual(
      expect.objectContaining({
        verb: 'check_pass',
        enabled: false,
        reason: expect.objectContaining({ code: 'FORBIDDEN_SAME_DEPARTMENT' }),
      }),
    )
    await expect(act(collector, row.caseId, row.version, 'check_pass')).resolves.toMatchObject({
      state: 'closed',
    })
  })

  it('an old version, a wrong step, another department, an unknown unit', async () => {
    const row = await registered()
    await expect(act(dispatcher, row.caseId, row.version + 1, 'dispatch')).rejects.toMatchObject({
      code: 'CONFLICT_VERSION',
      kind: 'conflict',
    })
    await expect(act(handler, row.caseId, row.version, 'sign')).rejects.toMatchObject({
      code: 'INVALID_TRANSITION',
    })
    await expect(
      act(dispatcher, row.caseId, row.version, 'dispatch', { unitId: 9999 }),
    ).rejects.toMatchObject({ code: 'UNKNOWN_REFERENCE' })
    await expect(
      act(dispatcher, row.caseId, row.version, 'dispatch', {
        departmentId: city.departments.westOffice,
        unitId: city.units.near,
      }),
    ).rejects.toMatchObject({ detail: { field: 'unitId' } })
    const sent = await act(dispatcher, row.caseId, row.version, 'dispatch')
    const other = tinyActor('department_handler', { departmentIds: [city.departments.westOffice] })
    await expect(act(other, sent.caseId, sent.version, 'sign')).rejects.toMatchObject({
      code: 'FORBIDDEN_OTHER_DEPARTMENT',
    })
    // Refused attempts leave nothing behind.
    expect((await getCase(services, dispatcher, row.caseId)).version).toBe(sent.version)
  })

  it('a case outside the scope: it does not exist there, to read or to act on', async () => {
    const row = await registered('eastNorth')
    const westOnly = tinyActor('dispatcher', {
      scopeAreaIds: [TINY_AREAS.westSouth, TINY_AREAS.westNorth],
      isWholeCity: false,
    })
    await expect(getCase(services, westOnly, row.caseId)).rejects.toMatchObject({ code: 'CASE_NOT_FOUND' })
    await expect(act(westOnly, row.caseId, row.version, 'dispatch')).rejects.toMatchObject({
      code: 'CASE_NOT_FOUND',
    })
    const queue = await listQueue(services, westOnly, { filter: {}, limit: 500 })
    expect(queue.rows.every((some) => some.areaName.startsWith('西'))).toBe(true)
    expect(queue.total).toBe(queue.rows.length)
  })
})

describe('once and only once', () => {
  it('answers the same request as before, and refuses another under its key', async () => {
    const row = await registered()
    const input = {
      caseId: row.caseId,
      version: row.version,
      verb: 'dispatch',
      idempotencyKey: 'same-key',
    } as const
    const [first, second] = await Promise.all([
      actOnCase(services, dispatcher, input),
      actOnCase(services, dispatcher, input),
    ])
    expect(second).toEqual(first)
    expect(
      (await getCase(services, dispatcher, row.caseId)).steps.filter((step) => step.verb === 'dispatch'),
    ).toHaveLength(1)
    await expect(actOnCase(services, dispatcher, { ...input, version: first.version })).rejects.toMatchObject(
      { code: 'IDEMPOTENCY_KEY_REUSED' },
    )
  })

  it('forgets answers after a week, not before', async () => {
    const kept = async () =>
      (await database.db.selectFrom('idempotency').select('key').where('key', '=', 'same-key').execute())
        .length
    services.clock.set(new Date(TINY_NOON.getTime() + 6 * 86_400_000))
    await forgetAnswers(services)
    expect(await kept()).toBe(1)
    services.clock.set(new Date(TINY_NOON.getTime() + 8 * 86_400_000))
    await forgetAnswers(services)
    expect(await kept()).toBe(0)
  })

  it('lets one of two people win who act on the same version', async () => {
    const row = await registered()
    const outcomes = await Promise.allSettled(
      [1, 2, 3, 4].map((n) =>
        act(tinyActor('dispatcher', { userId: `d${n}` }), row.caseId, row.version, 'dispatch'),
      ),
    )
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
  })
})

describe('places', () => {
  it('keeps what has no place in the unlocated queue until a person puts it on the map, past and all', async () => {
    const nowhere = await report({ category_code: '200102' })
    const beyond = await report({ category_code: '200102', ...at('outside') })
    const queue = await listQueue(services, dispatcher, {
      filter: { unlocated: true, open: true },
      limit: 100,
    })
    expect(queue.rows.map((row) => row.caseId)).toEqual(
      expect.arrayContaining([nowhere.caseId, beyond.caseId]),
    )
    const detail = await getCase(services, dispatcher, nowhere.caseId)
    expect(detail.locateReason).toMatchObject({ how: 'none' })
    await expect(act(callTaker, nowhere.caseId, detail.version, 'register')).rejects.toMatchObject({
      code: 'MISSING_PLACE',
    })
    await act(callTaker, nowhere.caseId, detail.version, 'locate', { lngLat: TINY_POINTS.eastSouth })
    const east = tinyActor('supervisor', { scopeAreaIds: [TINY_AREAS.eastSouth], isWholeCity: false })
    expect(await getCase(services, east, nowhere.caseId)).toMatchObject({
      areaName: '东南社区',
      steps: [{ verb: 'report' }, { verb: 'accept' }, { verb: 'locate' }],
      reports: [{}],
    })
    const moved = await database.db
      .selectFrom('event_log')
      .select('data')
      .where('type', '=', 'case.located')
      .where('entity_id', '=', String(nowhere.caseId))
      .executeTakeFirstOrThrow()
    expect(moved.data).toMatchObject({ fromScopeAreaId: 0 })
  })

  it('counts and lists what lies in a drawn shape', async () => {
    const row = await registered('eastSouth')
    const [lng, lat] = TINY_POINTS.eastSouth
    const geometry = {
      type: 'Polygon' as const,
      coordinates: [
        [
          [lng - 0.001, lat - 0.001],
          [lng + 0.001, lat - 0.001],
          [lng + 0.001, lat + 0.001],
          [lng - 0.001, lat + 0.001],
          [lng - 0.001, lat - 0.001],
        ],
      ],
    }
    const inside = await countInShape(services, dispatcher, { geometry })
    expect(inside.counts.byState[row.state]).toBeGreaterThan(0)
    expect(inside.counts.total).toBe(Object.values(inside.counts.byState).reduce((sum, n) => sum + n, 0))
    // A bow tie: made valid, not refused.
    const [a, b, c, d] = geometry.coordinates[0]!
    await expect(
      countInShape(services, dispatcher, {
        geometry: { type: 'Polygon', coordinates: [[a!, c!, b!, d!, a!]] },
      }),
    ).resolves.toBeDefined()
  })
})

describe('clocks', () => {
  it('moves a case on to near and overdue by itself, with one event each', async () => {
    const row = await registered()
    expect(row.clockLevel).toBe('normal')
    const levels = async () =>
      (
        await database.db
          .selectFrom('event_log')
          .select('data')
          .where('type', '=', 'case.clock_changed')
          .where('entity_id', '=', String(row.caseId))
          .orderBy('event_id')
          .execute()
      ).map((event) => event.data.clockLevel)
    await scanClocks(services)
    expect(await levels()).toEqual([])
    // One work day from Thursday 10:00 is Friday 10:00; 80 % of it is Friday 8:24.
    services.clock.set(new Date('2026-03-06T00:24:00Z'))
    await scanClocks(services)
    await scanClocks(services)
    expect(await levels()).toEqual(['near'])
    services.clock.set(new Date('2026-03-06T02:00:01Z'))
    await scanClocks(services)
    expect(await levels()).toEqual(['near', 'overdue'])
    expect(await scanClocks(services)).toBe(0)
  })
})

describe('the queue', () => {
  it('pages through everything once, the most pressing first', async () => {
    for (let n = 0; n < 5; n++) await registered()
    const all = await listQueue(services, dispatcher, { filter: { open: true }, limit: 500 })
    const seen: number[] = []
    let cursor: string | null = null
    do {
      const page = await listQueue(services, dispatcher, { filter: { open: true }, limit: 3, cursor })
      seen.push(...page.rows.map((row) => row.caseId))
      cursor = page.nextCursor
    } while (cursor)
    expect(seen).toEqual(all.rows.map((row) => row.caseId))
    expect(new Set(seen).size).toBe(all.total)
    const due = all.rows.map((row) => row.dueAt ?? '9')
    expect(due).toEqual([...due].sort())
    await expect(
      listQueue(services, dispatcher, { filter: {}, limit: 3, cursor: 'x' }),
    ).rejects.toMatchObject({ code: 'BAD_CURSOR' })
  })

  it('filters by state, area, department, text, time and shape', async () => {
    const row = await registered('eastNorth')
    const total = async (filter: Parameters<typeof listQueue>[2]['filter']) =>
      (await listQueue(services, dispatcher, { filter, limit: 500 })).rows.map((some) => some.caseId)
    const ids = [row.caseId]
    for (const filter of [
      { ids, states: ['registered' as const] },
      { ids, areaId: TINY_AREAS.east },
      { ids, departmentIds: [city.departments.sanitation] },
      {
        ids,
        categoryIds: [city.categories.garbage],
        dutyGridIds: [TINY_AREAS.eastNorth],
        clockLevels: ['normal' as const],
      },
      { text: row.number },
      { ids, from: '2026-03-05T02:00:00Z', to: '2026-03-05T02:00:01Z' },
    ])
      expect(await total(filter), JSON.stringify(filter)).toEqual(ids)
    for (const filter of [
      { ids, areaId: TINY_AREAS.west },
      { text: '100%' },
      { ids, to: '2026-03-05T02:00:00Z' },
      { ids, states: [] },
    ])
      expect(await total(filter), JSON.stringify(filter)).toEqual([])
  })
})

describe('the queue as places', () => {
  it('puts reports together that stand within 60 m, urgent places first, and obeys the area', async () => {
    const text = `places-${++serial}`
    const near = (point: keyof typeof TINY_POINTS, meters: number) => ({
      lng: TINY_POINTS[point][0] + meters / 111_320,
      lat: TINY_POINTS[point][1],
    })
    const send = (category_code: string, place: { lng: number; lat: number }) =>
      report({ category_code, description: text, ...place })
    await send('200102', near('westSouth', 0))
    await send('200102', near('westSouth', 40))
    await send('200102', near('westSouth', 80))
    await send('200102', near('westSouth', 400))
    await send('200111', near('eastSouth', 0))
    await send('200102', near('eastSouth', 30))
    const { places, alone, isCut } = await listPlaces(services, dispatcher, { filter: { open: true, text } })
    expect(
      places.map(({ total, isUrgent, rows }) => ({ total, isUrgent, first: rows[0]?.severity })),
    ).toEqual([
      { total: 2, isUrgent: true, first: 'urgent' },
      { total: 3, isUrgent: false, first: 'normal' },
    ])
    expect({ alone, isCut }).toEqual({ alone: 1, isCut: false })
    const southern = tinyActor('grid_chief', { scopeAreaIds: [TINY_AREAS.westNorth], isWholeCity: false })
    expect(await listPlaces(services, southern, { filter: { open: true, text } })).toMatchObject({
      places: [],
      alone: 0,
    })
  })

  it('tells every one of forty reports of a place, so that one key merges them', async () => {
    const text = '四十人报同一处积水'
    const [lng, lat] = TINY_POINTS.westSouth
    for (let i = 0; i < 40; i++) await report({ category_code: '200102', description: text, lng, lat })
    const { places } = await listPlaces(services, dispatcher, { filter: { open: true, text } })
    expect(places.map(({ total, rows }) => ({ total, told: rows.length }))).toEqual([{ total: 40, told: 40 }])
  })
})

describe('many at once', () => {
  it('dispatches each as planned, once, and says which it skipped', async () => {
    const [first, second] = [await registered(), await registered()]
    const { planned } = await planBatch(services, dispatcher, {
      caseIds: [first.caseId, second.caseId],
      perUnit: 1,
    })
    expect(planned).toMatchObject([{ unit: { name: '环卫一班' } }])
    const [{ caseId, version, unit }] = planned as [(typeof planned)[number]]
    expect((await getCase(services, dispatcher, caseId)).state).toBe('registered')
    const input = {
      items: [
        { caseId, version, unitId: unit.unitId },
        { caseId: 999_999, version: 1 },
      ],
      idempotencyKey: 'bulk-1',
    }
    const done = await bulkDispatch(services, dispatcher, input)
    expect(done).toMatchObject({
      done: [{ caseId, unitName: '环卫一班' }],
      skipped: [{ reason: { code: 'CASE_NOT_FOUND' } }],
    })
    expect(await bulkDispatch(services, dispatcher, input)).toEqual(done)
    expect(await getCase(services, dispatcher, caseId)).toMatchObject({
      state: 'dispatched',
      unitName: '环卫一班',
    })
  })
})
