import { type Kysely, sql } from 'kysely'
import { type ClockLevel, clockLevelAt, deadlinesOf, type Limit } from '../../clocks/deadlines.ts'
import type { WorkCalendar } from '../../clocks/work-calendar.ts'
import type { Database } from '../../db/schema.ts'

export type MovedCase = {
  readonly caseId: number
  readonly number: string
  readonly scopeAreaId: number
  readonly fromDueAt: Date | null
  readonly dueAt: Date
  readonly handleDueAt: Date | null
  readonly warnAt: Date
  readonly fromLevel: ClockLevel
  readonly level: ClockLevel
}

/** The open cases of a category whose clock would move under these limits, as their steps and changes stand; and how many are open. */
export async function deadlinesUnder(
  db: Kysely<Database>,
  {
    categoryId,
    limits,
    calendar,
    at,
    isLocked = false,
  }: {
    readonly categoryId: number
    readonly limits: readonly Limit[]
    readonly calendar: WorkCalendar
    readonly at: Date
    readonly isLocked?: boolean
  },
): Promise<{ readonly open: number; readonly moved: readonly MovedCase[] }> {
  const rows = await db
    .selectFrom('case_record')
    .select([
      'case_id',
      'number',
      'scope_area_id',
      'state',
      'condition',
      'stage_step',
      'reported_at',
      'registered_at',
      'dispatched_at',
      'due_at',
      'handle_due_at',
      'warn_at',
      'clock_level',
      'clock_paused_at',
      'clock_changes',
    ])
    .where('category_id', '=', categoryId)
    .where(sql<boolean>`state not in ('closed','canceled')`)
    // A merged case runs on its master's clock.
    .where(sql<boolean>`family is distinct from 'merged'`)
    .orderBy('case_id')
    .$if(isLocked, (query) => query.forUpdate())
    .execute()
  const moved = rows.flatMap((row): MovedCase[] => {
    const deadlines = deadlinesOf({
      calendar,
      limits,
      state: row.state,
      reportedAtMs: row.reported_at.getTime(),
      registeredAtMs: row.registered_at?.getTime() ?? null,
      dispatchedAtMs: row.dispatched_at?.getTime() ?? null,
      condition: row.condition,
      stageStep: row.stage_step,
      changes: row.clock_changes,
    })
    const isSame =
      row.due_at?.getTime() === deadlines.dueAtMs &&
      (row.handle_due_at?.getTime() ?? null) === deadlines.handleDueAtMs
    if (isSame) return []
    return [
      {
        caseId: row.case_id,
        number: row.number,
        scopeAreaId: row.scope_area_id,
        fromDueAt: earlier(row.due_at, row.handle_due_at),
        dueAt: new Date(deadlines.dueAtMs),
        handleDueAt: deadlines.handleDueAtMs === null ? null : new Date(deadlines.handleDueAtMs),
        warnAt: new Date(deadlines.warnAtMs),
        fromLevel: row.clock_level,
        level: clockLevelAt(deadlines, row.state, (row.clock_paused_at ?? at).getTime()),
      },
    ]
  })
  return { open: rows.length, moved }
}

/** What a case must meet first. */
export function earlier(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) return a ?? b
  return a < b ? a : b
}
