import { z } from 'zod'

export const DETECTORS = ['repeat', 'rhythm', 'rain', 'aged', 'unseen'] as const
export type Detector = (typeof DETECTORS)[number]

/** off: nothing is looked for. suggest: a person accepts. automatic: becomes a task by itself, up to the weekly cap. */
export const MODES = ['off', 'suggest', 'automatic'] as const
export type Mode = (typeof MODES)[number]

/** Common to all: how long after a task or a dismissal the same thing is not raised again, and how long a task may take. */
const common = {
  quietDays: z.number().int().min(0).max(365),
  dueDays: z.number().int().min(1).max(30),
}
const z3 = z.number().min(1).max(6)

/** What each detector can be told, within bounds that keep its answers sane. */
export const PARAMETERS = {
  repeat: z.object({
    ...common,
    radiusMeters: z.number().min(10).max(300),
    days: z.number().int().min(14).max(366),
    minTimes: z.number().int().min(2).max(50),
    maxChance: z.number().min(0.0001).max(0.5),
  }),
  rhythm: z.object({
    ...common,
    days: z.number().int().min(90).max(1100),
    minCases: z.number().int().min(3).max(500),
    minRatio: z.number().min(1).max(20),
    minTimesCity: z.number().min(1).max(20),
    z: z3,
    blockHours: z.number().int().min(1).max(8),
    seasonDays: z.number().int().min(7).max(60),
  }),
  rain: z.object({
    ...common,
    days: z.number().int().min(90).max(1100),
    /** Mean of the gauges on a day from which it is a wet one. */
    wetMillimeters: z.number().min(1).max(100),
    minCases: z.number().int().min(2).max(500),
    minRatio: z.number().min(1).max(20),
    minCityRatio: z.number().min(1).max(20),
    z: z3,
  }),
  aged: z.object({
    ...common,
    /** So many times its life a part may stand. */
    lifeTimes: z.number().min(0.5).max(3),
    minWeight: z.number().min(1).max(500),
  }),
  unseen: z.object({ ...common, unseenDays: z.number().int().min(1).max(365) }),
} as const satisfies Record<Detector, z.ZodType>
export type Parameters<D extends Detector = Detector> = z.output<(typeof PARAMETERS)[D]>

/** Until somebody says otherwise. Chosen on the planted patterns of three seeded years. */
export const DEFAULT_PARAMETERS: { readonly [D in Detector]: Parameters<D> } = {
  repeat: { quietDays: 60, dueDays: 14, radiusMeters: 50, days: 120, minTimes: 3, maxChance: 0.005 },
  rhythm: {
    quietDays: 14,
    dueDays: 7,
    days: 365,
    minCases: 8,
    minRatio: 1.5,
    minTimesCity: 1.5,
    z: 3,
    blockHours: 3,
    seasonDays: 28,
  },
  rain: {
    quietDays: 14,
    dueDays: 7,
    days: 365,
    wetMillimeters: 5,
    minCases: 3,
    minRatio: 1.2,
    minCityRatio: 1.2,
    z: 2,
  },
  aged: { quietDays: 180, dueDays: 14, lifeTimes: 1, minWeight: 15 },
  unseen: { quietDays: 3, dueDays: 3, unseenDays: 14 },
}
export const DEFAULT_MODE: Mode = 'suggest'
/** Tasks that one duty grid is given by itself in seven days. */
export const DEFAULT_WEEKLY_CAP = 3
