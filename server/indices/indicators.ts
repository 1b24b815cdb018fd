import type { CaseCounts } from './case-counts.ts'

/** What an indicator is computed over. */
export type Measured = {
  readonly counts: CaseCounts
  readonly areaSquareMeters: number
  readonly days: number
}

/**
 * One indicator: the same formula wherever it is shown (grid, area, drawn shape, wall). Formulas after the names of
 * GB/T 30428.4 (绩效评价): 按期结案率 = 按期结案数 ÷ 应结案数, 返工率 = 返工数 ÷ 处置数, 回退率 = 退回数 ÷ 派遣数.
 */
export type Indicator = {
  readonly code: string
  readonly version: number
  readonly name: string
  readonly nameEn: string
  readonly formula: string
  readonly formulaEn: string
  readonly unit: string
  readonly direction: 'higher_is_better' | 'lower_is_better'
  /** Below this many cases the value is shown as "too few". */
  readonly minSample: number
  /** What a well-run area reaches, in the indicator's unit; ours, until a city sets its own. */
  readonly target: number
  sampleOf(measured: Measured): number
  valueOf(measured: Measured): number | null
}

const percent = (part: number, whole: number): number | null => (whole === 0 ? null : (100 * part) / whole)
const MONTH_DAYS = 30
const SQUARE_METERS_PER_HECTARE = 10_000

const onTime: Indicator = {
  code: 'on_time_rate',
  version: 1,
  name: '按期结案率',
  nameEn: 'Closed on time',
  formula: '按期结案数 ÷ 应结案数',
  formulaEn: 'closed by their deadline ÷ due to be closed',
  unit: '%',
  direction: 'higher_is_better',
  minSample: 5,
  target: 95,
  sampleOf: ({ counts }) => counts.due,
  valueOf: ({ counts }) => percent(counts.closedOnTime, counts.due),
}

const density: Indicator = {
  code: 'case_density',
  version: 1,
  name: '案件密度',
  nameEn: 'Case density',
  formula: '案件数 ÷ 公顷，折合 30 天',
  formulaEn: 'cases ÷ hectare, per 30 days',
  unit: '件/公顷',
  direction: 'lower_is_better',
  minSample: 0,
  target: 0.5,
  sampleOf: ({ counts }) => counts.total,
  valueOf: ({ counts, areaSquareMeters, days }) =>
    areaSquareMeters === 0
      ? null
      : (counts.total / (areaSquareMeters / SQUARE_METERS_PER_HECTARE)) * (MONTH_DAYS / days),
}

const foundByUs: Indicator = {
  code: 'found_by_us_rate',
  version: 1,
  name: '主动发现率',
  nameEn: 'Found by us',
  formula: '巡查与机器发现的案件数 ÷ 案件数',
  formulaEn: 'found by patrols and machines ÷ cases',
  unit: '%',
  direction: 'higher_is_better',
  minSample: 5,
  target: 60,
  sampleOf: ({ counts }) => counts.total,
  valueOf: ({ counts }) => percent(counts.foundByUs, counts.total),
}

const repeated: Indicator = {
  code: 'repeat_rate',
  version: 1,
  name: '重复案件率',
  nameEn: 'Repeated cases',
  formula: '同网格同小类再次发生的案件数 ÷ 案件数',
  formulaEn: 'again of the same subclass in the same unit grid ÷ cases',
  unit: '%',
  direction: 'lower_is_better',
  minSample: 5,
  target: 20,
  sampleOf: ({ counts }) => counts.total,
  valueOf: ({ counts }) => percent(counts.repeated, counts.total),
}

const rework: Indicator = {
  code: 'rework_rate',
  version: 1,
  name: '返工率',
  nameEn: 'Reworked',
  formula: '核查不通过返工数 ÷ 处置数',
  formulaEn: 'failed their check ÷ handled',
  unit: '%',
  direction: 'lower_is_better',
  minSample: 5,
  target: 5,
  sampleOf: ({ counts }) => counts.handled,
  valueOf: ({ counts }) => percent(counts.reworked, counts.handled),
}

