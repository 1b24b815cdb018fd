import type { UnitCandidate, UnitPick } from '../dispatch/rank-units.ts'

/** What a pick rests on. */
type PickFacts = {
  readonly departmentHow: string
  readonly isByRoad: boolean
  readonly travelMinutes: number
  readonly fixAgeMinutes: number
  /** The unit should rest, or may lack what the case needs. */
  readonly isDoubtful: boolean
}
/** How sure each way of finding the department is. */
const DEPARTMENT: Readonly<Record<string, number>> = { duty: 1, person: 1, territory: 0.8 }

/**
 * How sure a pick is, 0 to 1: the product of how the department was found, whether the way is known or estimated, how
 * long it takes (full to 10 minutes, half at an hour), how old the unit's position is (full to 5 minutes, 0.8 at 30),
 * and half of it all where it should rest or may lack what is needed.
 */
export function scoreOf({
  departmentHow,
  isByRoad,
  travelMinutes,
  fixAgeMinutes,
  isDoubtful,
}: PickFacts): number {
  const time = between(1 - ((travelMinutes - 10) / 50) * 0.5, 0.5)
  const position = between(1 - ((fixAgeMinutes - 5) / 25) * 0.2, 0.8)
  const ability = isDoubtful ? 0.5 : 1
  const score = (DEPARTMENT[departmentHow] ?? 0.5) * (isByRoad ? 1 : 0.8) * time * position * ability
  return Math.round(score * 100) / 100
}

function between(value: number, least: number): number {
  return Math.min(1, Math.max(least, value))
}

/** The same for a pick as dispatch made it; `departmentReason` is the case's own. */
export function scoreOfPick(
  pick: Pick<UnitPick, 'unitId' | 'route' | 'travelMinutes' | 'isDoubtful'>,
  departmentReason: unknown,
  candidates: readonly UnitCandidate[],
  nowMs: number,
): number {
  const { atMs = null } = candidates.find(({ unitId }) => unitId === pick.unitId) ?? {}
  return scoreOf({
    departmentHow: (departmentReason as { how?: string } | null)?.how ?? '',
    isByRoad: pick.route.length > 0,
    travelMinutes: pick.travelMinutes,
    isDoubtful: pick.isDoubtful,
    fixAgeMinutes: (nowMs - (atMs ?? 0)) / 60_000,
  })
}
