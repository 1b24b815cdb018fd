import { z } from 'zod'
import { haversineDistanceMeters } from '../../../geo/haversine-distance.ts'
import type { Trx } from '../../db/client.ts'
import type { Actor } from '../../identity/actor.ts'
import { noticeRoles } from '../../notices/notify.ts'
import type { Services } from '../../services.ts'
import { lngLatSchema } from '../act-input.ts'
import { type CaseRecord, lngLatOf } from '../case-row.ts'
import { endPause, startPause } from '../pause-clock.ts'
import { stepActorOf } from '../step-actor-of.ts'
import { changeCase } from './change-case.ts'
import { mustBeOpen, onCaseSchema, refuse, whyTextSchema, withCase } from './with-case.ts'
import { writeWork } from './write-work.ts'

export const meetSchema = onCaseSchema.extend({
  kind: z.enum(['consult', 'whistle']),
  departmentIds: z.array(z.number().int().positive()).min(1).max(20),
  topic: z.string().trim().min(1).max(300),
  place: z.string().trim().max(300).default(''),
  /** WGS 84 degrees; the case's own place where absent. */
  lngLat: lngLatSchema.optional(),
  radiusMeters: z.number().min(20).max(5000).default(300),
  deadlineAt: z.iso.datetime({ offset: true }),
  /** Of a consult: the case's clock stands until it is decided. */
  pausesClock: z.boolean().default(false),
})
const onMeeting = onCaseSchema.extend({ meetingId: z.number().int().positive() })
export const checkInSchema = onMeeting.extend({
  departmentId: z.number().int().positive(),
  lngLat: lngLatSchema,
})
export const concludeSchema = onMeeting.extend({ minutes: whyTextSchema, decision: whyTextSchema })
export const scoreSchema = onMeeting.extend({
  departmentId: z.number().int().positive(),
  score: z.number().int().min(1).max(5),
  note: z.string().trim().max(500).default(''),
})

/** 会商 brings departments to a table, 吹哨 brings them to a place by a deadline. */
export function callMeeting(services: Services, actor: Actor, input: z.output<typeof meetSchema>) {
  return withCase(services, actor, input, async ({ trx, record, at }) => {
    mustBeOpen(record)
    const lngLat = input.lngLat ?? lngLatOf(record)
    const isWhistle = input.kind === 'whistle'
    if (isWhistle && !lngLat)
      throw refuse('MISSING_PLACE', '吹哨须有地点', 'A whistle needs a place', 'lngLat')
    if (new Date(input.deadlineAt) <= at)
      throw refuse('PAST_TIME', '时间须在将来', 'The time is past', 'deadlineAt')
    const meeting = await trx
      .insertInto('case_meeting')
      .values({
        case_id: record.case_id,
        kind: input.kind,
        topic: input.topic,
        place: input.place,
        lng: lngLat?.[0] ?? null,
        lat: lngLat?.[1] ?? null,
        radius_meters: isWhistle ? input.radiusMeters : null,
        deadline_at: input.deadlineAt,
        pauses_clock: !isWhistle && input.pausesClock,
        at,
        by_name: actor.name,
        by_department_id: actor.departmentIds[0] ?? null,
        scope_area_id: record.scope_area_id,
      })
      .returning('meeting_id')
      .executeTakeFirstOrThrow()
    const departmentIds = [...new Set(input.departmentIds)]
    await trx
      .insertInto('case_meeting_party')
      .values(
        departmentIds.map((department_id) => ({
          meeting_id: meeting.meeting_id,
          department_id,
          scope_area_id: record.scope_area_id,
        })),
      )
      .execute()
    const by = stepActorOf(actor, record)
    const data = { meetingId: meeting.meeting_id, departmentIds, deadlineAt: input.deadlineAt }
    if (!isWhistle && input.pausesClock) {
      const set = await startPause(trx, record, {
        at,
        reasonCode: 'consult',
        reason: input.topic,
        requestId: null,
      })
      await changeCase(trx, record.case_id, { verb: 'consult', note: input.topic, data, set }, by, at)
    } else await writeWork(trx, record, { verb: input.kind, note: input.topic, data }, by, at)
    for (const department_id of departmentIds)
      await noticeRoles(
        trx,
        ['department_handler'],
        { ...record, department_id },
        {
          kind: input.kind,
          zh: isWhistle ? `吹哨：${input.topic}，请按时到场报到` : `会商：${input.topic}`,
          en: isWhistle ? `Whistle: ${input.topic}; check in on site in time` : `Consult: ${input.topic}`,
          at,
          isUrgent: isWhistle,
        },
      )
    return { meetingId: meeting.meeting_id }
  })
}

