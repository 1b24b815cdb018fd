import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { actOnCase } from '../server/cases/act.ts'
import type { ActInput } from '../server/cases/act-input.ts'
import { getCase } from '../server/cases/get-case.ts'
import { listPlaces } from '../server/cases/list-places.ts'
import { listQueue } from '../server/cases/list-queue.ts'
import { askRequest } from '../server/cases/work/ask-request.ts'
import { finishAssist, giveAssist } from '../server/cases/work/assist.ts'
import { askExclusion, callBack, decideExclusion } from '../server/cases/work/call-back.ts'
import { reportCheck, sendCheck } from '../server/cases/work/check.ts'
import { decideRequest } from '../server/cases/work/decide-request.ts'
import { callMeeting, checkIn, concludeMeeting, scoreParty } from '../server/cases/work/meet.ts'
import { mergeCases, unmergeCase } from '../server/cases/work/merge.ts'
import { orderOversight, replyOversight } from '../server/cases/work/oversee.ts'
import { parentCases, unparentCase } from '../server/cases/work/parent.ts'
import { lookAtCase } from '../server/cases/work/presence.ts'
import { scanEscalations } from '../server/cases/work/scan-escalations.ts'
import { scanPauses } from '../server/cases/work/scan-pauses.ts'
import { splitCase } from '../server/cases/work/split.ts'
import type { Database } from '../server/db/schema.ts'
import type { Actor } from '../server/identity/actor.ts'
import { listNotices, readNotices } from '../server/notices/notices.ts'
import { submitReport } from '../server/reports/submit.ts'
import {
  loadTinyCity,
  TINY_AREAS,
  TINY_NOON,
  TINY_POINTS,
  type TinyCity,
  tinyActor,
  tinyServices,
} from './tiny-city.ts'

const MINUTE = 60_000

