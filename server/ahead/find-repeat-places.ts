import type { LngLat } from '../../geo/lng-lat.ts'
import { metersPerDegree } from '../../geo/meters-per-degree.ts'

export type PlacedCase = {
  readonly caseId: number
  readonly lngLat: LngLat
  /** Local days since 1970: several voices about one trouble on one day are one time. */
  readonly day: number
}
export type RepeatParams = {
  readonly radiusMeters: number
  /** Different days on which it came up, at least. */
  readonly minTimes: number
  /** Most likely chance, 0 to 1, that a usual place of this category is hit so often. */
  readonly maxChance: number
}
export type RepeatPlace = {
  readonly lngLat: LngLat
  /** In order of their time. */
  readonly caseIds: readonly number[]
  readonly times: number
  /** Further times at the mean of the other places where this category came up. */
  readonly usualTimes: number
  readonly chance: number
}

/** Cases a step. */
const STEP = 50
/** Where a category is too rare to have come back anywhere, this is what it is held to. */
const LEAST_USUAL = 0.05

/**
 * Places to which one category comes back: on `minTimes` different days within `radiusMeters` of one of its cases, and
 * more often than chance would bring it back to the mean of its places (Poisson). The place with most takes its cases
 * first, and no case counts for two places. Cells of one radius are hashed: the work grows with the cases times those
 * within three cells of each.
 *
 * @param cases of one category and one window of time
 */
export function findRepeatPlaces(cases: readonly PlacedCase[], parameters: RepeatParams): RepeatPlace[] {
  const search = searchRepeatPlaces(cases, parameters)
  for (;;) {
    const step = search.next()
    if (step.done) return step.value
  }
}

/** The same in steps of some milliseconds at most, for whoever has others to serve in between. */
export function* searchRepeatPlaces(
  cases: readonly PlacedCase[],
  { radiusMeters, minTimes, maxChance }: RepeatParams,
): Generator<undefined, RepeatPlace[]> {
  if (cases.length < minTimes) return []
  const sorted = cases.toSorted((a, b) => a.day - b.day || a.caseId - b.caseId)
  const neighborsOf = neighborFinder(sorted, radiusMeters)
  const isTaken = new Uint8Array(sorted.length)
  const timesAt: number[] = []
  for (let i = 0; i < sorted.length; i++) {
    timesAt.push(distinctDays(sorted, neighborsOf(i)))
    if (i % STEP === 0) yield
  }
  const allTimes = timesAt.reduce((sum, times) => sum + times - 1, 0)
  /** Of all other places: one that stands out must not make itself usual. */
  const judge = (own: readonly number[], times: number) => {
    const others = sorted.length - own.length
    const ownTimes = own.reduce((sum, i) => sum + timesAt[i]! - 1, 0)
    const usualTimes = others > 0 ? (allTimes - ownTimes) / others : 0
    return { usualTimes, chance: poissonTail(times - 1, Math.max(usualTimes, LEAST_USUAL)) }
  }
  const order = sorted.map((_, i) => i).filter((i) => timesAt[i]! >= minTimes)
  order.sort((a, b) => timesAt[b]! - timesAt[a]! || sorted[a]!.caseId - sorted[b]!.caseId)
  const places: RepeatPlace[] = []
  for (const [turn, center] of order.entries()) {
    if (turn % STEP === 0) yield
    if (isTaken[center]) continue
    const own = neighborsOf(center).filter((i) => !isTaken[i])
    const times = distinctDays(sorted, own)
    if (times < minTimes) continue
    const { usualTimes, chance } = judge(own, times)
    if (chance > maxChance) continue
    for (const i of own) isTaken[i] = 1
    own.sort((a, b) => a - b)
    places.push({
      lngLat: sorted[center]!.lngLat,
      caseIds: own.map((i) => sorted[i]!.caseId),
      times,
      usualTimes,
      chance,
    })
  }
  return places
}

/** Chance of `k` or more where `mean` are expected. */
function poissonTail(k: number, mean: number): number {
  let term = Math.exp(-mean)
  let below = 0
  for (let i = 0; i < k; i++) {
    below += term
    term *= mean / (i + 1)
  }
  return Math.max(0, 1 - below)
}

function distinctDays(cases: readonly PlacedCase[], indexes: readonly number[]): number {
  const days = new Set<number>()
  for (const i of indexes) days.add(cases[i]!.day)
  return days.size
}

/** Cases within the radius of one, itself among them. */
function neighborFinder(cases: readonly PlacedCase[], radiusMeters: number): (index: number) => number[] {
  const { perLng, perLat } = metersPerDegree(cases[0]!.lngLat[1])
  const xs = Float64Array.from(cases, ({ lngLat }) => lngLat[0] * perLng)
  const ys = Float64Array.from(cases, ({ lngLat }) => lngLat[1] * perLat)
  // One number for two: the earth has fewer rows of cells than this.
  const cellOf = (x: number, y: number) =>
    Math.floor(x / radiusMeters) * 2 ** 26 + Math.floor(y / radiusMeters)
  const cells = new Map<number, number[]>()
  cases.forEach((_, i) => {
    const key = cellOf(xs[i]!, ys[i]!)
    const cell = cells.get(key)
    if (cell) cell.push(i)
    else cells.set(key, [i])
  })
  const limit = radiusMeters * radiusMeters
  return (index) => {
    const found: number[] = []
    const x = xs[index]!
    const y = ys[index]!
    for (const dx of [-radiusMeters, 0, radiusMeters]) {
      for (const dy of [-radiusMeters, 0, radiusMeters]) {
        for (const i of cells.get(cellOf(x + dx, y + dy)) ?? []) {
          if ((xs[i]! - x) ** 2 + (ys[i]! - y) ** 2 <= limit) found.push(i)
        }
      }
    }
    return found
  }
}
