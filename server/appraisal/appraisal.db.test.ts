import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import { loadTinyCity, TINY_AREAS, type TinyCity, tinyActor, tinyServices } from '../../test/tiny-city.ts'
import type { Actor } from '../identity/actor.ts'
import { contentOf } from '../rules/table/decision-table.ts'
import type { Services } from '../services.ts'
import { appeal, appealAgain, decideAppeal, listAppeals } from './appeals.ts'
import { calculateSheet } from './calculate-sheet.ts'
import { applySheet, publishSheet, withdrawSheet } from './decide-sheet.ts'
import { getSheet, listItems } from './read-sheets.ts'
import { verifySheet } from './verify-sheet.ts'

let database: TestDatabase
let city: TinyCity
let services: Services
let now = new Date('2026-04-02T02:00:00Z')
const MONTH = '2026-03'
const DAY_MS = 86_400_000

const planner = () => tinyActor('planner')
const leader = () => tinyActor('shift_leader')
const admin = () => tinyActor('admin')
const supervisor = () => tinyActor('supervisor', { userId: 'supervisor' })
const handler = (some: Partial<Actor> = {}) =>
  tinyActor('department_handler', {
    userId: 'handler',
    departmentIds: [city.departments.sanitation],
    ...some,
  })

beforeAll(async () => {
  database = await freshDatabase()
  city = await loadTinyCity(database.db)
  services = { ...(await tinyServices(database.db, '/nonexistent')), clock: { now: () => now } }
  for (const [version, valid, late] of [
    [1, '[2020-01-01T00:00:00Z,2026-03-20T00:00:00Z)', -2],
    [2, '[2026-03-20T00:00:00Z,)', -3],
  ] as const)
    await database.db
      .insertInto('rule')
      .values({
        code: 'appraisal',
        kind: 'appraisal',
        name: '考核',
        version,
        valid,
        content: JSON.stringify(
          contentOf({
            inputs: ['isLate', 'isSelfHandled'],
            outputs: ['points', 'reasonZh', 'reasonEn'],
            rows: [
              row('A-1', { isLate: 'true' }, late, '超期'),
              row('A-2', { isSelfHandled: 'true' }, 1, '自处置'),
              row('A-3', {}, 0, '按期'),
            ],
          }),
        ),
      })
      .execute()
  await sql`insert into role_grant (user_id, role, department_id) values
    ('handler', 'department_handler', ${city.departments.sanitation}), ('supervisor', 'supervisor', null)`.execute(
    database.db,
  )
})
afterAll(() => database.drop())

const row = (id: string, cells: Record<string, string>, points: number, zh: string) => ({
  id,
  description: zh,
  cells: {
    isLate: '',
    isSelfHandled: '',
    ...cells,
    points: String(points),
    reasonZh: `"${zh}"`,
    reasonEn: '"why"',
  },
})

beforeEach(async () => {
  now = new Date('2026-04-02T02:00:00Z')
  await sql`truncate appraisal_sheet, appraisal_item, appraisal_line, appraisal_appeal`.execute(database.db)
  await sql`delete from notification`.execute(database.db)
  await sql`delete from case_record`.execute(database.db)
})

let number = 0
/** A case closed on a day of March, an hour late or in time. */
async function closed(
  day: number,
  {
    isLate = false,
    isSelfHandled = false,
    departmentId = city.departments.sanitation,
    areaId = TINY_AREAS.westSouth as number,
    closeReason = 'checked',
    state = 'closed',
  } = {},
): Promise<number> {
  const at = new Date(Date.UTC(2026, 2, day, 4))
  const due = new Date(at.getTime() + (isLate ? -1 : 1) * 3_600_000)
  const { rows } = await sql<{ case_id: number }>`
    insert into case_record (number, state, channel, found_by, description, geom, scope_area_id, department_id, reported_at,
      registered_at, fed_back_at, closed_at, due_at, close_reason, is_self_handled, source_system, source_id, updated_at)
    values (${`N${++number}`}, ${state}, 'hotline', 'public', '垃圾', 'SRID=4326;POINT(118.805 31.905)', ${areaId},
      ${departmentId}, ${at}, ${at}, ${at}, ${at}, ${due}, ${closeReason}, ${isSelfHandled}, 'test', ${String(number)}, ${at})
    returning case_id`.execute(database.db)
  return rows[0]!.case_id
}