/** What is done to a case beside its steps, on either database. */
export function describeWork(database: () => Kysely<Database>): void {
  let city: TinyCity
  let services: Awaited<ReturnType<typeof tinyServices>>
  let folder: string
  let handler: Actor
  let west: Actor
  let collector: Actor
  const dispatcher = tinyActor('dispatcher')
  const leader = tinyActor('shift_leader')
  const callTaker = tinyActor('call_taker')
  const supervisor = tinyActor('supervisor')

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'work-'))
    city = await loadTinyCity(database())
    services = await tinyServices(database(), folder)
    handler = tinyActor('department_handler', { departmentIds: [city.departments.sanitation] })
    west = tinyActor('department_handler', {
      userId: 'west',
      name: '西街道',
      departmentIds: [city.departments.westOffice],
    })
    collector = tinyActor('collector', { departmentIds: [city.departments.supervision] })
    await database()
      .insertInto('role_grant')
      .values([
        { user_id: leader.userId, role: 'shift_leader', area_id: null, department_id: null, person_id: null },
        {
          user_id: handler.userId,
          role: 'department_handler',
          area_id: TINY_AREAS.east,
          department_id: city.departments.sanitation,
          person_id: null,
        },
        {
          user_id: 'elsewhere',
          role: 'shift_leader',
          area_id: TINY_AREAS.west,
          department_id: null,
          person_id: null,
        },
      ])
      .execute()
  })
  afterAll(() => rm(folder, { recursive: true }))
  beforeEach(async () => {
    services.clock.set(TINY_NOON)
    await database().updateTable('unit_state').set({ status: 'idle', case_id: null }).execute()
  })

  let serial = 0
  const once = () => `w${++serial}`
  const pass = (minutes: number) =>
    services.clock.set(new Date(services.clock.now().getTime() + minutes * MINUTE))
  const inHours = (hours: number) =>
    new Date(services.clock.now().getTime() + hours * 60 * MINUTE).toISOString()
  const act = async (actor: Actor, caseId: number, verb: ActInput['verb'], more: Partial<ActInput> = {}) => {
    const { version } = await getCase(services, leader, caseId)
    return actOnCase(services, actor, { caseId, version, verb, idempotencyKey: once(), ...more })
  }
  const get = (caseId: number) => getCase(services, leader, caseId)
  async function registered(fields: Record<string, unknown> = {}) {
    const [lng, lat] = TINY_POINTS.eastSouth
    const { caseId } = await submitReport(services, leader, {
      fields: {
        source_system: 'test',
        source_id: once(),
        description: '路边有垃圾',
        category_code: '200102',
        channel: 'patrol',
        lng,
        lat,
        ...fields,
      },
      photos: [],
    })
    return caseId
  }
  async function signed() {
    const caseId = await registered()
    await act(dispatcher, caseId, 'dispatch', { unitId: city.units.near })
    await act(handler, caseId, 'sign')
    return caseId
  }
  async function fedBack() {
    const caseId = await signed()
    await act(handler, caseId, 'handle')
    await act(handler, caseId, 'feed_back', { note: '已清理' })
    return caseId
  }

  describe('the rest of the lifecycle', () => {
    it('is looked at first, recalled, returned twice, adjudicated for good, with a row for the duty list', async () => {
      const [lng, lat] = TINY_POINTS.eastSouth
      const { caseId } = await submitReport(services, callTaker, {
        fields: {
          source_system: 'test',
          source_id: once(),
          description: '垃圾',
          category_code: '200102',
          lng,
          lat,
        },
        photos: [],
      })
      // By rule somebody was sent to look; that they could not tell is the center's to decide about.
      await act(collector, caseId, 'verify_unclear', { note: '看不清' })
      await act(callTaker, caseId, 'verify')
      await act(collector, caseId, 'verify_found')
      await act(callTaker, caseId, 'register')
      await act(dispatcher, caseId, 'dispatch', { unitId: city.units.near })
      await act(dispatcher, caseId, 'recall')
      for (const note of ['不归我管', '还是不归我管']) {
        await act(dispatcher, caseId, 'dispatch', { departmentId: city.departments.sanitation })
        await act(handler, caseId, 'return', { note })
      }
      await expect(
        act(dispatcher, caseId, 'dispatch', { departmentId: city.departments.sanitation }),
      ).rejects.toMatchObject({
        code: 'ADJUDICATION_DUE',
      })
      await act(leader, caseId, 'adjudicate', {
        departmentId: city.departments.sanitation,
        note: '按权责清单第 3 条',
      })
      await expect(act(handler, caseId, 'return', { note: '不' })).rejects.toMatchObject({
        code: 'RETURN_BOUND',
      })
      expect(await get(caseId)).toMatchObject({ state: 'dispatched', isBound: true, returnCount: 2 })
      const proposals = await database()
        .selectFrom('duty_proposal')
        .selectAll()
        .where('case_id', '=', caseId)
        .execute()
      expect(proposals).toMatchObject([
        { category_id: city.categories.garbage, department_id: city.departments.sanitation },
      ])
    })

    it('counts what is put right on the spot apart, and checks one in five', async () => {
      const states: string[] = []
      for (let n = 0; n < 5; n++) {
        const caseId = await registered()
        states.push((await act(collector, caseId, 'self_handle', { note: '当场清理' })).state)
        await act(leader, caseId, 'dispatch').catch(() => {})
        expect((await get(caseId)).isSelfHandled).toBe(true)
        if (states.at(-1) === 'fed_back')
          await expect(act(collector, caseId, 'check_pass')).rejects.toMatchObject({
            code: 'FORBIDDEN_SAME_DEPARTMENT',
          })
      }
      expect(states.filter((state) => state === 'fed_back')).toHaveLength(1)
    })

    it('is closed by force, evaluated, opened again and voided, each with who and why', async () => {
      const caseId = await registered()
      await act(leader, caseId, 'force_close', { note: '现场已拆迁' })
      await act(supervisor, caseId, 'evaluate', { score: 4 })
      await expect(act(supervisor, caseId, 'evaluate', { score: 1 })).rejects.toMatchObject({
        code: 'EVALUATED',
      })
      await act(supervisor, caseId, 'reopen', { note: '问题复发' })
      await act(leader, caseId, 'void', { note: '测试件' })
      const { steps, state, closeReason } = await get(caseId)
      expect([state, closeReason]).toEqual(['canceled', 'void'])
      expect(steps.slice(-4).map((step) => [step.verb, step.note])).toEqual([
        ['force_close', '现场已拆迁'],
        ['evaluate', ''],
        ['reopen', '问题复发'],
        ['void', '测试件'],
      ])
    })

    it('lets no contractor of the handler check', async () => {
      const caseId = await fedBack()
      await database()
        .updateTable('department')
        .set({ contractor_of_id: city.departments.sanitation })
        .where('department_id', '=', city.departments.westOffice)
        .execute()
      const contractor = tinyActor('collector', { departmentIds: [city.departments.westOffice] })
      await expect(act(contractor, caseId, 'check_pass')).rejects.toMatchObject({
        code: 'FORBIDDEN_SAME_DEPARTMENT',
      })
      await database().updateTable('department').set({ contractor_of_id: null }).execute()
    })

    it('binds the stage that runs, one after the other', async () => {
      const limit = { category_id: city.categories.orphan, stage: 'handle', clock: 'work_days' } as const
      await database()
        .insertInto('category_limit')
        .values([
          { ...limit, amount: 1, step: 1, step_name: '停工' },
          { ...limit, amount: 7, step: 2, step_name: '处罚' },
        ])
        .execute()
      const caseId = await registered({ category_code: '200699' })
      await act(dispatcher, caseId, 'dispatch', { departmentId: city.departments.sanitation })
      await act(handler, caseId, 'sign')
      await expect(act(handler, caseId, 'handle')).rejects.toMatchObject({ code: 'STAGE_OPEN' })
      const before = (await get(caseId)).handleDueAt
      await act(handler, caseId, 'finish_stage', { note: '已责令停工' })
      const after = await get(caseId)
      expect(after.handleDueAt! > before!).toBe(true)
      expect(after.limits.find((one) => one.stage === 'handle')).toMatchObject({ stepName: '处罚' })
      await act(handler, caseId, 'handle')
    })
  })

  describe('requests', () => {
    const ask = (caseId: number, more: object) =>
      askRequest(services, handler, {
        caseId,
        idempotencyKey: once(),
        kind: 'extend',
        reason: '需要大型机械',
        evidence: [],
        ...more,
      })
    const decide = (actor: Actor, caseId: number, requestId: number, isApproved = true) =>
      decideRequest(services, actor, { caseId, requestId, isApproved, note: '同意', idempotencyKey: once() })

    it('leaves the clock until approved; the second extension goes higher', async () => {
      const caseId = await signed()
      const before = await get(caseId)
      const first = await ask(caseId, { clock: 'work_hours', amount: 60 })
      expect(first.level).toBe(1)
      expect((await get(caseId)).handleDueAt).toBe(before.handleDueAt)
      await expect(ask(caseId, { clock: 'work_hours', amount: 60 })).rejects.toMatchObject({
        code: 'REQUEST_PENDING',
      })
      await expect(decide(handler, caseId, first.requestId)).rejects.toMatchObject({
        code: 'FORBIDDEN_LEVEL',
      })
      await decide(dispatcher, caseId, first.requestId)
      const after = await get(caseId)
      expect(Date.parse(after.handleDueAt!) - Date.parse(before.handleDueAt!)).toBeGreaterThanOrEqual(
        60 * MINUTE,
      )
      await expect(decide(dispatcher, caseId, first.requestId)).rejects.toMatchObject({
        code: 'REQUEST_DECIDED',
      })
      const second = await ask(caseId, { clock: 'work_hours', amount: 60 })
      expect(second.level).toBe(2)
      await expect(decide(dispatcher, caseId, second.requestId)).rejects.toMatchObject({
        code: 'FORBIDDEN_LEVEL',
      })
      await decide(leader, caseId, second.requestId, false)
      expect((await get(caseId)).handleDueAt).toBe(after.handleDueAt)
      expect((await get(caseId)).steps.map((step) => step.verb).slice(-4)).toEqual([
        'ask',
        'approve',
        'ask',
        'refuse',
      ])
    })

    it('stops the clock of what is deferred till its day, and shelves with an owner', async () => {
      const caseId = await signed()
      const before = await get(caseId)
      const deferral = await ask(caseId, { kind: 'defer', until: inHours(26) })
      await decide(leader, caseId, deferral.requestId)
      pass(25 * 60)
      expect(await get(caseId)).toMatchObject({
        isPaused: true,
        clockLevel: 'normal',
        remainingMinutes: before.remainingMinutes,
      })
      pass(61)
      expect(await scanPauses(services)).toBe(1)
      expect(await scanPauses(services)).toBe(0)
      const after = await get(caseId)
      expect(after).toMatchObject({ isPaused: false, remainingMinutes: before.remainingMinutes })
      await expect(ask(caseId, { kind: 'shelve', until: inHours(24) })).rejects.toMatchObject({
        code: 'MISSING_FIELD',
      })
      const shelf = await ask(caseId, { kind: 'shelve', until: inHours(24), ownerName: '李科长' })
      await decide(leader, caseId, shelf.requestId)
      expect((await get(caseId)).state).toBe('shelved')
      await act(dispatcher, caseId, 'unshelve', { note: '资金到位' })
      expect(await get(caseId)).toMatchObject({
        state: 'signed',
        isPaused: false,
        work: { pauses: [{ reasonCode: 'defer' }, { reasonCode: 'shelve' }] },
      })
    })

    it('gives back what was signed for only by an approved request', async () => {
      const caseId = await signed()
      const request = await ask(caseId, { kind: 'return' })
      await decide(dispatcher, caseId, request.requestId)
      expect(await get(caseId)).toMatchObject({ state: 'registered', returnCount: 1 })
    })
  })

  describe('families', () => {
    it('suggests, merges with one clock and every reporter, takes one out, closes all', async () => {
      const [a, b, c] = [await registered(), await registered(), await registered()]
      const { suggestions } = (await get(a)).work
      expect(suggestions.map((one) => one.caseId)).toEqual(expect.arrayContaining([b, c]))
      expect(suggestions[0]!.reason).toMatchObject({ code: 'SAME_PLACE', version: 1 })
      const dueBefore = (await get(a)).dueAt
      await mergeCases(services, dispatcher, {
        caseId: a,
        caseIds: [b, c],
        idempotencyKey: once(),
        reason: suggestions[0]!.reason,
      })
      const master = await get(a)
      expect(master.work.family.members.map((one) => one.caseId)).toEqual([b, c])
      expect(master.reports).toHaveLength(3)
      expect(master.dueAt! <= dueBefore!).toBe(true)
      const queue = await listQueue(services, leader, { filter: { open: true, ids: [a, b, c] }, limit: 10 })
      expect(queue.rows.map((row) => row.caseId)).toEqual([a])
      await expect(act(dispatcher, b, 'dispatch')).rejects.toMatchObject({ code: 'MERGED_AWAY' })
      await expect(
        mergeCases(services, dispatcher, { caseId: b, caseIds: [a], idempotencyKey: once() }),
      ).rejects.toMatchObject({ code: 'MERGED_AWAY' })
      await unmergeCase(services, dispatcher, { caseId: c, note: '不是一回事', idempotencyKey: once() })
      // It would take `a` in no more, as `a` has `b`; it may go into it.
      const again = (await get(c)).work.suggestions.find((one) => one.caseId === a)
      expect(again).toMatchObject({ isMaster: true })
      const { masterIds } = await listPlaces(services, leader, { filter: { ids: [a, c] } })
      expect(masterIds).toEqual([a])
      await act(leader, a, 'force_close', { note: '已解决' })
      expect([(await get(b)).state, (await get(b)).closeReason, (await get(c)).state]).toEqual([
        'closed',
        'merged',
        'registered',
      ])
    })

    it('puts cases under a parent that waits for all of them, and takes one out again', async () => {
      const [a, b, c] = [await registered(), await registered(), await registered()]
      const family = { caseId: a, caseIds: [b, c], idempotencyKey: once() }
      expect(await parentCases(services, dispatcher, family)).toMatchObject({ children: 2 })
      expect(await parentCases(services, dispatcher, family)).toMatchObject({ children: 2 })
      expect((await get(b)).family).toBe('child')
      await expect(
        parentCases(services, dispatcher, {
          caseId: b,
          caseIds: [await registered()],
          idempotencyKey: once(),
        }),
      ).rejects.toMatchObject({ code: 'MERGED_AWAY' })
      await expect(
        parentCases(services, dispatcher, {
          caseId: await registered(),
          caseIds: [a],
          idempotencyKey: once(),
        }),
      ).rejects.toMatchObject({ code: 'MERGE_HAS_CHILDREN' })
      for (const [actor, verb] of [
        [dispatcher, 'dispatch'],
        [handler, 'sign'],
        [handler, 'handle'],
      ] as const)
        await act(actor, a, verb, verb === 'dispatch' ? { unitId: city.units.near } : {})
      await expect(act(handler, a, 'feed_back', { note: '好了' })).rejects.toMatchObject({
        code: 'JOINT_WORK_OPEN',
      })
      for (const caseId of [b, c]) {
        await unparentCase(services, dispatcher, { caseId, note: '不是一回事', idempotencyKey: once() })
        expect(await get(caseId)).toMatchObject({ family: null, masterCaseId: null, state: 'registered' })
      }
      await act(handler, a, 'feed_back', { note: '好了' })
    })

    it('lets one of two people win who merge two cases into each other', async () => {
      const [a, b] = [await registered(), await registered()]
      const results = await Promise.allSettled([
        mergeCases(services, dispatcher, { caseId: a, caseIds: [b], idempotencyKey: once() }),
        mergeCases(services, leader, { caseId: b, caseIds: [a], idempotencyKey: once() }),
      ])
      expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected'])
    })

    it('splits into one child a department, and waits for all of them', async () => {
      const caseId = await signed()
      const { children } = await splitCase(services, leader, {
        caseId,
        departmentIds: [city.departments.westOffice],
        note: '路面归街道',
        idempotencyKey: once(),
      })
      await act(handler, caseId, 'handle')
      await expect(act(handler, caseId, 'feed_back', { note: '好了' })).rejects.toMatchObject({
        code: 'JOINT_WORK_OPEN',
      })
      const child = children[0]!.caseId
      expect(await get(child)).toMatchObject({
        state: 'registered',
        family: 'child',
        masterCaseId: caseId,
        departmentName: '西街道办',
      })
      await act(leader, child, 'force_close', { note: '已修' })
      await act(handler, caseId, 'feed_back', { note: '好了' })
    })
  })

  describe('working together', () => {
    it('waits for the assisting department, whose task only it finishes', async () => {
      const caseId = await signed()
      const { taskId } = await giveAssist(services, dispatcher, {
        caseId,
        departmentId: city.departments.westOffice,
        title: '围挡',
        dueAt: inHours(2),
        idempotencyKey: once(),
      })
      await act(handler, caseId, 'handle')
      await expect(act(handler, caseId, 'feed_back', { note: '好了' })).rejects.toMatchObject({
        code: 'JOINT_WORK_OPEN',
      })
      const done = { caseId, taskId, note: '已围挡', isCanceled: false }
      await expect(
        finishAssist(services, handler, { ...done, idempotencyKey: once() }),
      ).rejects.toMatchObject({ code: 'FORBIDDEN_OTHER_DEPARTMENT' })
      await finishAssist(services, west, { ...done, idempotencyKey: once() })
      expect((await act(handler, caseId, 'feed_back', { note: '好了' })).state).toBe('fed_back')
    })

    it('whistles departments to a place: within the fence, in time or late, scored by the caller', async () => {
      const caseId = await registered()
      const { meetingId } = await callMeeting(services, west, {
        caseId,
        kind: 'whistle',
        departmentIds: [city.departments.sanitation],
        topic: '占道夜市',
        place: '',
        radiusMeters: 300,
        deadlineAt: inHours(1),
        pausesClock: false,
        idempotencyKey: once(),
      })
      const here = { caseId, meetingId, departmentId: city.departments.sanitation }
      const far: [number, number] = [118.83, 31.91]
      await expect(
        checkIn(services, handler, { ...here, lngLat: far, idempotencyKey: once() }),
      ).rejects.toMatchObject({ code: 'OUTSIDE_FENCE' })
      pass(61)
      const [lng, lat] = TINY_POINTS.eastSouth
      expect(
        await checkIn(services, handler, { ...here, lngLat: [lng + 0.001, lat], idempotencyKey: once() }),
      ).toMatchObject({ isLate: true })
      await expect(
        scoreParty(services, handler, { ...here, score: 5, note: '', idempotencyKey: once() }),
      ).rejects.toMatchObject({ code: 'FORBIDDEN_NOT_CALLER' })
      await scoreParty(services, west, { ...here, score: 3, note: '晚到', idempotencyKey: once() })
      expect((await get(caseId)).work.meetings[0]!.parties).toMatchObject([
        { isLate: true, score: 3, distanceMeters: 94 },
      ])
    })

    it('stops the clock for a consult that says so, till its decision', async () => {
      const caseId = await signed()
      const before = await get(caseId)
      const { meetingId } = await callMeeting(services, dispatcher, {
        caseId,
        kind: 'consult',
        departmentIds: [city.departments.westOffice],
        topic: '谁来出资',
        place: '三楼',
        radiusMeters: 300,
        deadlineAt: inHours(3),
        pausesClock: true,
        idempotencyKey: once(),
      })
      pass(120)
      await concludeMeeting(services, dispatcher, {
        caseId,
        meetingId,
        minutes: '各方到会',
        decision: '街道出资',
        idempotencyKey: once(),
      })
      expect(await get(caseId)).toMatchObject({ isPaused: false, remainingMinutes: before.remainingMinutes })
    })

    it('escalates what nobody signs for and what nobody answers, once, and tells those concerned only', async () => {
      await database().updateTable('case_record').set({ escalation_level: 1 }).execute()
      await database().updateTable('case_task').set({ state: 'canceled' }).execute()
      const caseId = await registered()
      await act(dispatcher, caseId, 'dispatch', { unitId: city.units.near })
      await orderOversight(services, supervisor, {
        caseId,
        kind: 'leader',
        level: 1,
        requirement: '今日办结',
        dueAt: inHours(1),
        idempotencyKey: once(),
      })
      pass(61)
      expect(await scanEscalations(services)).toBe(2)
      expect(await scanEscalations(services)).toBe(0)
      const { orders } = (await get(caseId)).work
      expect(orders).toMatchObject([{ level: 2, isEscalated: true }])
      await replyOversight(services, handler, {
        caseId,
        orderId: orders[0]!.orderId,
        reply: '马上办',
        idempotencyKey: once(),
      })
      const inbox = await listNotices(services, leader)
      expect(inbox.notices.filter((one) => one.caseId === caseId && one.kind === 'escalate')).toHaveLength(2)
      expect((await listNotices(services, { ...leader, userId: 'elsewhere' })).notices).toEqual([])
      await readNotices(services, leader, undefined)
      expect((await listNotices(services, leader)).unread).toBe(0)
    })
  })

  describe('checking and calling back', () => {
    it('sends the nearest independent patrol, holds the check to the place, and closes by it', async () => {
      const caseId = await fedBack()
      const [lng, lat] = TINY_POINTS.eastSouth
      const { taskId, unitId } = await sendCheck(services, supervisor, { caseId, idempotencyKey: once() })
      expect(unitId).toBe(city.units.patrol)
      const check = { caseId, taskId, result: 'pass' as const, note: '' }
      await expect(
        reportCheck(services, collector, { ...check, lngLat: [lng + 0.01, lat], idempotencyKey: once() }),
      ).rejects.toMatchObject({ code: 'NOT_ON_SITE' })
      await expect(
        reportCheck(
          services,
          { ...collector, departmentIds: [city.departments.sanitation] },
          { ...check, lngLat: [lng, lat], idempotencyKey: once() },
        ),
      ).rejects.toMatchObject({ code: 'FORBIDDEN_SAME_DEPARTMENT' })
      await reportCheck(services, collector, { ...check, lngLat: [lng, lat], idempotencyKey: once() })
      expect(await get(caseId)).toMatchObject({
        state: 'closed',
        work: { tasks: [{ state: 'done', result: 'pass', distanceMeters: 0 }] },
      })
    })

    it('keeps what the reporter says; leaving it out needs a reason and somebody else', async () => {
      const caseId = await fedBack()
      const { reportId } = (await get(caseId)).reports[0]!
      const call = { caseId, reportId, note: '', idempotencyKey: once() }
      await callBack(services, callTaker, { ...call, outcome: 'unreachable' })
      await expect(
        callBack(services, callTaker, { ...call, idempotencyKey: once(), outcome: 'reached' }),
      ).rejects.toMatchObject({ code: 'MISSING_FIELD' })
      const { callbackId } = await callBack(services, leader, {
        ...call,
        idempotencyKey: once(),
        outcome: 'reached',
        isResponded: true,
        isResolved: false,
        isSatisfied: false,
      })
      await askExclusion(services, leader, {
        caseId,
        callbackId,
        reason: '要求赔偿精神损失',
        idempotencyKey: once(),
      })
      await expect(
        decideExclusion(services, leader, { caseId, callbackId, isApproved: true, idempotencyKey: once() }),
      ).rejects.toMatchObject({ code: 'FORBIDDEN_OWN_REQUEST' })
      await decideExclusion(services, tinyActor('admin'), {
        caseId,
        callbackId,
        isApproved: true,
        idempotencyKey: once(),
      })
      expect((await get(caseId)).work.callbacks.map((one) => [one.outcome, one.excluded])).toEqual([
        ['unreachable', 'no'],
        ['reached', 'approved'],
      ])
    })
  })

  it('says who else looks at a case, to those whose area holds it', async () => {
    const caseId = await registered()
    await lookAtCase(services, dispatcher, caseId)
    expect(await lookAtCase(services, leader, caseId)).toEqual({
      others: [{ userId: dispatcher.userId, name: dispatcher.name }],
    })
    const elsewhere = tinyActor('supervisor', { scopeAreaIds: [TINY_AREAS.westSouth], isWholeCity: false })
    expect(await lookAtCase(services, elsewhere, caseId)).toEqual({ others: [] })
    await expect(
      giveAssist(services, elsewhere, {
        caseId,
        departmentId: city.departments.westOffice,
        title: 'x',
        dueAt: inHours(1),
        idempotencyKey: once(),
      }),
    ).rejects.toMatchObject({ code: 'CASE_NOT_FOUND' })
    pass(1)
    expect(await lookAtCase(services, leader, caseId)).toEqual({ others: [] })
  })
}
