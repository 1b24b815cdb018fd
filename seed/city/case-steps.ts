import { addTime } from '../../server/clocks/add-time.ts'
import type { WorkCalendar } from '../../server/clocks/work-calendar.ts'
import type { BundleCase, BundleCategory, CaseState, CaseVerb } from '../../server/exchange/bundle.ts'
import { habitOf } from './case-habits.ts'
import { DAY_MS, localClock, MINUTE_MS, startOfDay, toInstant } from './clock.ts'
import type { Random } from './random.ts'

type Step = BundleCase['steps'][number]
export type CaseCast = {
  readonly reporter: string
  readonly callTaker: string
  readonly dispatcher: string
  readonly handler: string
  readonly checker: string
}
export type CaseCourse = {
  readonly category: BundleCategory
  readonly foundBy: BundleCase['foundBy']
  readonly departmentCode: string
  readonly unitCodeAt: (ms: number) => string | null
  /** How sure the robot is of that unit. */
  readonly scoreAt: (ms: number) => number
  readonly cast: CaseCast
  readonly calendar: WorkCalendar
  readonly reportedMs: number
  readonly endMs: number
  /** Waits far beyond its limit: the stubborn few that are open now. */
  readonly isStuck: boolean
  /** Nobody has come to it yet: where more comes in than can be done. */
  readonly isBacklog: boolean
  readonly isUnlocated: boolean
  /** Another report was first; most are recognised and ended so. */
  readonly isRepeat: boolean
  /** A rule sent it to the nearest crew at once. */
  readonly isAutoDispatched: boolean
  /** From the phone, without a photo: somebody looks first. */
  readonly needsVerifying: boolean
}