/** 报到: counts only within the fence; whoever comes late is written down as late. */
export function checkIn(services: Services, actor: Actor, input: z.output<typeof checkInSchema>) {
  return withCase(services, actor, input, async ({ trx, record, at }) => {
    const meeting = await openMeeting(trx, record, input.meetingId)
    if (!actor.departmentIds.includes(input.departmentId) && !actor.roles.includes('admin'))
      throw refuse('FORBIDDEN_OTHER_DEPARTMENT', '只能为本部门报到', 'Only for your own department')
    if (meeting.lng === null || meeting.lat === null || meeting.radius_meters === null)
      throw refuse('NOT_A_WHISTLE', '会商不用报到', 'A consult has no check-in')
    const distanceMeters = haversineDistanceMeters(input.lngLat, [meeting.lng, meeting.lat])
    if (distanceMeters > meeting.radius_meters)
      throw refuse(
        'OUTSIDE_FENCE',
        `距集合地点 ${Math.round(distanceMeters)} 米，须在 ${meeting.radius_meters} 米以内`,
        `${Math.round(distanceMeters)} m from the place; within ${meeting.radius_meters} m counts`,
        'lngLat',
      )
    const came = await trx
      .updateTable('case_meeting_party')
      .set({
        came_at: at,
        came_name: actor.name,
        lng: input.lngLat[0],
        lat: input.lngLat[1],
        distance_meters: distanceMeters,
      })
      .where('meeting_id', '=', meeting.meeting_id)
      .where('department_id', '=', input.departmentId)
      .where('came_at', 'is', null)
      .returning('department_id')
      .executeTakeFirst()
    if (!came)
      throw refuse('NOT_CALLED', '没有叫到该部门，或已报到', 'It was not called, or has checked in already')
    const isLate = at > meeting.deadline_at
    const data = { meetingId: meeting.meeting_id, distanceMeters: Math.round(distanceMeters), isLate }
    const note = isLate ? '迟到' : '按时到场'
    await writeWork(
      trx,
      record,
      { verb: 'check_in', note, data, departmentId: input.departmentId },
      stepActorOf(actor, record),
      at,
    )
    return { distanceMeters: Math.round(distanceMeters), isLate }
  })
}

/** Minutes and decision end it; a clock that stood for it runs on. */
export function concludeMeeting(services: Services, actor: Actor, input: z.output<typeof concludeSchema>) {
  return withCase(services, actor, input, async ({ trx, record, at }) => {
    const meeting = await openMeeting(trx, record, input.meetingId)
    mustBeCaller(actor, meeting)
    await trx
      .updateTable('case_meeting')
      .set({ state: 'done', minutes: input.minutes, decision: input.decision, done_at: at })
      .where('meeting_id', '=', meeting.meeting_id)
      .execute()
    const by = stepActorOf(actor, record)
    const data = { meetingId: meeting.meeting_id, decision: input.decision }
    const note = input.decision
    const isStanding = meeting.pauses_clock && record.clock_paused_at !== null && record.state !== 'shelved'
    if (!isStanding) await writeWork(trx, record, { verb: 'decide', note, data }, by, at)
    else {
      const set = await endPause(trx, record, at)
      await changeCase(trx, record.case_id, { verb: 'decide', note, data, set }, by, at)
    }
    return { meetingId: meeting.meeting_id }
  })
}

/** The subdistrict scores whom it called: whether they came and whether it helped. */
export function scoreParty(services: Services, actor: Actor, input: z.output<typeof scoreSchema>) {
  return withCase(services, actor, input, async ({ trx, record }) => {
    const meeting = await trx
      .selectFrom('case_meeting')
      .select(['meeting_id', 'by_department_id', 'by_name', 'kind'])
      .where('meeting_id', '=', input.meetingId)
      .where('case_id', '=', record.case_id)
      .executeTakeFirst()
    if (meeting?.kind !== 'whistle')
      throw refuse('MEETING_NOT_FOUND', '没有这次吹哨', 'There is no such whistle')
    mustBeCaller(actor, meeting)
    if (actor.departmentIds.includes(input.departmentId))
      throw refuse('FORBIDDEN_SAME_DEPARTMENT', '不能给本部门打分', 'Nobody scores their own department')
    const scored = await trx
      .updateTable('case_meeting_party')
      .set({ score: input.score, score_note: input.note })
      .where('meeting_id', '=', meeting.meeting_id)
      .where('department_id', '=', input.departmentId)
      .returning('department_id')
      .executeTakeFirst()
    if (!scored) throw refuse('NOT_CALLED', '没有叫到该部门', 'It was not called')
    return { score: input.score }
  })
}

async function openMeeting(trx: Trx, record: CaseRecord, meetingId: number) {
  const meeting = await trx
    .selectFrom('case_meeting')
    .selectAll()
    .where('meeting_id', '=', meetingId)
    .where('case_id', '=', record.case_id)
    .forUpdate()
    .executeTakeFirst()
  if (!meeting) throw refuse('MEETING_NOT_FOUND', '没有这次会商或吹哨', 'There is no such meeting')
  if (meeting.state !== 'open') throw refuse('MEETING_DONE', '已经结束', 'It is over')
  return meeting
}

function mustBeCaller(
  actor: Actor,
  meeting: { readonly by_department_id: number | null; readonly by_name: string },
): void {
  const isCenter = actor.roles.some(
    (role) => role === 'admin' || role === 'shift_leader' || role === 'dispatcher',
  )
  const isTheirs = meeting.by_department_id !== null && actor.departmentIds.includes(meeting.by_department_id)
  if (!isCenter && !isTheirs && meeting.by_name !== actor.name)
    throw refuse('FORBIDDEN_NOT_CALLER', '只有召集方可以', 'Only whoever called it may')
}