async function calculated(month = MONTH) {
  await calculateSheet(services, planner(), { month })
  return vi.waitFor(async () => {
    const { sheet } = await getSheet(services, planner(), { month })
    expect(sheet?.state).toBe('calculated')
    return sheet!
  })
}

it('gives each case of the month the points of the rule that held at its closing, by department', async () => {
  await closed(5, { isLate: true, areaId: TINY_AREAS.eastSouth })
  await closed(25, { isLate: true })
  await closed(6, { isSelfHandled: true })
  await closed(7)
  await closed(8, { departmentId: city.departments.westOffice })
  // Not of this sheet: merged, open, of another month.
  await closed(9, { closeReason: 'merged' })
  await closed(9, { state: 'signed' })
  await closed(32, { isLate: true })
  const { lines, areaLines, done, unscored, rules } = await calculated()
  expect([done, unscored]).toEqual([5, 0])
  expect(lines).toMatchObject([
    { id: city.departments.westOffice, cases: 1, points: 0, score: 100, rank: null },
    {
      id: city.departments.sanitation,
      cases: 4,
      late: 2,
      plus: 1,
      minus: -5,
      points: -4,
      score: 0,
      adjustedPoints: null,
    },
  ])
  // The same cases by where they lie, whoever handled them.
  expect(areaLines).toMatchObject([
    { id: TINY_AREAS.west, cases: 4, points: -2, score: 50 },
    { id: TINY_AREAS.east, cases: 1, points: -2, grade: null },
  ])
  expect(rules.map(({ version, cases }) => [version, cases])).toEqual([
    [1, 4],
    [2, 1],
  ])
})

it('takes what was decided at the closing, and can be calculated again from what it kept', async () => {
  const caseId = await closed(5)
  await sql`insert into rule_decision (rule_id, case_id, at, row_id, facts, outcome, scope_area_id)
    select rule_id, ${caseId}, '2026-03-05T05:00:00Z', 'A-1', '{"isLate": true, "isSelfHandled": false}',
      '{"points": -2, "reasonZh": "超期", "reasonEn": "late"}', 4 from rule where version = 1 and code = 'appraisal'`.execute(
    database.db,
  )
  await closed(21, { isLate: true })
  const sheet = await calculated()
  expect(sheet.lines[0]!.points).toBe(-5)
  expect(await verifySheet(services, planner(), sheet)).toEqual({ checked: 2, differing: 0, caseIds: [] })
  await database.db.updateTable('appraisal_item').set({ points: 1 }).where('case_id', '=', caseId).execute()
  expect(await verifySheet(services, planner(), sheet)).toEqual({
    checked: 2,
    differing: 1,
    caseIds: [caseId],
  })
})

it('takes each of a thousand cases once, in pieces', async () => {
  await closed(5)
  await sql`insert into case_record (number, state, channel, found_by, description, scope_area_id, department_id, reported_at,
      closed_at, due_at, close_reason, source_system, source_id, updated_at)
    select 'M' || i, 'closed', 'hotline', 'public', '垃圾', 4, ${city.departments.sanitation}, t, t, t, 'checked', 'test', 'm' || i, t
    from generate_series(1, 1299) i, lateral (select '2026-03-10T00:00:00.123456Z'::timestamptz + i / 7 * interval '13 us' as t) x`.execute(
    database.db,
  )
  const { done, lines } = await calculated()
  expect([done, lines[0]!.cases]).toEqual([1300, 1300])
})

