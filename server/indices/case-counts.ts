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
 * Adds counts up, into one for each key.
 *
 * @param keysOf which sets a row belongs to
 */
export function sumCounts<Row extends CaseCounts, Key>(
  rows: readonly Row[],
  keysOf: (row: Row) => readonly Key[],
): Map<Key, CaseCounts> {
  const sums = new Map<Key, CaseCounts>()
  for (const row of rows) {
    for (const key of keysOf(row)) {
      let sum = sums.get(key)
      if (!sum) {
        sum = noCases()
        sums.set(key, sum)
      }
      for (const field of Object.keys(sum) as (keyof CaseCounts)[]) sum[field] += row[field]
    }
  }
  return sums
}

/** All of them together. */
export function totalCounts(rows: readonly CaseCounts[]): CaseCounts {
  return sumCounts(rows, () => ['all']).get('all') ?? noCases()
}
