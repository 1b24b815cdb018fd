import type { Slot } from './find-rhythms.ts'

/** What a candidate stands on: the figures, the threshold they passed, and the way to the cases or parts behind them. */
export type Evidence =
  | {
      readonly kind: 'repeat'
      readonly caseIds: readonly number[]
      readonly times: number
      readonly usualTimes: number
      readonly chance: number
      readonly radiusMeters: number
      readonly days: number
      readonly minTimes: number
      readonly maxChance: number
    }
  | {
      readonly kind: 'rhythm'
      readonly slot: Slot
      readonly count: number
      readonly total: number
      readonly ratio: number
      readonly lower: number
      readonly timesCity: number
      readonly minRatio: number
      readonly minTimesCity: number
      readonly z: number
      readonly days: number
      readonly hours: readonly number[]
      readonly weekdays: readonly number[]
    }
  | {
      readonly kind: 'rain'
      readonly wet: number
      readonly expectedWet: number
      readonly total: number
      readonly wetDays: number
      readonly dryDays: number
      readonly ratio: number
      readonly lower: number
      readonly cityRatio: number
      readonly minRatio: number
      readonly z: number
      readonly wetMillimeters: number
      readonly days: number
    }
  | {
      readonly kind: 'aged'
      readonly partIds: readonly number[]
      readonly parts: number
      readonly poor: number
      readonly cases: number
      readonly oldestYears: number
      readonly lifeYears: number
      readonly weight: number
      readonly minWeight: number
    }
  | {
      readonly kind: 'unseen'
      /** ISO 8601; null where nobody of ours ever looked. */
      readonly lastSeenAt: string | null
      readonly unseenDays: number
    }
