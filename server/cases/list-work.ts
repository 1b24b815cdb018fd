import type { Kysely } from 'kysely'
import type { Database } from '../db/schema.ts'
import type { Actor } from '../identity/actor.ts'
import type { CaseRecord } from './case-row.ts'
import { approverOfLevel } from './work/approver-of.ts'
import { listMergeSuggestions } from './work/list-merge-suggestions.ts'

const iso = (at: Date | null) => at?.toISOString() ?? null

/** Everything that goes on beside a case's steps: requests, pauses, family, tasks, meetings, orders, call-backs. */
export async function listWork(db: Kysely<Database>, record: CaseRecord, actor: Actor) {
  const caseId = record.case_id
  return {
    isPaused: record.clock_paused_at !== null,
    requests: await listRequests(db, caseId, actor),
    pauses: await listPauses(db, caseId),
    family: await listFamily(db, record),
    suggestions: await listMergeSuggestions(db, record),
    tasks: await listTasks(db, caseId),
    meetings: await listMeetings(db, caseId),
    orders: await listOrders(db, caseId),
    callbacks: await listCallbacks(db, caseId),
  }
}

async function listRequests(db: Kysely<Database>, caseId: number, actor: Actor) {
  const rows = await db
    .selectFrom('case_request')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('asked_at')
    .execute()
  return rows.map((row) => {
    const approver = approverOfLevel(row.level)
    const isOwn =
      row.asked_by === actor.userId ||
      (row.asked_department_id !== null && actor.departmentIds.includes(row.asked_department_id))
    return {
      requestId: row.request_id,
      kind: row.kind,
      state: row.state,
      reason: row.reason,
      evidenceCount: row.evidence.length,
      clock: row.clock,
      amount: row.amount,
      until: iso(row.until),
      ownerName: row.owner_name,
      askedAt: row.asked_at.toISOString(),
      askedName: row.asked_name,
      decidedName: row.decided_name,
      decision: row.decision,
      approver: { zh: approver.zh, en: approver.en },
      mayDecide:
        row.state === 'pending' && !isOwn && actor.roles.some((role) => approver.roles.includes(role)),
    }
  })
}

async function listPauses(db: Kysely<Database>, caseId: number) {
  const rows = await db
    .selectFrom('case_pause')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('from_at')
    .execute()
  return rows.map((row) => ({
    pauseId: row.pause_id,
    reasonCode: row.reason_code,
    reason: row.reason,
    fromAt: row.from_at.toISOString(),
    untilAt: iso(row.until_at),
  }))
}

async function listFamily(db: Kysely<Database>, record: CaseRecord) {
  const members = await db
    .selectFrom('case_record')
    .leftJoin('department', 'department.department_id', 'case_record.department_id')
    .select([
      'case_id as caseId',
      'number',
      'state',
      'family',
      'description',
      'department.name as departmentName',
      'department.name_en as departmentNameEn',
    ])
    .where((is) =>
      is.or([is('master_case_id', '=', record.case_id), is('case_id', '=', record.master_case_id ?? 0)]),
    )
    .orderBy('case_id')
    .execute()
  return {
    master: members.find((one) => one.caseId === record.master_case_id) ?? null,
    members: members.filter((one) => one.caseId !== record.master_case_id),
  }
}

async function listTasks(db: Kysely<Database>, caseId: number) {
  const rows = await db
    .selectFrom('case_task')
    .leftJoin('department', 'department.department_id', 'case_task.department_id')
    .leftJoin('unit', 'unit.unit_id', 'case_task.unit_id')
    .selectAll('case_task')
    .select([
      'department.name as department_name',
      'department.name_en as department_name_en',
      'unit.name as unit_name',
      'unit.name_en as unit_name_en',
    ])
    .where('case_id', '=', caseId)
    .orderBy('task_id')
    .execute()
  return rows.map((row) => ({
    taskId: row.task_id,
    kind: row.kind,
    state: row.state,
    title: row.title,
    departmentId: row.department_id,
    departmentName: row.department_name ?? '',
    departmentNameEn: row.department_name_en ?? '',
    unitName: row.unit_name ?? '',
    unitNameEn: row.unit_name_en ?? '',
    reason: row.reason,
    dueAt: iso(row.due_at),
    result: row.result,
    note: row.note,
    doneAt: iso(row.done_at),
    doneName: row.done_name,
    distanceMeters: row.distance_meters === null ? null : Math.round(row.distance_meters),
  }))
}

async function listMeetings(db: Kysely<Database>, caseId: number) {
  const meetings = await db
    .selectFrom('case_meeting')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('at')
    .execute()
  const parties =
    meetings.length === 0
      ? []
      : await db
          .selectFrom('case_meeting_party')
          .innerJoin('department', 'department.department_id', 'case_meeting_party.department_id')
          .selectAll('case_meeting_party')
          .select(['department.name', 'department.name_en'])
          .where(
            'meeting_id',
            'in',
            meetings.map((meeting) => meeting.meeting_id),
          )
          .orderBy('case_meeting_party.department_id')
          .execute()
  return meetings.map((meeting) => ({
    meetingId: meeting.meeting_id,
    kind: meeting.kind,
    topic: meeting.topic,
    place: meeting.place,
    radiusMeters: meeting.radius_meters,
    deadlineAt: meeting.deadline_at.toISOString(),
    pausesClock: meeting.pauses_clock,
    minutes: meeting.minutes,
    decision: meeting.decision,
    state: meeting.state,
    byName: meeting.by_name,
    parties: parties
      .filter((party) => party.meeting_id === meeting.meeting_id)
      .map((party) => ({
        departmentId: party.department_id,
        name: party.name,
        nameEn: party.name_en,
        cameAt: iso(party.came_at),
        isLate: party.came_at !== null && party.came_at > meeting.deadline_at,
        distanceMeters: party.distance_meters === null ? null : Math.round(party.distance_meters),
        score: party.score,
      })),
  }))
}

async function listOrders(db: Kysely<Database>, caseId: number) {
  const rows = await db
    .selectFrom('oversight_order')
    .innerJoin('department', 'department.department_id', 'oversight_order.department_id')
    .selectAll('oversight_order')
    .select(['department.name', 'department.name_en'])
    .where('case_id', '=', caseId)
    .orderBy('at')
    .execute()
  return rows.map((row) => ({
    orderId: row.order_id,
    kind: row.kind,
    level: row.level,
    departmentId: row.department_id,
    departmentName: row.name,
    departmentNameEn: row.name_en,
    requirement: row.requirement,
    dueAt: row.due_at.toISOString(),
    byName: row.by_name,
    reply: row.reply,
    repliedAt: iso(row.replied_at),
    isEscalated: row.escalated_at !== null,
  }))
}

async function listCallbacks(db: Kysely<Database>, caseId: number) {
  const rows = await db
    .selectFrom('case_callback')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('at')
    .execute()
  return rows.map((row) => ({
    callbackId: row.callback_id,
    reportId: row.report_id,
    outcome: row.outcome,
    isResponded: row.is_responded,
    isResolved: row.is_resolved,
    isSatisfied: row.is_satisfied,
    note: row.note,
    at: row.at.toISOString(),
    byName: row.by_name,
    excluded: row.excluded,
    excludeReason: row.exclude_reason,
    excludeAskedBy: row.excluded_by,
  }))
}
