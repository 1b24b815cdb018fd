import { sql, type Transaction, type UpdateObject } from 'kysely'
import type { Category } from '../basis/find-category.ts'
import { type ClockChanges, clockLevelAt, deadlinesOf } from '../clocks/deadlines.ts'
import type { WorkCalendar } from '../clocks/work-calendar.ts'
import type { Database } from '../db/schema.ts'
import { appendEvent } from '../events/append-event.ts'
import type { CaseState, CaseVerb } from '../exchange/bundle.ts'
import { logByItself } from '../shifts/log-by-itself.ts'
import { caseEventOf } from './case-events.ts'
import { CASE_COLUMNS, type CaseRecord, lngLatOf, PLACE_COLUMNS } from './case-row.ts'
import { findClosureLevel } from './find-closure-level.ts'
import type { WorkVerb } from './work-verb.ts'

/** Who took a step: a person, or a rule. */
export type StepActor = {
  readonly userId: string | null
  readonly name: string
  readonly role: string
  /** The department that the person belongs to; null for a rule, a resident, or where none is known. */
  readonly departmentId: number | null
}

/** Columns that a step changes; values, or expressions for a place. */
export type CaseChange = UpdateObject<Database, 'case_record'>

export type CaseStep = {
  readonly verb: Exclude<CaseVerb, 'report'> | WorkVerb
  readonly toState: CaseState
  /** What changes besides state, version, clocks and `updated_at`. */
  readonly set: CaseChange
  readonly note: string
  readonly data?: Readonly<Record<string, unknown>>
}

export type StepBasis = {
  readonly at: Date
  readonly calendar: WorkCalendar
  /** The case's category after the step. */
  readonly category: Category | undefined
}

/**
 * Writes one step of a case: the row at its next version with its clocks, the version before it to history,
 * the step of its timeline and the event, all in the caller's transaction. The row must be locked.
 */
export async function writeStep(
  trx: Transaction<Database>,
  before: CaseRecord,
  step: CaseStep,
  actor: StepActor,
  basis: StepBasis,
): Promise<CaseRecord> {
  const after = await trx
    .updateTable('case_record')
    .set({
      ...step.set,
      ...(await closureColumns(trx, before, step)),
      ...clockColumns(before, step, basis),
      state: step.toState,
      version: before.version + 1,
      updated_at: basis.at,
    })
    .where('case_id', '=', before.case_id)
    .returning([...CASE_COLUMNS, ...PLACE_COLUMNS])
    .executeTakeFirstOrThrow()
  if (after.scope_area_id !== before.scope_area_id) await moveScope(trx, after)
  // What has ended is nobody's any more.
  if (isFinished(after.state) && !isFinished(before.state))
    await trx.deleteFrom('case_claim').where('case_id', '=', after.case_id).execute()
  await trx
    .updateTable('case_history')
    .set({ valid: sql<string>`tstzrange(lower(valid), greatest(lower(valid), ${basis.at}::timestamptz))` })
    .where('case_id', '=', after.case_id)
    .where('version', '=', before.version)
    .execute()
  await recordStep(
    trx,
    after,
    { ...step, fromState: before.state, fromScopeAreaId: before.scope_area_id },
    actor,
    basis.at,
  )
  return after
}

function isFinished(state: CaseState): boolean {
  return state === 'closed' || state === 'canceled'
}

/** At which level it is closed; one that is opened again has none. */
async function closureColumns(
  trx: Transaction<Database>,
  before: CaseRecord,
  { toState }: CaseStep,
): Promise<CaseChange> {
  if (toState === before.state) return {}
  return { closure_level: toState === 'closed' ? await findClosureLevel(trx, before) : null }
}