/** What became of a report, step by step, up to `endMs`: a case still on its way then is an open one. */
export function runCourse(course: CaseCourse, random: Random): Step[] {
  const { category, cast, calendar, departmentCode, endMs } = course
  const steps: Step[] = []
  let ms = course.reportedMs
  const step = (
    verb: CaseVerb,
    toState: CaseState,
    actorName: string,
    by: string | null,
    unitCode: string | null,
    note: string,
    score?: number,
  ) => {
    if (ms > endMs) return
    const at = toInstant(ms)
    const sure = score === undefined ? {} : { score }
    steps.push({ verb, toState, at, actorName, departmentCode: by, unitCode, note, ...sure })
  }
  const minutes = (min: number, max: number) => {
    ms += random.between(min, max) * MINUTE_MS
  }
  /** Office matters wait for office hours, urgent ones do not. */
  const officeMinutes = (min: number, max: number) => {
    const amount = random.between(min, max)
    ms = addTime(calendar, category.severity === 'urgent' ? 'urgent' : 'work_hours', amount, ms)
  }
  /** A department's duty desk takes what comes on every day of the week; at night only what is urgent. */
  const signedAfter = (min: number, max: number) => {
    const amountMs = random.between(min, max) * MINUTE_MS
    ms = (category.severity === 'urgent' ? ms : openDeskFrom(ms)) + amountMs
  }
  step('report', 'reported', cast.reporter, null, null, '')
  if (course.isUnlocated) {
    minutes(2, 8)
    if (random.chance(0.5)) step('accept', 'accepted', cast.callTaker, 'JD', null, '位置不详，联系来电人补充')
    return steps
  }
  if (course.foundBy !== 'us') {
    minutes(1, 9)
    step('accept', 'accepted', cast.callTaker, 'JD', null, '')
    if (course.isRepeat && random.chance(0.7)) {
      minutes(2, 25)
      step('cancel', 'canceled', cast.callTaker, 'JD', null, '重复上报，已有在办案件')
      return steps
    }
    if (random.chance(course.foundBy === 'machine' ? 0.16 : 0.03)) {
      minutes(15, 120)
      step(
        'cancel',
        'canceled',
        cast.callTaker,
        'JD',
        null,
        random.pick(['核实不属实', '重复上报，已有在办案件', '不属于城市管理范围，已转相关渠道']),
      )
      return steps
    }
  }
  if (course.needsVerifying && category.severity === 'normal') officeMinutes(8, 75)
  minutes(1, course.foundBy === 'public' ? 18 : 7)
  step('register', 'registered', cast.callTaker, 'JD', null, '')
  if (course.isAutoDispatched) minutes(0.1, 0.4)
  else minutes(1, 14)
  // A few wait until it is settled whose it is.
  if (!course.isAutoDispatched && category.severity !== 'urgent' && random.chance(0.05))
    officeMinutes(15, category.limits.some(({ clock }) => clock === 'work_days') ? 400 : 90)
  const dispatcher = course.isAutoDispatched ? '自动分拨' : cast.dispatcher
  const habit = habitOf(departmentCode)
  const score = course.isAutoDispatched ? course.scoreAt(ms) : undefined
  step('dispatch', 'dispatched', dispatcher, departmentCode, course.unitCodeAt(ms), '', score)
  // Who is far off, though the nearest, says more often that another should go.
  const returns = habit.returns + (score === undefined ? 0 : (1 - score) * RETURNS_OF_DOUBT)
  if (random.chance(returns) && !course.isBacklog) {
    officeMinutes(20, 150)
    step(
      'return',
      'registered',
      cast.handler,
      departmentCode,
      null,
      random.pick(['不属于我单位职责范围', '位置不准确，请核实', '应由属地先行处理']),
    )
    minutes(10, 60)
    step(
      'dispatch',
      'dispatched',
      cast.dispatcher,
      departmentCode,
      course.unitCodeAt(ms),
      '经核对权责清单，仍由贵单位办理',
    )
  }
  const dispatchedMs = ms
  const unitCode = course.unitCodeAt(ms)
  const limit = category.limits.find(({ stage }) => stage === 'handle')!
  // A few that have days lie on the desk until somebody rings.
  if (random.chance(0.15) && limit.clock === 'work_days') signedAfter(240, 1200)
  else signedAfter(2, 35)
  step('sign', 'signed', cast.handler, departmentCode, unitCode, '')
  if (course.isBacklog) return steps
  const isLate = random.chance(habit.late)
  const share = course.isStuck
    ? random.between(1.1, 1.6)
    : isLate
      ? random.between(1.3, 2.4)
      : random.chance(habit.lastMinute)
        ? random.between(0.955, 0.995)
        : random.between(...habit.pace)
  // Hours of a limit are used up or not; whoever has a week takes most of it.
  const isLong = limit.clock === 'work_days' && limit.amount >= 3
  const spent = isLong && !isLate && !course.isStuck && share < 0.95 ? 0.4 + share * 0.55 : share
  ms = Math.max(ms + 5 * MINUTE_MS, addTime(calendar, limit.clock, limit.amount * spent, dispatchedMs))
  if (course.isStuck) ms += random.between(0.5, 20) * DAY_MS
  step('handle', 'handled', cast.handler, departmentCode, unitCode, random.pick(doneNotes))
  minutes(3, 25)
  step('feed_back', 'fed_back', cast.handler, departmentCode, unitCode, '')
  officeMinutes(8, 60)
  if (random.chance(0.03)) {
    step(
      'check_fail',
      'signed',
      cast.checker,
      'JD',
      null,
      random.pick(['现场仍有残留，需返工', '问题未解决', '处置照片与现场不符']),
    )
    officeMinutes(40, 200)
    step('handle', 'handled', cast.handler, departmentCode, unitCode, '已返工处理')
    minutes(3, 20)
    step('feed_back', 'fed_back', cast.handler, departmentCode, unitCode, '')
    officeMinutes(8, 60)
  }
  step('check_pass', 'closed', cast.checker, 'JD', null, '现场核查，问题已解决')
  return steps
}

const DESK_OPENS_HOUR = 7
const DESK_CLOSES_HOUR = 22

/** `ms` itself while duty desks are open, else when they open next. */
function openDeskFrom(ms: number): number {
  const { hour } = localClock(ms)
  if (hour >= DESK_OPENS_HOUR && hour < DESK_CLOSES_HOUR) return ms
  const days = hour >= DESK_CLOSES_HOUR ? 1 : 0
  return startOfDay(ms) + days * DAY_MS + DESK_OPENS_HOUR * 60 * MINUTE_MS
}

/** Of decisions that the robot is not sure of at all, so many more come back. */
const RETURNS_OF_DOUBT = 0.15

const doneNotes = [
  '已处理完毕',
  '已安排人员现场处置完成',
  '已清理',
  '已修复',
  '已劝导整改',
  '已更换',
  '已联系权属单位处置完成',
] as const
