import type { Random } from '../city/random.ts'

/** How lively the district is in each hour, midnight first: 1 at the busiest. */
const hours = [
  0.25, 0.2, 0.16, 0.14, 0.14, 0.2, 0.4, 0.75, 1, 1, 1, 0.95, 0.8, 0.8, 0.95, 1, 1, 1, 0.95, 0.9, 0.8, 0.65,
  0.45, 0.32,
]
/** Life keeps the number of open cases within these. */
const OPEN_CASES = { few: 250, many: 420 } as const
/** Hands are on duty at night, too. */
const LEAST_WORK = 0.4

/** How long until somebody reports something again: about a minute by day. */
export function secondsToReport(hour: number, openCases: number, random: Random): number {
  const crowd = openCases > OPEN_CASES.many ? 3 : openCases < OPEN_CASES.few ? 0.6 : 1
  return (60 / hours[hour]!) * crowd * random.between(0.5, 1.5)
}

/** How long until the next step of some case: about ten seconds by day. */
export function secondsToWork(hour: number, openCases: number, random: Random): number {
  const crowd = openCases > OPEN_CASES.many ? 0.6 : openCases < OPEN_CASES.few ? 2.5 : 1
  return (10 / Math.max(LEAST_WORK, hours[hour]!)) * crowd * random.between(0.6, 1.4)
}
