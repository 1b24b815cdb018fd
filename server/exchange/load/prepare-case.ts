import { clockLevelAt, deadlinesOf, type Limit } from '../../clocks/deadlines.ts'
import type { WorkCalendar } from '../../clocks/work-calendar.ts'
import type { Locator } from '../../locate/locator.ts'
import { type Place, UNLOCATED } from '../../locate/place.ts'
import { contentSha256 } from '../../reports/content-sha256.ts'
import type { BundleCase, CaseState, CaseVerb } from '../bundle.ts'
import { chargeOf } from './charge-of.ts'

export type PreparedCase = BundleCase & {
  readonly place: Place
  readonly state: CaseState
  readonly at: ReadonlyMap<CaseVerb, string>
  readonly contentSha256: string
  readonly departmentCode: string | null
  readonly unitCode: string | null
  readonly dueAt: string | null
  readonly handleDueAt: string | null
  readonly warnAt: string | null
  readonly clockLevel: 'normal' | 'near' | 'overdue'
  readonly isBackdated: boolean
}

/** A past case with what follows from it: its place, its state, whose it is, its deadlines. */
export function prepareCase(
  row: BundleCase,
  calendar: WorkCalendar,
  categories: ReadonlyMap<string, { readonly limits: readonly Limit[] }>,
  locator: Locator,
  hasLiveCases: boolean,
  now: Date,
): PreparedCase {
  const at = new Map(row.steps.map(({ verb, at }) => [verb, at]))
  const state = lastOf(row).toState
  const isOpen = state !== 'closed' && state !== 'canceled'
  const isLive = isOpen && hasLiveCases
  const registeredAt = at.get('register')
  const dispatchedAt = at.get('dispatch')
  const deadlines = deadlinesOf({
    calendar,
    limits: (row.categoryCode === null ? undefined : categories.get(row.categoryCode)?.limits) ?? [],
    state,
    reportedAtMs: Date.parse(row.reportedAt),
    registeredAtMs: registeredAt === undefined ? null : Date.parse(registeredAt),
    dispatchedAtMs: dispatchedAt === undefined ? null : Date.parse(dispatchedAt),
  })
  const dueAt = row.dueAt ?? instant(deadlines.dueAtMs)
  const closedAt = at.get('check_pass')
  return {
    ...row,
    at,
    state,
    place: row.lngLat ? locator.locate(...row.lngLat) : UNLOCATED,
    contentSha256: contentSha256({
      category: row.categoryCode,
      description: row.description,
      address: row.address,
      x: row.original.x,
      y: row.original.y,
      reportedAt: row.reportedAt,
    }),
    ...chargeOf(row.steps),
    // An open case of another system runs on that system's clock, not on ours.
    dueAt: isOpen && !isLive ? null : dueAt,
    handleDueAt: isLive && deadlines.handleDueAtMs !== null ? instant(deadlines.handleDueAtMs) : null,
    warnAt: isLive ? instant(deadlines.warnAtMs) : null,
    clockLevel: isLive
      ? clockLevelAt(deadlines, state, now.getTime())
      : closedAt !== undefined && closedAt > dueAt
        ? 'overdue'
        : 'normal',
    isBackdated: !isLive,
  }
}

export function lastOf(row: Pick<BundleCase, 'steps'>): BundleCase['steps'][number] {
  return row.steps[row.steps.length - 1]!
}

function instant(ms: number): string {
  return new Date(ms).toISOString()
}
