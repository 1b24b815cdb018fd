import type { Kysely } from 'kysely'
import { listLimits } from '../basis/find-category.ts'
import { readCalendar } from '../basis/read-calendar.ts'
import { addTime } from '../clocks/add-time.ts'
import { type Limit, limitsFor } from '../clocks/deadlines.ts'
import { withScope } from '../db/client.ts'
import type { Database } from '../db/schema.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import { maskName, maskPhone } from '../reports/mask-personal.ts'
import type { Services } from '../services.ts'
import { actionsFor } from './actions-for.ts'
import { findAppraisal } from './appraise-case.ts'
import { CASE_COLUMNS, type CaseRecord, lngLatOf, PLACE_COLUMNS } from './case-row.ts'
import { getCaseRow } from './case-rows.ts'
import { factsOf } from './facts-of.ts'
import { listNearby } from './list-nearby.ts'
import { listWork } from './list-work.ts'

/** A case with its timeline, evidence, clocks, what may be done next, and what lies nearby. Reporters are masked. */
export async function getCase(services: Services, actor: Actor, caseId: number) {
  const now = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    const record = await trx
      .selectFrom('case_record')
      .select([...CASE_COLUMNS, ...PLACE_COLUMNS])
      .where('case_id', '=', caseId)
      .executeTakeFirst()
    if (!record) throw new CodedError('not_found', 'CASE_NOT_FOUND', '没有这个案件', 'There is no such case')
    const row = await getCaseRow(trx, caseId, now)
    return {
      ...row,
      timestamps: timestampsOf(record),
      locateReason: record.locate_reason,
      departmentReason: record.department_reason,
      ruleReason: record.rule_reason,
      isAutoDispatched: record.auto_dispatched,
      limits: await limitsOf(trx, record),
      steps: await listSteps(trx, caseId),
      reports: await listReports(trx, caseId),
      attachments: await listAttachments(trx, caseId),
      part: await findPart(trx, record.part_id),
      actions: actionsFor(await factsOf(trx, record, await allLimits(trx, record)), actor),
      nearby: await listNearby(trx, lngLatOf(record), record.case_id),
      returnCount: record.return_count,
      reworkCount: record.rework_count,
      closeReason: record.close_reason,
      closureLevel: record.closure_level,
      isBackdated: record.is_backdated,
      isBound: record.is_bound,
      isSelfHandled: record.is_self_handled,
      evaluation: record.evaluation,
      appraisal: record.state === 'closed' ? await findAppraisal(trx, caseId) : null,
      work: await listWork(trx, record, actor),
      sourceSystem: record.source_system,
    }
  })
}

function timestampsOf(record: CaseRecord) {
  const iso = (at: Date | null) => at?.toISOString() ?? null
  return {
    reportedAt: record.reported_at.toISOString(),
    acceptedAt: iso(record.accepted_at),
    registeredAt: iso(record.registered_at),
    dispatchedAt: iso(record.dispatched_at),
    signedAt: iso(record.signed_at),
    handledAt: iso(record.handled_at),
    fedBackAt: iso(record.fed_back_at),
    checkedAt: iso(record.checked_at),
    closedAt: iso(record.closed_at),
  }
}

async function allLimits(db: Kysely<Database>, record: CaseRecord): Promise<readonly Limit[]> {
  if (record.category_id === null) return []
  return (await listLimits(db, [record.category_id])).get(record.category_id) ?? []
}

async function limitsOf(db: Kysely<Database>, record: CaseRecord) {
  const all = await allLimits(db, record)
  const limits = limitsFor(all, record.condition, record.stage_step)
  const calendar = await readCalendar(db)
  const started = {
    dispatch: record.reported_at,
    handle: record.dispatched_at,
    check: record.fed_back_at,
    total: record.registered_at,
  }
  return limits.map(({ stage, clock, amount, stepName = '', stepNameEn = '' }) => {
    const from = started[stage]
    const dueAtMs = from && addTime(calendar, clock, amount, from.getTime())
    return {
      stage,
      clock,
      amount,
      stepName,
      stepNameEn,
      dueAt: dueAtMs ? new Date(dueAtMs).toISOString() : null,
    }
  })
}

async function listSteps(db: Kysely<Database>, caseId: number) {
  const rows = await db
    .selectFrom('case_step')
    .leftJoin('department', 'department.department_id', 'case_step.department_id')
    .leftJoin('unit', 'unit.unit_id', 'case_step.unit_id')
    .select([
      'step_id',
      'verb',
      'from_state',
      'to_state',
      'at',
      'actor_name',
      'actor_role',
      'department.name as department_name',
      'department.name_en as department_name_en',
      'unit.name as unit_name',
      'unit.name_en as unit_name_en',
      'note',
      'data',
    ])
    .where('case_step.case_id', '=', caseId)
    .orderBy('at')
    .orderBy('step_id')
    .execute()
  return rows.map((row) => ({
    stepId: row.step_id,
    verb: row.verb,
    fromState: row.from_state,
    toState: row.to_state,
    at: row.at.toISOString(),
    actorName: row.actor_name,
    actorRole: row.actor_role,
    departmentName: row.department_name ?? '',
    departmentNameEn: row.department_name_en ?? '',
    unitName: row.unit_name ?? '',
    unitNameEn: row.unit_name_en ?? '',
    note: row.note,
    data: row.data,
  }))
}

async function listReports(db: Kysely<Database>, caseId: number) {
  const rows = await db
    .selectFrom('report')
    .leftJoin('report_private', 'report_private.report_id', 'report.report_id')
    .select([
      'report.report_id',
      'channel',
      'description',
      'reported_at',
      'coordinate_system',
      'reporter_name',
      'reporter_phone',
      'is_confidential',
    ])
    .where((is) =>
      is.or([
        is('report.case_id', '=', caseId),
        // Whoever reported what was merged into it stays to be answered.
        is('report.case_id', 'in', (eb) =>
          eb
            .selectFrom('case_record')
            .select('case_id')
            .where('master_case_id', '=', caseId)
            .where('family', '=', 'merged'),
        ),
      ]),
    )
    .orderBy('reported_at')
    .orderBy('report.report_id')
    .execute()
  return rows.map((row) => ({
    reportId: row.report_id,
    channel: row.channel,
    description: row.description,
    reportedAt: row.reported_at.toISOString(),
    coordinateSystem: row.coordinate_system,
    isConfidential: row.is_confidential,
    reporterMasked: row.is_confidential
      ? { name: '', phone: '' }
      : { name: maskName(row.reporter_name), phone: maskPhone(row.reporter_phone) },
  }))
}

async function listAttachments(db: Kysely<Database>, caseId: number) {
  const rows = await db
    .selectFrom('case_attachment')
    .innerJoin('attachment', 'attachment.sha256', 'case_attachment.sha256')
    .select(['attachment.sha256', 'mime', 'role', 'at'])
    .where('case_id', '=', caseId)
    .orderBy('at')
    .orderBy('ordinal')
    .execute()
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}

async function findPart(db: Kysely<Database>, partId: number | null) {
  if (partId === null) return null
  const part = await db
    .selectFrom('part')
    .select(['part_id as partId', 'code', 'name', 'name_en as nameEn', 'condition'])
    .where('part_id', '=', partId)
    .executeTakeFirst()
  return part ?? null
}