it('is a trial until it is published: departments see nothing, and a month that runs on is not published', async () => {
  await closed(5)
  now = new Date('2026-03-20T02:00:00Z')
  const trial = await calculated()
  expect((await getSheet(services, handler(), { month: MONTH })).sheet).toBeNull()
  const items = {
    sheetId: trial.sheetId,
    subject: 'department' as const,
    subjectId: city.departments.sanitation,
    show: 'all' as const,
    rowId: null,
  }
  expect((await listItems(services, handler(), items)).items).toEqual([])
  expect((await listItems(services, planner(), items)).items).toHaveLength(1)
  now = new Date('2026-04-02T02:00:00Z')
  await expect(publishSheet(services, leader(), { ...trial, appealDays: 7 })).rejects.toMatchObject({
    code: 'MONTH_NOT_OVER',
  })
  const sheet = await calculated()
  expect(sheet.sheetId).not.toBe(trial.sheetId)
  await publishSheet(services, leader(), { ...sheet, appealDays: 7 })
  expect((await getSheet(services, handler(), { month: null })).sheet).toMatchObject({ state: 'published' })
  expect((await listItems(services, handler(), { ...items, sheetId: sheet.sheetId })).items).toHaveLength(1)
  const told = await database.db.selectFrom('notification').select(['user_id', 'zh']).execute()
  expect(told).toEqual([{ user_id: 'handler', zh: expect.stringContaining('得分 100') }])
  await expect(calculateSheet(services, planner(), { month: MONTH })).rejects.toMatchObject({
    code: 'SHEET_STANDS',
  })
})

it('keeps what was calculated beside what an appeal has changed, and applies after the time for appeals', async () => {
  const caseId = await closed(5, { isLate: true })
  await closed(6)
  const sheet = await calculated()
  await expect(
    appeal(services, handler(), { sheetId: sheet.sheetId, caseId, reason: '等料' }),
  ).rejects.toMatchObject({
    code: 'NO_APPEAL_TIME',
  })
  const { version } = await publishSheet(services, leader(), { ...sheet, appealDays: 7 })
  await expect(
    appeal(services, handler({ departmentIds: [city.departments.westOffice] }), {
      sheetId: sheet.sheetId,
      caseId,
      reason: '不是我的',
    }),
  ).rejects.toMatchObject({ code: 'FORBIDDEN_OTHER_DEPARTMENT' })
  const { appealId } = await appeal(services, handler(), { sheetId: sheet.sheetId, caseId, reason: '等料' })
  await expect(
    appeal(services, handler(), { sheetId: sheet.sheetId, caseId, reason: '等料' }),
  ).rejects.toMatchObject({
    code: 'APPEALED',
  })
  await expect(applySheet(services, admin(), { sheetId: sheet.sheetId, version })).rejects.toMatchObject({
    code: 'APPEALS_OPEN',
  })
  const first = await decideAppeal(services, supervisor(), {
    appealId,
    version: 1,
    verdict: 'refuse',
    note: '没有凭证',
  })
  await expect(
    decideAppeal(services, supervisor(), {
      appealId,
      version: first.version,
      verdict: 'grant',
      points: 0,
      note: '再看',
    }),
  ).rejects.toMatchObject({ code: 'APPEAL_STATE' })
  const again = await appealAgain(services, handler(), {
    appealId,
    version: first.version,
    reason: '附采购单',
  })
  await expect(
    decideAppeal(services, supervisor(), {
      appealId,
      version: again.version,
      verdict: 'grant',
      points: 0,
      note: '可',
    }),
  ).rejects.toMatchObject({ code: 'FORBIDDEN_SAME_REVIEWER' })
  await expect(
    decideAppeal(services, leader(), {
      appealId,
      version: again.version,
      verdict: 'grant',
      points: -2,
      note: '可',
    }),
  ).rejects.toMatchObject({ code: 'NO_NEW_POINTS' })
  await decideAppeal(services, leader(), {
    appealId,
    version: again.version,
    verdict: 'grant',
    points: -0.5,
    note: '情况属实',
  })
  const { sheet: adjusted } = await getSheet(services, handler(), { month: MONTH })
  expect(adjusted!.lines[0]).toMatchObject({
    calculatedPoints: -2,
    calculatedScore: 0,
    adjustedPoints: -0.5,
    score: 75,
    openAppeals: 0,
  })
  expect(adjusted!.areaLines[0]).toMatchObject({ calculatedPoints: -2, adjustedPoints: -0.5, score: 75 })
  const [one] = await listAppeals(services, handler(), { sheetId: sheet.sheetId })
  expect(one).toMatchObject({ state: 'granted', pointsBefore: -2, pointsAfter: -0.5, canDecide: false })
  await expect(applySheet(services, admin(), { sheetId: sheet.sheetId, version })).rejects.toMatchObject({
    code: 'APPEAL_TIME',
  })
  now = new Date(now.getTime() + 8 * DAY_MS)
  await expect(
    appeal(services, handler(), { sheetId: sheet.sheetId, caseId, reason: '晚了' }),
  ).rejects.toMatchObject({
    code: 'NO_APPEAL_TIME',
  })
  await applySheet(services, admin(), { sheetId: sheet.sheetId, version })
  expect((await getSheet(services, handler(), { month: MONTH })).sheet).toMatchObject({ state: 'applied' })
})

