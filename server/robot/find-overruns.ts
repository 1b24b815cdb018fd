import { type AuthorityRow, authorityOf } from './authority-of.ts'

/** What the robot sent out and a department has answered. */
export type AnsweredDecision = {
  readonly categoryId: number
  /** Of the subdistrict; null where the place is in none. */
  readonly areaId: number | null
  readonly at: Date
  readonly isReturned: boolean
}
export type Overrun = {
  readonly categoryId: number
  /** Null: the whole category. */
  readonly areaId: number | null
  readonly decided: number
  readonly returned: number
  /** Returned of decided; in an area with what it borrows of its category. */
  readonly rate: number
  /** Of the category that an area borrows from. */
  readonly categoryRate: number
}

/** Of each category, and of it in each area, the last so many decisions. */
const WINDOW = 50
/** Fewer of a category say nothing. */
const MIN_DECIDED = 20
/** Fewer in an area neither. */
const MIN_IN_AREA = 5
/** An area's rate is reckoned as if so many of its decisions had gone as those of the category in general do. */
const BORROWED = 10

/**
 * Where too much came back: areas first, by `(returned + BORROWED × category's rate) ÷ (decided + BORROWED)`, so that one
 * bad area does not take the category from all; then categories, by what is left. Only what is automatic now can be
 * an overrun, and nothing is ever raised.
 *
 * @param decisions newest first
 * @param pathOf from the city down to an area
 */
export function findOverruns(
  decisions: readonly AnsweredDecision[],
  rows: readonly (AuthorityRow & { readonly countedFrom: Date })[],
  pathOf: (areaId: number) => readonly number[],
): Overrun[] {
  const countedFrom = (categoryId: number, areaId: number | null) =>
    rows.find((row) => row.categoryId === categoryId && row.areaId === areaId)?.countedFrom ?? EVER
  const overruns: Overrun[] = []
  for (const [categoryId, all] of Map.groupBy(decisions, (one) => one.categoryId)) {
    const own = all.filter(({ at }) => at >= countedFrom(categoryId, null))
    const whole = tallyOf(own.slice(0, WINDOW))
    if (whole.decided < MIN_DECIDED) continue
    const lowered = new Set<number>()
    for (const [areaId, within] of Map.groupBy(own, (one) => one.areaId)) {
      if (areaId === null) continue
      const tally = tallyOf(within.filter(({ at }) => at >= countedFrom(categoryId, areaId)).slice(0, WINDOW))
      const setting = authorityOf(rows, categoryId, pathOf(areaId))
      if (setting.mode !== 'automatic') {
        lowered.add(areaId)
        continue
      }
      if (tally.decided < MIN_IN_AREA) continue
      const rate = (tally.returned + BORROWED * whole.rate) / (tally.decided + BORROWED)
      if (rate <= setting.maxReturnRate) continue
      lowered.add(areaId)
      overruns.push({ ...tally, categoryId, areaId, rate, categoryRate: whole.rate })
    }
    const rest = tallyOf(own.filter(({ areaId }) => areaId === null || !lowered.has(areaId)).slice(0, WINDOW))
    const setting = authorityOf(
      rows.filter((row) => row.areaId === null),
      categoryId,
      [],
    )
    if (setting.mode === 'automatic' && rest.decided >= MIN_DECIDED && rest.rate > setting.maxReturnRate)
      overruns.push({ ...rest, categoryId, areaId: null, categoryRate: rest.rate })
  }
  return overruns
}

const EVER = new Date(0)

function tallyOf(decisions: readonly AnsweredDecision[]) {
  const returned = decisions.filter(({ isReturned }) => isReturned).length
  return { decided: decisions.length, returned, rate: returned / Math.max(1, decisions.length) }
}
