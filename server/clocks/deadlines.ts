import type { CaseState, LimitClock, LimitStage } from '../exchange/bundle.ts'
import { addPauses, addTime, type Pause } from './add-time.ts'
import type { WorkCalendar } from './work-calendar.ts'

/** Amount is minutes for urgent and work_hours, days for work_days and natural_days. */
export type Limit = {
  readonly stage: LimitStage
  readonly clock: LimitClock
  readonly amount: number
  /** The opening condition that it is for, '' for any other. */
  readonly condition?: string
  /** Of a limit in several stages (stop, penalise, demolish), counted from 1; each runs from the dispatch. */
  readonly step?: number
  readonly stepName?: string
  readonly stepNameEn?: string
}
/** What moved a case's deadlines besides its steps, as its ledger adds up. */
export type ClockChanges = {
  /** Approved, in order; each on its own clock. */
  readonly extensions?: readonly Pick<Limit, 'clock' | 'amount'>[]
  readonly pauses?: readonly Pause[]
  /** The earliest deadline of the cases merged into this one: they share a clock. */
  readonly noLaterThanMs?: number
}
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
  readonly condition?: string
  readonly stageStep?: number
  readonly changes?: ClockChanges | null
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
  const { calendar, registeredAtMs, dispatchedAtMs } = input
  const limits = limitsFor(input.limits, input.condition, input.stageStep)
  const whole = wholeLimit(limits, registeredAtMs !== null)
  const fromMs = registeredAtMs ?? input.reportedAtMs
  // Extensions and pauses are of the work, not of the intake before it.
  const changes = registeredAtMs === null ? null : (input.changes ?? null)
  const dueAtMs = movedDue(calendar, whole, fromMs, 1, changes)
  const handle = limits.find((candidate) => candidate.stage === 'handle')
  const handleDueAtMs =
    handle && dispatchedAtMs !== null ? movedDue(calendar, handle, dispatchedAtMs, 1, changes) : null
  const running = runningDue({ dueAtMs, handleDueAtMs }, input.state)
  const isHandleRunning =
    handle !== undefined && dispatchedAtMs !== null && running === handleDueAtMs && running !== dueAtMs
  return {
    dueAtMs,
    handleDueAtMs,
    warnAtMs: isHandleRunning
      ? movedDue(calendar, handle, dispatchedAtMs, WARN_SHARE, changes)
      : movedDue(calendar, whole, fromMs, WARN_SHARE, changes),
    running: isHandleRunning ? handle : whole,
  }
}

/** When a share of a limit with its extensions has passed, its pauses not counted. */
function movedDue(
  calendar: WorkCalendar,
  limit: Limit,
  fromMs: number,
  share: number,
  changes: ClockChanges | null,
): number {
  const base = addTime(calendar, limit.clock, limit.amount * share, fromMs)
  if (!changes) return base
  const extended = (changes.extensions ?? []).reduce(
    (due, { clock, amount }) => addTime(calendar, clock, amount * share, due),
    base,
  )
  const moved = addPauses(calendar, limit.clock, extended, changes.pauses ?? [])
  return Math.min(moved, changes.noLaterThanMs ?? moved)
}

/** One limit a stage: that of the opening condition before the general one, and of several stages the one that runs. */
export function limitsFor(limits: readonly Limit[], condition = '', stageStep = 1): readonly Limit[] {
  const ofCase = limits.filter((limit) => (limit.condition ?? '') === condition)
  const stages = new Set(ofCase.map((limit) => limit.stage))
  const all = [...ofCase, ...limits.filter((limit) => !limit.condition && !stages.has(limit.stage))]
  const runs = (limit: Limit) => {
    const steps = all.filter((other) => other.stage === limit.stage).map((other) => other.step ?? 1)
    return (limit.step ?? 1) === Math.min(Math.max(...steps), stageStep)
  }
  return all.filter(runs)
}

/** How many stages the handling of this case has. */
export function handleStepCount(limits: readonly Limit[], condition = ''): number {
  const last = limitsFor(limits, condition, Number.MAX_SAFE_INTEGER).find((limit) => limit.stage === 'handle')
  return last?.step ?? 1
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