/** The rows that follow a case's new version: history, timeline, event. Also for a case just reported. */
export async function recordStep(
  trx: Transaction<Database>,
  after: CaseRecord,
  step: {
    readonly verb: CaseVerb | WorkVerb
    readonly fromState: CaseState | null
    /** The leaf area that it lay in before. */
    readonly fromScopeAreaId?: number
    readonly note: string
    readonly data?: Readonly<Record<string, unknown>>
  },
  actor: StepActor,
  at: Date,
): Promise<void> {
  const hasMoved = step.fromScopeAreaId !== undefined && step.fromScopeAreaId !== after.scope_area_id
  await trx
    .insertInto('case_history')
    .values({
      case_id: after.case_id,
      version: after.version,
      valid: sql<string>`tstzrange(${at}::timestamptz, null)`,
      state: after.state,
      department_id: after.department_id,
      unit_id: after.unit_id,
      duty_grid_id: after.duty_grid_id,
      category_id: after.category_id,
      scope_area_id: after.scope_area_id,
    })
    .execute()
  await trx
    .insertInto('case_step')
    .values({
      case_id: after.case_id,
      version: after.version,
      verb: step.verb,
      from_state: step.fromState,
      to_state: after.state,
      at,
      recorded_at: at,
      actor_user_id: actor.userId,
      actor_name: actor.name,
      actor_role: actor.role,
      // A dispatch names whom it was sent to, every other step who took it.
      department_id: step.verb === 'dispatch' ? after.department_id : actor.departmentId,
      unit_id: after.unit_id,
      note: step.note,
      data: JSON.stringify(step.data ?? {}),
      scope_area_id: after.scope_area_id,
    })
    .execute()
  if (after.severity === 'urgent' && (step.verb === 'report' || step.verb === 'classify'))
    await logByItself(trx, {
      cause: 'urgent',
      key: String(after.case_id),
      at,
      zh: `紧急案件：${after.address || '位置待定'}`,
      en: `Urgent case: ${after.address || 'place not known yet'}`,
      caseId: after.case_id,
    })
  await appendEvent(trx, {
    type: caseEventOf(step.verb),
    at,
    scopeAreaId: after.scope_area_id,
    entity: 'case',
    entityId: String(after.case_id),
    actor: actor.userId ?? '',
    data: {
      ...eventData(after, step.fromState),
      // Screens of the area that it leaves are told so.
      ...(hasMoved && { fromScopeAreaId: step.fromScopeAreaId }),
    },
  })
}

/** What an event says of a case: ids and places, nothing of persons. */
function eventData(record: CaseRecord, fromState: CaseState | null): Record<string, unknown> {
  return {
    number: record.number,
    state: record.state,
    fromState,
    version: record.version,
    categoryId: record.category_id,
    dutyGridId: record.duty_grid_id,
    departmentId: record.department_id,
    unitId: record.unit_id,
    clockLevel: record.clock_level,
    severity: record.severity,
    lngLat: lngLatOf(record),
  }
}

/** Clocks run from what the step leaves behind; a finished case keeps the ones it had. */
function clockColumns(before: CaseRecord, step: CaseStep, basis: StepBasis): CaseChange {
  if (step.toState === 'closed' || step.toState === 'canceled') return {}
  const at = (column: 'registered_at' | 'dispatched_at'): number | null => {
    const value: unknown = column in step.set ? step.set[column] : before[column]
    return value instanceof Date ? value.getTime() : null
  }
  const changed = <Column extends 'condition' | 'stage_step' | 'clock_paused_at'>(column: Column) =>
    (column in step.set ? step.set[column] : before[column]) as CaseRecord[Column]
  const deadlines = deadlinesOf({
    calendar: basis.calendar,
    limits: basis.category?.limits ?? [],
    state: step.toState,
    reportedAtMs: before.reported_at.getTime(),
    registeredAtMs: at('registered_at'),
    dispatchedAtMs: at('dispatched_at'),
    condition: changed('condition'),
    stageStep: changed('stage_step'),
    changes: 'clock_changes' in step.set ? parsed(step.set.clock_changes) : before.clock_changes,
  })
  const pausedAt = changed('clock_paused_at')
  return {
    due_at: new Date(deadlines.dueAtMs),
    handle_due_at: deadlines.handleDueAtMs === null ? null : new Date(deadlines.handleDueAtMs),
    warn_at: new Date(deadlines.warnAtMs),
    clock_level: clockLevelAt(deadlines, step.toState, (pausedAt ?? basis.at).getTime()),
  }
}

function parsed(changes: unknown): ClockChanges | null {
  return typeof changes === 'string' ? (JSON.parse(changes) as ClockChanges) : null
}

const WORK_TABLES = [
  'case_request',
  'case_pause',
  'case_link',
  'case_task',
  'case_meeting',
  'oversight_order',
  'case_callback',
  'case_presence',
  'case_claim',
] as const

/** Everything that hangs on a case follows it into its new area, or else its past would stay hidden from those in charge. */
async function moveScope(trx: Transaction<Database>, after: CaseRecord): Promise<void> {
  const { case_id, scope_area_id } = after
  await trx.updateTable('case_history').set({ scope_area_id }).where('case_id', '=', case_id).execute()
  await trx.updateTable('case_step').set({ scope_area_id }).where('case_id', '=', case_id).execute()
  await trx.updateTable('case_attachment').set({ scope_area_id }).where('case_id', '=', case_id).execute()
  for (const table of WORK_TABLES)
    await trx.updateTable(table).set({ scope_area_id }).where('case_id', '=', case_id).execute()
  await trx
    .updateTable('case_meeting_party')
    .set({ scope_area_id })
    .where('meeting_id', 'in', (eb) =>
      eb.selectFrom('case_meeting').select('meeting_id').where('case_id', '=', case_id),
    )
    .execute()
  await trx.updateTable('report').set({ scope_area_id }).where('case_id', '=', case_id).execute()
}
