import { type Kysely, sql } from 'kysely'
import { type ClockLevel, clockLevelAt, deadlinesOf, type Limit } from '../../clocks/deadlines.ts'
import type { WorkCalendar } from '../../clocks/work-calendar.ts'
import type { Database } from '../../db/schema.ts'

export type MovedCase = {
  readonly caseId: number
  readonly number: string
  readonly scopeAreaId: number
  /** The deadline that moves, the one to be met first where both do: from here … */
  readonly fromDueAt: Date | null
  /** … to here. */
  readonly toDueAt: Date
  readonly dueAt: Date
  readonly handleDueAt: Date | null
  readonly warnAt: Date
  readonly fromLevel: ClockLevel
  readonly level: ClockLevel
}

/** The open cases whose clock would move under these limits and this calendar, as their steps and changes stand; and how many are open. */
export async function deadlinesUnder(
  db: Kysely<Database>,
  {
    categoryId,
    limitsOf,
    calendar,
    dueFrom,
    at,
    isLocked = false,
  }: {
    /** Of all where left out. */
    readonly categoryId?: number
    readonly limitsOf: (categoryId: number | null) => readonly Limit[]
    readonly calendar: WorkCalendar
    /** Only those that are due from then on. */
    readonly dueFrom?: Date
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
      'category_id',
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
    .where(sql<boolean>`state not in ('closed','canceled')`)
    // A merged case runs on its master's clock.
    .where(sql<boolean>`family is distinct from 'merged'`)
    .$if(categoryId !== undefined, (query) => query.where('category_id', '=', categoryId!))
    .$if(dueFrom !== undefined, (query) =>
      query.where(sql<boolean>`greatest(due_at, handle_due_at) >= ${dueFrom}`),
    )
    .orderBy('case_id')
    .$if(isLocked, (query) => query.forUpdate())
    .execute()
  const moved = rows.flatMap((row): MovedCase[] => {
    const deadlines = deadlinesOf({
      calendar,
      limits: limitsOf(row.category_id),
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
    const dueAt = new Date(deadlines.dueAtMs)
    const handleDueAt = deadlines.handleDueAtMs === null ? null : new Date(deadlines.handleDueAtMs)
    const [first, firstNow] = [earlier(row.due_at, row.handle_due_at), earlier(dueAt, handleDueAt)!]
    const isFirstMoved = first?.getTime() !== firstNow.getTime()
    return [
      {
        caseId: row.case_id,
        number: row.number,
        scopeAreaId: row.scope_area_id,
        fromDueAt: isFirstMoved ? first : row.due_at,
        toDueAt: isFirstMoved ? firstNow : dueAt,
        dueAt,
        handleDueAt,
        warnAt: new Date(deadlines.warnAtMs),
        fromLevel: row.clock_level,
        level: clockLevelAt(deadlines, row.state, (row.clock_paused_at ?? at).getTime()),
      },
    ]
  })
  return { open: rows.length, moved }
}

/** What a case must meet first. */
function earlier(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) return a ?? b
  return a < b ? a : b
}
