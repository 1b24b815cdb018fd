/** What the formulas need to know of one case. Instants are UTC milliseconds. */
export type CaseFact = {
  readonly categoryId: number | null
  readonly unitGridId: number | null
  readonly state: string
  readonly foundBy: 'public' | 'us' | 'machine'
  readonly isAutoDispatched: boolean
  readonly reportedAtMs: number
  readonly dispatchedAtMs: number | null
  readonly dueAtMs: number | null
  readonly closedAtMs: number | null
  readonly returnCount: number
  readonly reworkCount: number
}

/** Counts over a set of cases: all that any indicator is made of. Two sets' counts add up field by field. */
export type CaseCounts = {
  /** Canceled cases are left out of every count. */
  total: number
  /** Deadline fell in the period, or closed in it before its deadline: 应结案数. */
  due: number
  closedOnTime: number
  dispatched: number
  autoDispatched: number
  foundByUs: number
  /** Another case of the same category in the same unit grid came first in the period. */
  repeated: number
  handled: number
  reworked: number
  returned: number
}

export function noCases(): CaseCounts {
  return {
    total: 0,
    due: 0,
    closedOnTime: 0,
    dispatched: 0,
    autoDispatched: 0,
    foundByUs: 0,
    repeated: 0,
    handled: 0,
    reworked: 0,
    returned: 0,
  }
}

/**
 * Counts cases reported in a period that ends at `atMs`, into one `CaseCounts` for each key. Cost: O(cases × keys of one).
 *
 * @param facts in order of reporting, so that the first of several equal ones is the original
 * @param keysOf which sets a case belongs to
 */
export function countCases<Fact extends CaseFact, Key>(
  facts: readonly Fact[],
  atMs: number,
  keysOf: (fact: Fact) => readonly Key[],
): Map<Key, CaseCounts> {
  const counts = new Map<Key, CaseCounts>()
  const seen = new Set<string>()
  for (const fact of facts) {
    if (fact.state === 'canceled') continue
    const place = fact.unitGridId === null ? undefined : `${fact.unitGridId}/${fact.categoryId}`
    const isRepeated = place !== undefined && seen.has(place)
    if (place !== undefined) seen.add(place)
    for (const key of keysOf(fact)) {
      let count = counts.get(key)
      if (!count) {
        count = noCases()
        counts.set(key, count)
      }
      add(count, fact, atMs, isRepeated)
    }
  }
  return counts
}

function add(count: CaseCounts, fact: CaseFact, atMs: number, isRepeated: boolean): void {
  const { dueAtMs, closedAtMs } = fact
  count.total++
  if (dueAtMs !== null && (dueAtMs <= atMs || (closedAtMs !== null && closedAtMs <= atMs))) {
    count.due++
    if (closedAtMs !== null && closedAtMs <= dueAtMs) count.closedOnTime++
  }
  if (fact.dispatchedAtMs !== null) {
    count.dispatched++
    if (fact.isAutoDispatched) count.autoDispatched++
    if (fact.returnCount > 0) count.returned++
  }
  if (fact.foundBy !== 'public') count.foundByUs++
  if (isRepeated) count.repeated++
  if (closedAtMs !== null || fact.reworkCount > 0) {
    count.handled++
    if (fact.reworkCount > 0) count.reworked++
  }
}