it('withdraws what was published by mistake, with the reason, and calculates the month anew', async () => {
  await closed(5)
  const sheet = await calculated()
  const { version } = await publishSheet(services, leader(), { ...sheet, appealDays: 7 })
  await expect(
    withdrawSheet(services, leader(), { sheetId: sheet.sheetId, version: version - 1, reason: '漏算' }),
  ).rejects.toMatchObject({ code: 'CONFLICT_VERSION' })
  await withdrawSheet(services, leader(), { sheetId: sheet.sheetId, version, reason: '漏算' })
  await closed(6)
  expect((await calculated()).lines[0]!.cases).toBe(2)
  expect((await getSheet(services, handler(), { month: MONTH })).withdrawn).toMatchObject([
    { reason: '漏算' },
  ])
})

it('is of the whole city, and shows cases only to who may see them', async () => {
  const east = await closed(5, { areaId: TINY_AREAS.eastSouth, isLate: true })
  const west = await closed(6, { areaId: TINY_AREAS.westSouth, isLate: true })
  const inWest = { scopeAreaIds: [TINY_AREAS.westSouth, TINY_AREAS.westNorth], isWholeCity: false }
  await expect(
    calculateSheet(services, tinyActor('planner', inWest), { month: MONTH }),
  ).rejects.toMatchObject({
    code: 'FORBIDDEN_NOT_WHOLE_CITY',
  })
  await expect(calculateSheet(services, planner(), { month: '2026-05' })).rejects.toMatchObject({
    code: 'MONTH_TO_COME',
  })
  const sheet = await calculated()
  await publishSheet(services, leader(), { ...sheet, appealDays: 7 })
  const seen = await listItems(services, handler(inWest), {
    sheetId: sheet.sheetId,
    subject: 'department' as const,
    subjectId: city.departments.sanitation,
    show: 'minus',
    rowId: null,
  })
  expect(seen.items.map(({ caseId }) => caseId)).toEqual([west])
  expect(seen.places).toHaveLength(1)
  const ofEast = {
    sheetId: sheet.sheetId,
    subject: 'area' as const,
    subjectId: TINY_AREAS.east,
    show: 'all' as const,
    rowId: null,
  }
  expect((await listItems(services, handler(), ofEast)).items.map(({ caseId }) => caseId)).toEqual([east])
  expect((await listItems(services, handler(inWest), ofEast)).items).toEqual([])
  // The sum is the department's, whoever reads it.
  expect((await getSheet(services, handler(inWest), { month: MONTH })).sheet!.lines[0]).toMatchObject({
    cases: 2,
    points: -4,
  })
  await expect(
    appeal(services, handler(inWest), { sheetId: sheet.sheetId, caseId: east, reason: '看不到的' }),
  ).rejects.toMatchObject({ code: 'ITEM_NOT_FOUND' })
})