const returned: Indicator = {
  code: 'return_rate',
  version: 1,
  name: '回退率',
  nameEn: 'Returned by departments',
  formula: '部门退回数 ÷ 派遣数',
  formulaEn: 'returned ÷ dispatched',
  unit: '%',
  direction: 'lower_is_better',
  minSample: 5,
  target: 5,
  sampleOf: ({ counts }) => counts.dispatched,
  valueOf: ({ counts }) => percent(counts.returned, counts.dispatched),
}

const autoDispatched: Indicator = {
  code: 'auto_dispatched_rate',
  version: 1,
  name: '自动派遣率',
  nameEn: 'Dispatched by rule',
  formula: '按规则自动派遣数 ÷ 派遣数',
  formulaEn: 'dispatched by a rule ÷ dispatched',
  unit: '%',
  direction: 'higher_is_better',
  minSample: 5,
  target: 50,
  sampleOf: ({ counts }) => counts.dispatched,
  valueOf: ({ counts }) => percent(counts.autoDispatched, counts.dispatched),
}

/** Parts of the composite and their weights, which sum to 1. A part without a value leaves its weight to the others. */
const parts: readonly (readonly [Indicator, weight: number])[] = [
  [onTime, 0.4],
  [repeated, 0.25],
  [rework, 0.2],
  [foundByUs, 0.15],
]

/** 0–100: 100 at the target or better; falls in a straight line, to 0 at nothing (or at five times a target to stay under). */
export function scoreOf(indicator: Indicator, value: number): number {
  const { target } = indicator
  const score =
    indicator.direction === 'higher_is_better'
      ? (100 * value) / target
      : 100 * (1 - Math.max(0, value - target) / (4 * target))
  return Math.min(100, Math.max(0, score))
}

export const urbanManagement: Indicator = {
  code: 'urban_management',
  version: 1,
  name: '城管指数',
  nameEn: 'Urban management index',
  formula: '按期结案 40% + 少重复 25% + 少返工 20% + 主动发现 15%，各按目标折算为百分',
  formulaEn:
    'on time 40 % + few repeats 25 % + little rework 20 % + found by us 15 %, each scored against its target',
  unit: '分',
  direction: 'higher_is_better',
  minSample: 5,
  target: 90,
  sampleOf: ({ counts }) => counts.total,
  valueOf(measured) {
    let sum = 0
    let weights = 0
    for (const [indicator, weight] of parts) {
      const value = indicator.valueOf(measured)
      if (value === null) continue
      sum += weight * scoreOf(indicator, value)
      weights += weight
    }
    return weights === 0 ? null : sum / weights
  },
}

/** In the order a verdict lists them. */
export const checkupIndicators = [onTime, density, repeated, foundByUs, rework, returned] as const

/** Those computed for every grid and area, the first one shown first. */
export const indices: readonly Indicator[] = [urbanManagement, density, onTime, foundByUs, repeated]

export const wallIndicators = { onTime, foundByUs, autoDispatched } as const

export type IndicatorUse = 'wall' | 'areas' | 'checkup' | 'composite'
export type CatalogEntry = {
  readonly indicator: Indicator
  readonly usedFor: readonly IndicatorUse[]
  /** Its share of the composite index, 0–1; null where it is no part. */
  readonly weight: number | null
}

/** 考核清单·指标体系: every indicator once, with where it is shown. */
export function listIndicators(): readonly CatalogEntry[] {
  const onWall: readonly Indicator[] = Object.values(wallIndicators)
  const all = new Set<Indicator>([...indices, ...checkupIndicators, ...onWall])
  return [...all].map((indicator) => {
    const weight = parts.find(([part]) => part === indicator)?.[1] ?? null
    const uses: readonly (readonly [IndicatorUse, boolean])[] = [
      ['areas', indices.includes(indicator)],
      ['checkup', checkupIndicators.some((one) => one === indicator)],
      ['wall', onWall.includes(indicator)],
      ['composite', weight !== null],
    ]
    return { indicator, weight, usedFor: uses.flatMap(([use, isUsed]) => (isUsed ? [use] : [])) }
  })
}
