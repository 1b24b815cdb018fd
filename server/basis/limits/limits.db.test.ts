import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../../test/db.ts'
import {
  loadTinyCity,
  TINY_NOON,
  TINY_POINTS,
  type TinyCity,
  tinyActor,
  tinyServices,
} from '../../../test/tiny-city.ts'
import { actOnCase } from '../../cases/act.ts'
import type { ActInput } from '../../cases/act-input.ts'
import { getCase } from '../../cases/get-case.ts'
import { scanEscalations } from '../../cases/work/scan-escalations.ts'
import type { Actor } from '../../identity/actor.ts'
import { readMonitor } from '../../monitor/read-monitor.ts'
import { submitReport } from '../../reports/submit.ts'
import { listEscalation, saveEscalation } from './escalation-limits.ts'
import type { LimitsOfCategory } from './limits-input.ts'
import { listLimitVersions } from './list-limit-versions.ts'
import { previewLimits } from './preview-limits.ts'
import { publishLimits, putDueInForce, withdrawLimits } from './publish-limits.ts'

describe('limits that people change', () => {
  let database: TestDatabase
  let city: TinyCity
  let services: Awaited<ReturnType<typeof tinyServices>>
  let handler: Actor
  const planner = tinyActor('planner')
  const leader = tinyActor('shift_leader')
  const [lng, lat] = TINY_POINTS.eastSouth

  beforeAll(async () => {
    database = await freshDatabase()
    city = await loadTinyCity(database.db)
    services = await tinyServices(database.db, '/nowhere')
    services.clock.set(TINY_NOON)
    handler = tinyActor('department_handler', { departmentIds: [city.departments.sanitation] })
  })
  afterAll(() => database.drop())

  let serial = 0
  async function registered(): Promise<number> {
    const { caseId } = await submitReport(services, leader, {
      fields: {
        source_system: 'desk',
        source_id: `l${++serial}`,
        description: '路边有垃圾',
        category_code: '200102',
        channel: 'patrol',
        lng,
        lat,
      },
      photos: [],
    })
    return caseId
  }
  const act = async (caseId: number, verb: ActInput['verb'], actor: Actor, more: Partial<ActInput> = {}) => {
    const { version } = await getCase(services, leader, caseId)
    return actOnCase(services, actor, { caseId, version, verb, idempotencyKey: `k${++serial}`, ...more })
  }
  const limit = (stage: 'handle' | 'total', amount: number, rest = {}) => ({
    stage,
    clock: 'urgent' as const,
    amount,
    condition: '',
    step: 1,
    stepName: '',
    stepNameEn: '',
    ...rest,
  })
  const wanted = (limits: LimitsOfCategory['limits']): LimitsOfCategory => ({
    categoryId: city.categories.garbage,
    limits,
    closing: '垃圾清净',
    closingEn: 'Cleared',
  })
  const publish = (
    limits: LimitsOfCategory['limits'],
    latestVersion: number,
    validFrom: string | null = null,
  ) => publishLimits(services, planner, { ...wanted(limits), latestVersion, validFrom, note: '新标准' })

  it('shows what would move, moves it when published, and says so on the timeline', async () => {
    const caseId = await registered()
    const before = await getCase(services, leader, caseId)
    const seen = await previewLimits(services, planner, wanted([limit('total', 60)]))
    expect(seen).toMatchObject({ open: 1, moved: 1, later: 0, cases: [{ caseId, level: 'normal' }] })
    expect((await getCase(services, leader, caseId)).dueAt).toBe(before.dueAt)
    expect(await publish([limit('total', 60)], 0)).toEqual({ version: 2, moved: 1 })
    const after = await getCase(services, leader, caseId)
    expect(after.dueAt).toBe(new Date(TINY_NOON.getTime() + 3_600_000).toISOString())
    expect(after.steps.at(-1)).toMatchObject({ verb: 'relimit', note: '时限第 2 版生效：新标准' })
    const { versions, limits } = await listLimitVersions(services, planner, {
      categoryId: city.categories.garbage,
    })
    expect(limits).toEqual([{ stage: 'total', clock: 'urgent', amount: 60 }])
    expect(versions.map(({ version, state }) => [version, state])).toEqual([
      [2, 'in_force'],
      [1, 'superseded'],
    ])
    expect(versions[1]?.limits).toHaveLength(2)
  })

  it('waits for its time, may be taken back before it, and lets one of two win', async () => {
    const from = new Date(TINY_NOON.getTime() + 86_400_000).toISOString()
    const both = await Promise.allSettled([
      publish([limit('total', 120)], 2, from),
      publish([limit('total', 240)], 2, from),
    ])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const refused = both.find((one) => one.status === 'rejected')
    expect(refused?.reason).toMatchObject({ code: 'CONFLICT_VERSION' })
    await expect(publish([], 3)).rejects.toMatchObject({ code: 'LIMITS_SCHEDULED' })
    await putDueInForce(services)
    const which = { categoryId: city.categories.garbage }
    const [waiting] = (await listLimitVersions(services, planner, which)).versions
    expect(waiting).toMatchObject({ version: 3, state: 'scheduled' })
    await withdrawLimits(services, planner, { limitVersionId: waiting!.limitVersionId })
    await publish([limit('total', 120)], 3, from)
    services.clock.set(new Date(from))
    await putDueInForce(services)
    services.clock.set(TINY_NOON)
    expect((await listLimitVersions(services, planner, which)).limits).toEqual([
      { stage: 'total', clock: 'urgent', amount: 120 },
    ])
  })

  it('refuses what no clock can run on, naming the row', async () => {
    const bad: [LimitsOfCategory['limits'], string][] = [
      [[limit('total', 0)], 'limits.0.amount'],
      [[limit('total', 60), limit('total', 90)], 'limits.1.stage'],
      [[limit('total', 60, { step: 2 })], 'limits.0.step'],
      [[limit('handle', 60, { step: 3 }), limit('handle', 60)], 'limits.0.step'],
    ]
    for (const [limits, field] of bad)
      await expect(
        Promise.resolve().then(() => previewLimits(services, planner, wanted(limits))),
      ).rejects.toMatchObject({ code: 'BAD_LIMIT', detail: { field } })
    const ofPart = tinyActor('planner', { isWholeCity: false, scopeAreaIds: [1] })
    await expect(
      publishLimits(services, ofPart, { ...wanted([]), latestVersion: 4, validFrom: null, note: 'x' }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN_AREA' })
  })

  it('escalates and adjudicates by minutes and returns that are data, a department’s own first', async () => {
    const kept = await listEscalation(services, planner)
    expect(kept.base.map(({ severity, signMinutes }) => [severity, signMinutes])).toEqual([
      ['urgent', 10],
      ['important', 30],
      ['normal', 30],
    ])
    const caseId = await registered()
    await act(caseId, 'dispatch', leader, { unitId: city.units.near })
    services.clock.set(new Date(TINY_NOON.getTime() + 6 * 60_000))
    expect(await scanEscalations(services)).toBe(0)
    const change = {
      base: kept.base.map((one) => ({ ...one, returns: 1 })),
      departments: [
        { severity: 'normal' as const, departmentId: city.departments.sanitation, signMinutes: 5 },
      ],
      updatedAt: kept.updatedAt,
    }
    await saveEscalation(services, planner, change)
    await expect(saveEscalation(services, planner, change)).rejects.toMatchObject({
      code: 'CONFLICT_VERSION',
    })
    expect((await readMonitor(services, leader)).figures.unsigned_late).toBe(1)
    expect(await scanEscalations(services)).toBe(1)
    await act(caseId, 'return', handler, { note: '不归我管' })
    await expect(act(caseId, 'dispatch', leader, { unitId: city.units.near })).rejects.toMatchObject({
      code: 'ADJUDICATION_DUE',
    })
    expect((await readMonitor(services, leader)).figures.ping_pong).toBe(1)
  })
})
