import type { CaseState, LimitClock, LimitStage } from '../exchange/bundle.ts'
import { addTime } from './add-time.ts'
import type { WorkCalendar } from './work-calendar.ts'

/** Amount is minutes for urgent and work_hours, days for work_days and natural_days. */
export type Limit = { readonly stage: LimitStage; readonly clock: LimitClock; readonly amount: number }
export type ClockLevel = 'normal' | 'near' | 'overdue'

/** The part of a limit that passes before a case counts as near: the last 20 % warns. */
const WARN_SHARE = 0.8
/** Where a category has no limit for intake (Taiyuan: open and dispatch within 30 minutes). */
const INTAKE_LIMIT: Limit = { stage: 'dispatch', clock: 'urgent', amount: 30 }
/** Where a category has no limit for the whole. */
const TOTAL_LIMIT: Limit = { stage: 'total', clock: 'work_days', amount: 5 }

export type DeadlineInput = {
  readonly calendar: WorkCalendar
  readonly limits: readonly Limit[]
  readonly state: CaseState
  readonly reportedAtMs: number
  readonly registeredAtMs: number | null
  readonly dispatchedAtMs: number | null
}
export type Deadlines = {
  /** Intake before registration, the whole case after it. */
  readonly dueAtMs: number
  readonly handleDueAtMs: number | null
  /** When the running limit has used 80 % of its amount on its own clock. */
  readonly warnAtMs: number
  /** The limit that runs now. */
  readonly running: Limit
}

/** When a case is due. Before registration the intake limit runs from the report, then the total one from registration. */
export function deadlinesOf(input: DeadlineInput): Deadlines {
  const { calendar, limits, registeredAtMs, dispatchedAtMs } = input
  const limit = wholeLimit(limits, registeredAtMs !== null)
  const fromMs = registeredAtMs ?? input.reportedAtMs
  const dueAtMs = addTime(calendar, limit.clock, limit.amount, fromMs)
  const handle = limits.find((candidate) => candidate.stage === 'handle')
  const handleDueAtMs =
    handle && dispatchedAtMs !== null ? addTime(calendar, handle.clock, handle.amount, dispatchedAtMs) : null
  const running = runningDue({ dueAtMs, handleDueAtMs }, input.state)
  const isHandleRunning =
    handle !== undefined && dispatchedAtMs !== null && running === handleDueAtMs && running !== dueAtMs
  return {
    dueAtMs,
    handleDueAtMs,
    warnAtMs: isHandleRunning
      ? addTime(calendar, handle.clock, handle.amount * WARN_SHARE, dispatchedAtMs)
      : addTime(calendar, limit.clock, limit.amount * WARN_SHARE, fromMs),
    running: isHandleRunning ? handle : limit,
  }
}

/** The limit on the case as a whole: intake before registration, the total one after it. */
function wholeLimit(limits: readonly Limit[], isRegistered: boolean): Limit {
  const ofStage = (stage: LimitStage) => limits.find((limit) => limit.stage === stage)
  if (!isRegistered) return ofStage('dispatch') ?? INTAKE_LIMIT
  return ofStage('total') ?? ofStage('handle') ?? TOTAL_LIMIT
}

/** The clock that the binding deadline of a stored case runs on. */
export function runningClock(
  limits: readonly Limit[],
  running: { readonly isRegistered: boolean; readonly isHandleBinding: boolean },
): LimitClock {
  const handle = running.isHandleBinding ? limits.find((limit) => limit.stage === 'handle') : undefined
  return (handle ?? wholeLimit(limits, running.isRegistered)).clock
}

/** The deadline that binds now: while a department has the case, the earlier of its own and the whole one. */
export function runningDue(
  deadlines: { readonly dueAtMs: number; readonly handleDueAtMs: number | null },
  state: CaseState,
): number {
  const isWithDepartment = state === 'dispatched' || state === 'signed'
  return isWithDepartment && deadlines.handleDueAtMs !== null
    ? Math.min(deadlines.dueAtMs, deadlines.handleDueAtMs)
    : deadlines.dueAtMs
}

/** A closed case keeps the level it had; callers ask only for open ones. */
export function clockLevelAt(
  deadlines: { readonly dueAtMs: number; readonly handleDueAtMs: number | null; readonly warnAtMs: number },
  state: CaseState,
  nowMs: number,
): ClockLevel {
  if (nowMs > runningDue(deadlines, state)) return 'overdue'
  return nowMs >= deadlines.warnAtMs ? 'near' : 'normal'
}
