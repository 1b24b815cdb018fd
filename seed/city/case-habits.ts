import type { Zone } from './skeleton.ts'

/** When in the day it is noticed: weight of each hour, midnight first. */
export type HourProfile = 'day' | 'evening' | 'night' | 'rush' | 'market' | 'rain'
export const hourWeights: Readonly<Record<Exclude<HourProfile, 'rain'>, readonly number[]>> = {
  day: [1, 1, 1, 1, 1, 2, 4, 8, 12, 14, 14, 12, 8, 8, 11, 12, 11, 10, 8, 6, 5, 4, 2, 1],
  evening: [3, 2, 1, 1, 1, 1, 2, 3, 3, 3, 3, 4, 4, 3, 3, 4, 6, 9, 14, 17, 16, 12, 8, 5],
  night: [10, 7, 4, 3, 2, 3, 4, 3, 3, 2, 2, 2, 4, 3, 2, 2, 2, 3, 5, 7, 9, 13, 16, 14],
  rush: [0, 0, 0, 0, 0, 1, 5, 18, 14, 6, 4, 4, 4, 3, 3, 4, 12, 17, 12, 6, 3, 2, 1, 0],
  market: [6, 3, 1, 0, 0, 1, 3, 5, 4, 3, 3, 4, 4, 3, 3, 3, 5, 9, 14, 18, 18, 15, 11, 8],
}

export type CategoryHabit = {
  readonly code: string
  readonly weight: number
  readonly hours: HourProfile
  /** By month, January first; missing: all the same. */
  readonly months?: readonly number[]
  /** On a storm day this many times as many; on a rainy one the square root of it. */
  readonly rain?: number
  /** On a day of 34 °C and more this many times as many. */
  readonly heat?: number
  /** Only where it freezes: on days below `FROST_CELSIUS`, the day after snow this many times as many. */
  readonly frost?: number
  readonly zones?: Readonly<Partial<Record<Zone, number>>>
  /** Lands of this use only. */
  readonly landUses?: readonly string[]
}

const summer = [0.5, 0.5, 0.7, 0.9, 1.2, 1.5, 1.8, 1.8, 1.3, 1, 0.7, 0.5]
const warmNights = [0.3, 0.3, 0.6, 0.9, 1.3, 1.7, 2, 2, 1.5, 1, 0.5, 0.3]
const leafFall = [0.5, 0.5, 0.7, 0.7, 0.7, 0.7, 0.8, 0.8, 1, 1.6, 2.4, 1.5]
const shopZones = {
  center: 1.6,
  old_town: 1.5,
  village: 0.2,
  industrial: 0.3,
  hill: 0,
  river: 0,
  lake: 0,
} as const
const homeZones = { village: 0.3, industrial: 0.3, hill: 0, river: 0, lake: 0 } as const

