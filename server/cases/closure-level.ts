import type { AreaLevel } from '../exchange/bundle.ts'

/** From the lowest to the highest. */
export const CLOSURE_LEVELS = ['grid', 'community', 'subdistrict', 'district', 'city'] as const
export type ClosureLevel = (typeof CLOSURE_LEVELS)[number]

export type ClosureFacts = {
  /** Of each department that handled it the level of its area; null for one over the whole district. */
  readonly departmentLevels: readonly (AreaLevel | null)[]
  /** Somebody climbed: unsigned to the shift leader, or a binding decision between departments. */
  readonly isEscalated: boolean
  /** Of its oversight orders the highest; 0 without one. */
  readonly oversightLevel: number
}
/** An order of this level is the city's head. */
const TOP_OVERSIGHT = 3

/**
 * 小事不出社区、大事不出街道: the level at which a case was closed is the highest whose hands it passed through.
 *
 * - Put right by whoever walks the grid, with no department: the grid.
 * - By departments: the highest of their areas; one without an area is the district's.
 * - Escalated, decided bindingly, or under an oversight order: the district at least; under an order of level 3 the city.
 */
export function closureLevelOf({
  departmentLevels,
  isEscalated,
  oversightLevel,
}: ClosureFacts): ClosureLevel {
  const levels: ClosureLevel[] = [
    'grid',
    ...departmentLevels.map((level) => level ?? 'district'),
    ...(isEscalated || oversightLevel > 0 ? (['district'] as const) : []),
    ...(oversightLevel >= TOP_OVERSIGHT ? (['city'] as const) : []),
  ]
  return CLOSURE_LEVELS[Math.max(...levels.map((level) => CLOSURE_LEVELS.indexOf(level)))]!
}
