import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { metersPerDegree } from '../../geo/meters-per-degree.ts'
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
import type { Actor } from '../identity/actor.ts'
import { submitReport } from '../reports/submit.ts'
import { listTasks } from '../tasks/list-tasks.ts'
import { acceptCandidates } from './accept.ts'
import { dismissCandidate } from './dismiss.ts'
import { finishTask } from './finish.ts'
import { getCandidate } from './get-candidate.ts'
import { listCandidates } from './list-candidates.ts'
import { readRecord } from './read-record.ts'
import { runDetectors } from './run-detectors.ts'
import { listSettings, setSetting } from './settings.ts'

const DAY_MS = 86_400_000
const { perLng, perLat } = metersPerDegree(31.9)

describe('ahead of the complaint', () => {
  let database: TestDatabase
  let city: TinyCity
  let services: Awaited<ReturnType<typeof tinyServices>>
  let collectorId: number
  let chiefId: number
  let collector: Actor
  let chief: Actor
  const leader = tinyActor('shift_leader')
  const dispatcher = tinyActor('dispatcher')
  const west = tinyActor('dispatcher', { scopeAreaIds: [4, 5], isWholeCity: false, userId: 'user-west' })

  beforeAll(async () => {
    database = await freshDatabase()
    city = await loadTinyCity(database.db)
    const people = await database.db
      .insertInto('person')
      .values([
        { code: 'P1', name: '采集员甲', post: 'collector', scope_area_id: 6 },
        { code: 'P2', name: '网格长乙', post: 'grid_chief', scope_area_id: 6 },
      ])
      .returning('person_id')
      .execute()
    collectorId = people[0]!.person_id
    chiefId = people[1]!.person_id
    await database.db
      .insertInto('duty_grid_person')
      .values([
        { duty_grid_id: 6, person_id: collectorId, duty: 'collector' },
        { duty_grid_id: 6, person_id: chiefId, duty: 'chief' },
      ])
      .execute()
    services = await tinyServices(database.db, '/nonexistent')
    collector = tinyActor('collector', { personId: collectorId })
    chief = tinyActor('grid_chief', { personId: chiefId, scopeAreaIds: [6, 7], isWholeCity: false })
  })
  afterAll(() => database.drop())
  beforeEach(async () => {
    services.clock.set(TINY_NOON)
    await database.db.deleteFrom('ahead_candidate').execute()
    await database.db.deleteFrom('ahead_setting').execute()
    await database.db.deleteFrom('unit_grid_seen').execute()
    await sql`truncate case_record, case_step, case_history, report, report_private cascade`.execute(
      database.db,
    )
  })

  let serial = 0
  const once = () => `a${++serial}`
  /** Garbage so many meters off a place, so many days ago. */
  async function garbage(
    daysAgo: number,
    [east, north]: readonly [number, number] = [0, 0],
    { point = 'eastSouth', foundBy = 'public' }: { point?: keyof typeof TINY_POINTS; foundBy?: string } = {},
  ): Promise<number> {
    const [lng, lat] = TINY_POINTS[point]
    const at = new Date(TINY_NOON.getTime() - daysAgo * DAY_MS)
    const place = services.locator.locate(lng + east / perLng, lat + north / perLat)
    const { rows } = await sql<{ case_id: number }>`
      insert into case_record (number, state, channel, found_by, category_id, description, geom, scope_area_id,
        unit_grid_id, duty_grid_id, reported_at, updated_at, source_system, source_id)
      values (${`N${++serial}`}, 'closed', 'hotline', ${foundBy}, ${city.categories.garbage}, '垃圾',
        st_setsrid(st_makepoint(${lng + east / perLng}, ${lat + north / perLat}), 4326), ${place.scopeAreaId},
        ${place.unitGrid?.unitGridId ?? null}, ${place.dutyGrid?.dutyGridId ?? null}, ${at}, ${at}, 'test', ${once()})
      returning case_id`.execute(database.db)
    return Number(rows[0]!.case_id)
  }
  async function comeback() {
    // Elsewhere it happens once: what is usual.
    for (let i = 0; i < 12; i++) await garbage(10 + i, [300 + 120 * i, 600], { point: 'westSouth' })
    return [await garbage(80), await garbage(40, [20, 0]), await garbage(9, [0, 30])]
  }
  const listed = async (actor: Actor, some: Partial<Parameters<typeof listCandidates>[2]> = {}) =>
    (await listCandidates(services, actor, { state: 'candidate', ...some })).candidates
  const repeats = (actor: Actor = leader) => listed(actor, { detector: 'repeat' })
  const accept = async (
    actor: Actor,
    candidates: readonly { candidateId: number; version: number }[],
    some: Partial<Parameters<typeof acceptCandidates>[2]> = {},
  ) =>
    acceptCandidates(services, actor, {
      candidates: candidates.map(({ candidateId, version }) => ({ candidateId, version })),
      dueInDays: 3,
      idempotencyKey: once(),
      ...some,
    })
  const setting = (some: Partial<Parameters<typeof setSetting>[2]> = {}) => ({
    detector: 'unseen' as const,
    areaId: null,
    mode: 'suggest' as const,
    weeklyCap: 2,
    reason: '试行',
    version: 0,
    ...some,
  })

  it('finds a place that comes back, with its cases, and the same one once however often it looks', async () => {
    const caseIds = await comeback()
    expect((await runDetectors(services, ['repeat'])).repeat).toMatchObject({ added: 1, expired: 0 })
    services.clock.set(new Date(TINY_NOON.getTime() + 60_000))
    expect((await runDetectors(services, ['repeat'])).repeat).toMatchObject({ added: 0, refreshed: 1 })
    const [found, ...others] = await repeats()
    expect(others).toEqual([])
    expect(found).toMatchObject({
      task: 'root_cause',
      dutyGridId: 6,
      categoryId: city.categories.garbage,
      evidence: { kind: 'repeat', caseIds, times: 3, minTimes: 3 },
    })
    const { cases, suggested } = await getCandidate(services, leader, found!.candidateId)
    expect(cases.map(({ caseId }) => caseId)).toEqual(caseIds.toReversed())
    expect(suggested).toEqual({ personId: null, departmentId: city.departments.sanitation })
  })

  it('takes a place whose middle moved for the same one, lets it go when it rests, and stays quiet after a dismissal', async () => {
    await comeback()
    await runDetectors(services, ['repeat'])
    await garbage(3, [25, 25])
    await garbage(2, [26, 25])
    services.clock.set(new Date(TINY_NOON.getTime() + 60_000))
    await runDetectors(services, ['repeat'])
    const [moved, ...others] = await repeats()
    expect(others).toEqual([])
    expect(moved?.evidence).toMatchObject({ times: 5 })
    await dismissCandidate(services, leader, {
      candidateId: moved!.candidateId,
      version: moved!.version,
      reason: '已列入改造',
    })
    services.clock.set(new Date(TINY_NOON.getTime() + DAY_MS))
    await runDetectors(services, ['repeat'])
    expect(await repeats()).toEqual([])
    services.clock.set(new Date(TINY_NOON.getTime() + 61 * DAY_MS))
    await garbage(-50, [10, 0])
    await runDetectors(services, ['repeat'])
    expect(await repeats()).toHaveLength(1)
    services.clock.set(new Date(TINY_NOON.getTime() + 400 * DAY_MS))
    await runDetectors(services, ['repeat'])
    expect(await repeats()).toEqual([])
    expect(await listed(leader, { state: 'expired' })).toHaveLength(1)
  })

  it('shows each what lies in their areas, a chief their own duty grids, and decides no further', async () => {
    await runDetectors(services, ['unseen'])
    expect(await listed(leader)).toHaveLength(16)
    expect(await listed(west)).toHaveLength(8)
    const own = await listed(chief)
    expect(own.map(({ dutyGridId }) => dutyGridId)).toEqual([6, 6, 6, 6])
    const others = (await listed(leader)).filter(({ dutyGridId }) => dutyGridId === 7)
    await expect(accept(chief, others)).rejects.toMatchObject({ code: 'FORBIDDEN_AREA' })
    await expect(accept(west, others)).rejects.toMatchObject({ code: 'NO_SUCH_CANDIDATE' })
    await expect(getCandidate(services, chief, others[0]!.candidateId)).rejects.toMatchObject({
      code: 'NO_SUCH_CANDIDATE',
    })
    await expect(
      dismissCandidate(services, chief, { ...others[0]!, reason: '不需要' }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN_AREA' })
  })

  it('gives a round to the duty grid’s collector, who finds it on the phone and ends it standing there', async () => {
    await runDetectors(services, ['unseen'])
    const [first, second] = (await listed(leader)).filter(({ dutyGridId }) => dutyGridId === 6)
    const key = once()
    expect(await accept(leader, [first!, second!], { idempotencyKey: key })).toEqual({ accepted: 2 })
    expect(await accept(leader, [first!, second!], { idempotencyKey: key })).toEqual({ accepted: 2 })
    await expect(accept(dispatcher, [first!])).rejects.toMatchObject({ code: 'CONFLICT_VERSION' })
    const tasks = (await listTasks(services, collector)).ahead
    expect(tasks.map(({ candidate }) => candidate.candidateId).sort()).toEqual(
      [first!.candidateId, second!.candidateId].sort(),
    )
    expect((await listTasks(services, tinyActor('collector', { personId: 999_999 }))).ahead).toEqual([])
    const [lng, lat] = TINY_POINTS.eastSouth
    const [farLng, farLat] = TINY_POINTS.westNorth
    const done = { candidateId: first!.candidateId, finding: 'nothing' as const, note: '' }
    await expect(
      finishTask(services, collector, { ...done, at: { lng: farLng, lat: farLat }, idempotencyKey: once() }),
    ).rejects.toMatchObject({ code: 'NOT_IN_GRID' })
    await expect(
      finishTask(services, tinyActor('collector'), { ...done, at: { lng, lat }, idempotencyKey: once() }),
    ).rejects.toMatchObject({ code: 'NOT_YOURS' })
    const sent = { ...done, at: { lng, lat }, idempotencyKey: once() }
    expect(await finishTask(services, collector, sent)).toEqual({ finding: 'nothing', caseNumber: null })
    expect(await finishTask(services, collector, sent)).toEqual({ finding: 'nothing', caseNumber: null })
    expect((await listTasks(services, collector)).ahead).toHaveLength(1)
    await expect(finishTask(services, collector, { ...sent, idempotencyKey: once() })).rejects.toMatchObject({
      code: 'ENDED',
    })
  })

  it('makes a case of what an inspection found, once, and none of a root cause', async () => {
    await database.db
      .updateTable('category')
      .set({ service_life_years: 10 })
      .where('category_id', '=', city.categories.cover)
      .execute()
    await database.db
      .insertInto('part')
      .values(
        Array.from({ length: 16 }, (_, i) => ({
          code: `C${i}`,
          category_id: city.categories.cover,
          installed_on: i < 15 ? '2010-05-01' : '2024-05-01',
          scope_area_id: 6,
          duty_grid_id: 6,
          geom: sql<string>`st_setsrid(st_makepoint(118.825, 31.905), 4326)`,
          source_system: 'test',
          source_id: `C${i}`,
        })),
      )
      .execute()
    await comeback()
    await runDetectors(services, ['aged', 'repeat'])
    const [aged] = await listed(leader, { detector: 'aged' })
    expect(aged).toMatchObject({ task: 'inspection', evidence: { parts: 15, lifeYears: 10, weight: 15 } })
    const [repeat] = await repeats()
    const to = { departmentId: city.departments.sanitation }
    await accept(leader, [aged!, repeat!], { to })
    const handler = tinyActor('department_handler', { departmentIds: [city.departments.sanitation] })
    expect((await listTasks(services, handler)).ahead).toHaveLength(2)
    const cases = async () =>
      (
        await database.db
          .selectFrom('case_record')
          .select('case_id')
          .where('source_system', '=', 'ahead')
          .execute()
      ).length
    const found = { finding: 'found' as const, note: '三座井盖松动' }
    await expect(
      finishTask(services, handler, {
        ...found,
        note: '',
        candidateId: aged!.candidateId,
        idempotencyKey: once(),
      }),
    ).rejects.toMatchObject({ code: 'MISSING_NOTE' })
    const sent = { ...found, candidateId: aged!.candidateId, idempotencyKey: once() }
    const answer = await finishTask(services, handler, sent)
    expect(answer.caseNumber).toEqual(expect.any(String))
    expect(await finishTask(services, handler, sent)).toEqual(answer)
    expect(await cases()).toBe(1)
    await finishTask(services, handler, {
      finding: 'found',
      note: '管径不足',
      candidateId: repeat!.candidateId,
      idempotencyKey: once(),
    })
    expect(await cases()).toBe(1)
    const { tasks } = await readRecord(services, leader, { days: 30 })
    expect(tasks).toEqual([
      { detector: 'aged', found: 1, nothing: 0, open: 0, overdue: 0 },
      { detector: 'repeat', found: 1, nothing: 0, open: 0, overdue: 0 },
    ])
    await database.db.deleteFrom('part').execute()
  })

  it('keeps how many complaints came from places it knew, and lists those that did not', async () => {
    await comeback()
    await runDetectors(services, ['repeat'])
    services.clock.set(new Date(TINY_NOON.getTime() + 5 * DAY_MS))
    const known = await garbage(-2, [30, 0])
    const missed = [await garbage(-1, [700, 700]), await garbage(-3, [720, 700])]
    await garbage(-2, [0, 0], { foundBy: 'us' })
    const { complaints, misses } = await readRecord(services, leader, { days: 30 })
    expect(complaints).toMatchObject({ known: 1, all: 3, knownCaseIds: [known] })
    expect(misses).toMatchObject([{ dutyGridId: 6, categoryId: city.categories.garbage, n: 2 }])
    expect([...misses[0]!.caseIds].sort()).toEqual([...missed].sort())
    const ofOthers = tinyActor('grid_chief', {
      personId: collectorId,
      scopeAreaIds: [6, 7],
      isWholeCity: false,
    })
    expect((await readRecord(services, ofOthers, { days: 30 })).complaints.all).toBe(0)
    expect((await readRecord(services, chief, { days: 30 })).complaints.all).toBe(3)
  })

  it('makes tasks by itself only where the switch says so, and no more a week than the cap', async () => {
    await setSetting(services, leader, setting({ areaId: TINY_AREAS.eastSouth, mode: 'automatic' }))
    await setSetting(services, leader, setting({ areaId: TINY_AREAS.west, mode: 'off' }))
    await runDetectors(services, ['unseen'])
    expect((await listed(leader)).every(({ dutyGridId }) => dutyGridId >= 6)).toBe(true)
    const accepted = await listed(leader, { state: 'accepted' })
    expect(accepted.map(({ dutyGridId, personId }) => ({ dutyGridId, personId }))).toEqual([
      { dutyGridId: 6, personId: collectorId },
      { dutyGridId: 6, personId: collectorId },
    ])
    services.clock.set(new Date(TINY_NOON.getTime() + DAY_MS))
    await runDetectors(services, ['unseen'])
    expect(await listed(leader, { state: 'accepted' })).toHaveLength(2)
    services.clock.set(new Date(TINY_NOON.getTime() + 8 * DAY_MS))
    await runDetectors(services, ['unseen'])
    expect(await listed(leader, { state: 'accepted' })).toHaveLength(4)
  })

  it('is steered in versions, within bounds and one’s own areas, with a reason', async () => {
    const parameters = { unseenDays: 30 }
    await setSetting(services, leader, setting({ parameters }))
    await expect(setSetting(services, leader, setting({ parameters }))).rejects.toMatchObject({
      code: 'CONFLICT_VERSION',
    })
    await expect(
      setSetting(services, leader, setting({ version: 1, parameters: { unseenDays: 0 } })),
    ).rejects.toMatchObject({ code: 'BAD_INPUT', detail: { field: 'parameters.unseenDays' } })
    await expect(
      setSetting(services, leader, setting({ version: 1, parameters: { unheardOf: 3 } })),
    ).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await expect(setSetting(services, west, setting({ version: 1 }))).rejects.toMatchObject({
      code: 'FORBIDDEN_AREA',
    })
    await setSetting(services, west, setting({ areaId: TINY_AREAS.west, mode: 'off' }))
    const settings = await listSettings(services, leader)
    expect(settings.parameters.unseen.unseenDays).toBe(30)
    expect(settings.bounds.unseen.unseenDays).toEqual({ min: 1, max: 365, isWhole: true })
    expect(settings.changes).toHaveLength(2)
    await runDetectors(services, ['unseen'])
    expect(await listed(leader)).toHaveLength(8)
    const [{ evidence } = { evidence: null }] = await listed(leader)
    expect(evidence).toMatchObject({ unseenDays: 30 })
  })

  it('forgets a grid as soon as somebody has looked into it', async () => {
    await runDetectors(services, ['unseen'])
    const [lng, lat] = TINY_POINTS.eastSouth
    await submitReport(services, leader, { fields: { description: '看过', lng, lat }, photos: [] })
    services.clock.set(new Date(TINY_NOON.getTime() + 60_000))
    await runDetectors(services, ['unseen'])
    expect(await listed(leader)).toHaveLength(15)
  })
})