/** What a year in the district is made of. Weights are shares of the whole. */
export const categoryHabits: readonly CategoryHabit[] = [
  {
    code: '200102',
    weight: 110,
    hours: 'day',
    months: summer,
    heat: 1.7,
    zones: { ...homeZones, old_town: 1.7 },
  },
  { code: '200104', weight: 80, hours: 'day', months: leafFall, zones: homeZones },
  { code: '200505', weight: 100, hours: 'rush', zones: shopZones },
  { code: '200506', weight: 72, hours: 'rush', zones: shopZones },
  { code: '200504', weight: 82, hours: 'evening', zones: shopZones },
  { code: '200501', weight: 70, hours: 'market', zones: shopZones },
  { code: '200201', weight: 60, hours: 'day', zones: { ...homeZones, old_town: 1.8 } },
  { code: '200507', weight: 46, hours: 'day', zones: { ...homeZones, old_town: 1.6 } },
  { code: '200603', weight: 30, hours: 'rush', zones: shopZones },
  { code: '200103', weight: 26, hours: 'night', zones: { village: 1.4, hill: 0, river: 0, lake: 0 } },
  { code: '200108', weight: 18, hours: 'day', zones: homeZones },
  { code: '200106', weight: 18, hours: 'day', landUses: ['park', 'residential', 'plaza'] },
  { code: '200105', weight: 14, hours: 'day', months: summer, landUses: ['water', 'park'] },
  { code: '200107', weight: 8, hours: 'day', zones: homeZones },
  {
    code: '200101',
    weight: 14,
    hours: 'day',
    zones: { old_town: 1.8, village: 1.8, hill: 0, river: 0, lake: 0 },
  },
  { code: '200110', weight: 18, hours: 'evening', months: summer, zones: shopZones },
  { code: '200111', weight: 9, hours: 'rain', rain: 26, zones: { old_town: 2, hill: 0, river: 0, lake: 0 } },
  {
    code: '200112',
    weight: 34,
    hours: 'day',
    rain: 2,
    zones: { industrial: 1.8, hill: 0, river: 0, lake: 0 },
  },
  { code: '200202', weight: 14, hours: 'day', zones: shopZones },
  { code: '200203', weight: 20, hours: 'evening', zones: shopZones },
  {
    code: '200301',
    weight: 36,
    hours: 'night',
    zones: { new_town: 2, center: 1.4, hill: 0, river: 0, lake: 0 },
  },
  {
    code: '200302',
    weight: 18,
    hours: 'day',
    zones: { new_town: 2.2, industrial: 1.4, hill: 0, river: 0, lake: 0 },
  },
  { code: '200303', weight: 6, hours: 'night', zones: { village: 3, hill: 0, river: 0, lake: 0 } },
  {
    code: '200304',
    weight: 12,
    hours: 'night',
    zones: { new_town: 2, industrial: 2, hill: 0, river: 0, lake: 0 },
  },
  { code: '200305', weight: 14, hours: 'day', zones: homeZones },
  { code: '200401', weight: 2, hours: 'day', rain: 3, zones: homeZones },
  {
    code: '200402',
    weight: 5,
    hours: 'day',
    months: [2.2, 1.8, 1, 0.8, 0.7, 0.7, 0.8, 0.8, 0.8, 0.9, 1.2, 2],
    zones: homeZones,
  },
  { code: '200403', weight: 1.5, hours: 'evening', zones: homeZones },
  { code: '200404', weight: 34, hours: 'day', rain: 4, zones: { ...homeZones, old_town: 2.4 } },
  { code: '200405', weight: 5, hours: 'day', rain: 4, zones: homeZones },
  { code: '200406', weight: 3, hours: 'rain', rain: 30, zones: homeZones },
  {
    code: '200502',
    weight: 4,
    hours: 'night',
    months: [2, 1.8, 1, 0.8, 0.7, 0.7, 0.9, 0.9, 0.7, 0.8, 1.2, 1.9],
  },
  { code: '200508', weight: 36, hours: 'evening', months: warmNights, zones: shopZones },
  {
    code: '200113',
    weight: 0.6,
    hours: 'rush',
    months: [1, 1, 0.2, 0, 0, 0, 0, 0, 0, 0, 0.2, 1],
    frost: 60,
    zones: homeZones,
  },
  // Next to nothing but on their festivals.
  { code: '200604', weight: 0.25, hours: 'evening', zones: homeZones },
  { code: '200605', weight: 0.25, hours: 'market', zones: homeZones },
  { code: '200510', weight: 24, hours: 'market', months: warmNights, zones: shopZones },
  { code: '200601', weight: 28, hours: 'evening', zones: { ...homeZones, old_town: 1.8 } },
  { code: '200602', weight: 30, hours: 'evening', zones: homeZones },
  {
    code: '100118',
    weight: 52,
    hours: 'evening',
    months: [1.3, 1.2, 1, 0.9, 0.8, 0.8, 0.8, 0.8, 0.9, 1.1, 1.3, 1.4],
  },
  { code: '100102', weight: 26, hours: 'day', rain: 2 },
  { code: '100103', weight: 18, hours: 'day', rain: 3 },
  { code: '100104', weight: 22, hours: 'day', rain: 6 },
  { code: '100101', weight: 7, hours: 'day' },
  { code: '100105', weight: 6, hours: 'day' },
  { code: '100107', weight: 8, hours: 'day' },
  { code: '100110', weight: 2, hours: 'day' },
  { code: '100111', weight: 2, hours: 'day' },
  { code: '100113', weight: 7, hours: 'day' },
  { code: '100115', weight: 6, hours: 'day' },
  { code: '100117', weight: 5, hours: 'day', rain: 3 },
  { code: '100126', weight: 8, hours: 'day' },
  { code: '100203', weight: 7, hours: 'day' },
  { code: '100209', weight: 12, hours: 'day' },
  { code: '100211', weight: 14, hours: 'rush' },
  { code: '100213', weight: 5, hours: 'day' },
  { code: '100214', weight: 12, hours: 'rush', rain: 2 },
  { code: '100305', weight: 34, hours: 'day', months: summer, heat: 1.8 },
  { code: '100402', weight: 28, hours: 'day', rain: 5 },
  { code: '100407', weight: 6, hours: 'day' },
]

/** A share of its limit that a department usually takes, how often it returns a case, and how often it is late. */
export type DepartmentHabit = {
  readonly pace: readonly [number, number]
  readonly returns: number
  readonly late: number
  /** Share of its cases that it ends in the last twentieth of the limit. */
  readonly lastMinute: number
}
const usual: DepartmentHabit = { pace: [0.12, 0.8], returns: 0.025, late: 0.02, lastMinute: 0.015 }
const habits: Readonly<Record<string, Partial<DepartmentHabit>>> = {
  // Sends back one in seven: the planted "pushes work away".
  ZJ: { pace: [0.3, 0.95], returns: 0.145, late: 0.045 },
  // Closes just before the limit.
  PS: { pace: [0.5, 0.94], returns: 0.02, late: 0.025, lastMinute: 0.55 },
  HW: { pace: [0.1, 0.7], returns: 0.01, late: 0.012 },
  ZF: { pace: [0.15, 0.85], returns: 0.045, late: 0.03 },
  TX: { pace: [0.4, 0.94], returns: 0.05, late: 0.11 },
}

export function habitOf(departmentCode: string): DepartmentHabit {
  return { ...usual, ...habits[departmentCode] }
}
