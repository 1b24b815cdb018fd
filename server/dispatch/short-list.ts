import { haversineDistanceMeters } from '../../geo/haversine-distance.ts'
import type { Trx } from '../db/client.ts'
import type { Locator } from '../locate/locator.ts'
import { isUnderOneCommand } from '../organization/integration.ts'
import { dutyOf } from '../units/duty-of.ts'
import { isOnShift } from '../units/is-on-shift.ts'
import type { KnownUnit, UnitSight } from '../units/unit-index.ts'
import {
  doubtsOf,
  MAX_SKIPS,
  type RankLimits,
  type Target,
  type UnitCandidate,
  whyNot,
} from './rank-units.ts'

/** Ways by road are found for so many able units, the nearest as the crow flies. */
export const SHORT_LIST = 32
/** A sphere and our plane differ by less within a city. */
const PLANE_SLACK = 1.01

export type ShortListOptions = {
  readonly departmentId: number | null
  readonly timeZone: string
  readonly limits: RankLimits
  /** Which units at all. */
  readonly filter?: (unit: KnownUnit) => boolean
  /** Whether the nearest of those who cannot go are wanted, too. */
  readonly withUnable?: boolean
}

/** Who is looked at for a case: units of the caller's scope, as they are in its transaction. */
export async function readShortList(
  trx: Trx,
  locator: Locator,
  target: Target,
  options: ShortListOptions,
): Promise<UnitCandidate[]> {
  return shortListOf(await locator.units.look(trx), target, options)
}

/**
 * The able units nearest by air, first those of whom nothing speaks against, and the nearest of those who cannot go.
 * Where nobody is able it is everybody, so that the shortfall counts them all.
 */
export function shortListOf(
  sight: UnitSight,
  target: Target,
  { departmentId, timeZone, limits, filter = () => true, withUnable = false }: ShortListOptions,
): UnitCandidate[] {
  const known = new Map<number, UnitCandidate>()
  const candidate = (unit: KnownUnit): UnitCandidate => {
    const made = known.get(unit.unitId) ?? candidateOf(unit, timeZone, target.nowMs)
    known.set(unit.unitId, made)
    return made
  }
  const isAble = (one: UnitCandidate) => whyNot(one, metersTo(one, target), target, limits) === undefined
  const isDoubtful = (one: UnitCandidate) => doubtsOf(one, target, limits).length > 0
  const nearestAble = (k: number, isWanted: (one: UnitCandidate) => boolean) =>
    sight
      .nearest(target.lngLat, k, {
        departmentId,
        isIdle: true,
        skill: target.skill,
        maxMeters: limits.maxDistanceMeters * PLANE_SLACK,
        filter: (unit) => filter(unit) && isWanted(candidate(unit)) && isAble(candidate(unit)),
      })
      .map(({ unit }) => candidate(unit))
  const sure = nearestAble(SHORT_LIST, (one) => !isDoubtful(one))
  const able = [...sure, ...nearestAble(SHORT_LIST - sure.length, isDoubtful)]
  if (able.length === 0) return sight.all(departmentId).filter(filter).map(candidate)
  if (!withUnable) return able
  const unable = sight
    .nearest(target.lngLat, MAX_SKIPS, {
      departmentId,
      filter: (unit) => filter(unit) && !isAble(candidate(unit)),
    })
    .map(({ unit }) => candidate(unit))
  if (unable.length === MAX_SKIPS) return [...able, ...unable]
  const unplaced = sight
    .unplaced(departmentId)
    .filter(filter)
    .slice(0, MAX_SKIPS - unable.length)
    .map(candidate)
  return [...able, ...unable, ...unplaced]
}

/** A unit with what its roster says at a moment. */
export function candidateOf(unit: KnownUnit, timeZone: string, nowMs: number): UnitCandidate {
  const { lng, lat, shifts, vehicleKind, equipment, integrationLevel } = unit
  return {
    unitId: unit.unitId,
    name: unit.name,
    nameEn: unit.nameEn,
    kind: unit.kind,
    departmentId: unit.departmentId,
    isUnderOwnCommand: !isUnderOneCommand(integrationLevel),
    skills: unit.skills,
    status: unit.status,
    isOnShift: isOnShift(shifts, timeZone, nowMs),
    duty: dutyOf(shifts, timeZone, nowMs),
    equipment: vehicleKind === '' ? equipment : [...equipment, vehicleKind],
    lngLat: lng === null || lat === null ? null : [lng, lat],
    atMs: unit.atMs,
  }
}

function metersTo({ lngLat }: UnitCandidate, target: Target): number | null {
  return lngLat && Math.round(haversineDistanceMeters(lngLat, target.lngLat))
}
