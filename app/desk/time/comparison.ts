import type { Moment } from '../../../server/replay/read-moment.ts'

/** An instant where both are the same, otherwise from ≤ … < to; milliseconds since 1970. */
export type MomentSpan = { readonly fromMs: number; readonly toMs: number }
/** Two moments side by side: the past at the left. */
export type Comparison = {
  readonly left: MomentSpan
  readonly right: MomentSpan
  /** Where the line between them stands, in percent of the map's width. */
  readonly percent: number
  /** Whether duty grids are coloured by how many cases they have. */
  readonly hasHeat: boolean
}

const dayMs = 86_400_000
export const mostDays = 31

export const presets = ['hour', 'day', 'week', 'lastDay', 'lastWeek', 'lastMonth'] as const
export type Preset = (typeof presets)[number]

/** Two moments by name: now against then, or what came in a period against the period before it. */
export function presetOf(preset: Preset, nowMs: number): Pick<Comparison, 'left' | 'right'> {
  const toMs = Math.floor(nowMs / 60_000) * 60_000
  const at = (ms: number): MomentSpan => ({ fromMs: toMs - ms, toMs: toMs - ms })
  const span = (ms: number) => ({
    left: { fromMs: toMs - 2 * ms, toMs: toMs - ms },
    right: { fromMs: toMs - ms, toMs },
  })
  switch (preset) {
    case 'hour':
      return { left: at(3_600_000), right: at(0) }
    case 'day':
      return { left: at(dayMs), right: at(0) }
    case 'week':
      return { left: at(7 * dayMs), right: at(0) }
    case 'lastDay':
      return span(dayMs)
    case 'lastWeek':
      return span(7 * dayMs)
    case 'lastMonth':
      return span(30 * dayMs)
  }
}

/** `from_to*from_to*percent`, an instant as one time, `*heat` where grids are coloured; whole seconds. */
export function formatComparison({ left, right, percent, hasHeat }: Comparison): string {
  const sides = [left, right].map(({ fromMs, toMs }) =>
    (fromMs === toMs ? [fromMs] : [fromMs, toMs])
      .map((ms) => `${new Date(ms).toISOString().slice(0, 19)}Z`)
      .join('_'),
  )
  return [...sides, Math.round(percent), ...(hasHeat ? ['heat'] : [])].join('*')
}

/** Null for what is no comparison: two instants, or two periods of at most 31 days. */
export function parseComparison(text: string | null): Comparison | null {
  const [leftText, rightText, percentText, heatText] = text?.split('*') ?? []
  const [left, right] = [spanOf(leftText), spanOf(rightText)]
  if (!left || !right || isInstant(left) !== isInstant(right)) return null
  const percent = percentText ? Number(percentText) : 50
  return {
    left,
    right,
    percent: percent >= 0 && percent <= 100 ? Math.round(percent) : 50,
    hasHeat: heatText === 'heat',
  }
}

export function isInstant({ fromMs, toMs }: MomentSpan): boolean {
  return fromMs === toMs
}

export function isSoundSpan({ fromMs, toMs }: MomentSpan): boolean {
  return fromMs <= toMs && toMs - fromMs <= mostDays * dayMs
}

function spanOf(text: string | undefined): MomentSpan | null {
  const [fromMs = Number.NaN, toMs = fromMs] = text?.split('_').map((part) => Date.parse(part)) ?? []
  return isSoundSpan({ fromMs, toMs }) ? { fromMs, toMs } : null
}

type Sized = { readonly key: string; readonly name: string; readonly nameEn: string; readonly n: number }
export type Change = { readonly name: string; readonly nameEn: string; readonly by: number }

/** What grew and what shrank most from left to right; undefined where nothing did. */
export function largestChanges(
  left: readonly Sized[],
  right: readonly Sized[],
): { readonly grown: Change | undefined; readonly shrunk: Change | undefined } {
  const before = new Map(left.map(({ key, n }) => [key, n]))
  const after = new Map(right.map(({ key, n }) => [key, n]))
  const names = new Map([...left, ...right].map((one) => [one.key, one]))
  const changes = [...names.values()]
    .map(({ key, name, nameEn }) => ({ name, nameEn, by: (after.get(key) ?? 0) - (before.get(key) ?? 0) }))
    .sort((a, b) => b.by - a.by)
  const [first, last] = [changes[0], changes.at(-1)]
  return {
    grown: first && first.by > 0 ? first : undefined,
    shrunk: last && last.by < 0 ? last : undefined,
  }
}

/**
 * How many cases each duty grid has, as one of five steps that mean the same on both sides: equal shares of all grids
 * that have any.
 */
export function crowdsOf(
  left: Moment['byDutyGrid'],
  right: Moment['byDutyGrid'],
): { readonly left: ReadonlyMap<number, number>; readonly right: ReadonlyMap<number, number> } {
  const sorted = [...left, ...right].map(([, n]) => n).sort((a, b) => a - b)
  const limits = [1, 2, 3, 4].map((fifth) => sorted[Math.floor((sorted.length * fifth) / 5)] ?? 0)
  const stepOf = (n: number) => 1 + limits.filter((limit) => n > limit).length
  const steps = (side: Moment['byDutyGrid']) => new Map(side.map(([id, n]) => [id, stepOf(n)]))
  return { left: steps(left), right: steps(right) }
}
