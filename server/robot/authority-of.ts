/** suggest: a person chooses. one_click: a person confirms. automatic: the robot sends it where it is sure enough. */
export const DISPATCH_MODES = ['suggest', 'one_click', 'automatic'] as const
export type DispatchMode = (typeof DISPATCH_MODES)[number]

export type AuthoritySetting = {
  readonly mode: DispatchMode
  /** Automatic only from this score on, 0 to 1. */
  readonly minScore: number
  /** Above this share of returns the robot lowers itself. */
  readonly maxReturnRate: number
  /** Overrules everything within. */
  readonly isStopped: boolean
}
export type AuthorityRow = AuthoritySetting & {
  readonly authorityId: number
  /** Null: every category, every area. */
  readonly categoryId: number | null
  readonly areaId: number | null
}
/** Without a word of anybody: the dispatch rule's own rows are the switch. */
export const DEFAULT_AUTHORITY: AuthoritySetting = {
  mode: 'automatic',
  minScore: 0.5,
  maxReturnRate: 0.2,
  isStopped: false,
}

/**
 * What the robot may do for a category at a place. A stop anywhere on the way down counts; else the most particular
 * row speaks: category before area, smaller areas before larger.
 *
 * @param areaIds from the city down to the leaf
 */
export function authorityOf(
  rows: readonly AuthorityRow[],
  categoryId: number | null,
  areaIds: readonly number[],
): AuthoritySetting {
  const holding = rows.filter(
    (row) =>
      (row.categoryId === null || row.categoryId === categoryId) &&
      (row.areaId === null || areaIds.includes(row.areaId)),
  )
  const particularity = (row: AuthorityRow) =>
    (row.categoryId === null ? 0 : 100) + (row.areaId === null ? 0 : 1 + areaIds.indexOf(row.areaId))
  const [first = DEFAULT_AUTHORITY] = holding.toSorted((a, b) => particularity(b) - particularity(a))
  const isStopped = holding.some((row) => row.isStopped)
  return {
    mode: isStopped ? 'suggest' : first.mode,
    minScore: first.minScore,
    maxReturnRate: first.maxReturnRate,
    isStopped,
  }
}
