import { haversineDistanceMeters } from '../../geo/haversine-distance.ts'
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

/** Ways by road are found first for so many able units, the nearest as the crow flies. */
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
  readonly length?: number
}
export type ShortList = {
  readonly candidates: readonly UnitCandidate[]
  /** The able ones that are not on it, within so many meters by air, nearest first. */
  readonly beyond: (maxMeters: number) => UnitCandidate[]
}

/**
 * The able units nearest by air, first those of whom nothing speaks against, and the nearest of those who cannot go.
 * Where nobody is able it is everybody, so that the shortfall counts them all.
 */
export function shortListOf(
  sight: UnitSight,
  target: Target,
  {
    departmentId,
    timeZone,
    limits,
    filter = () => true,
    withUnable = false,
    length = SHORT_LIST,
  }: ShortListOptions,
): ShortList {
  const known = new Map<number, UnitCandidate>()
  const candidate = (unit: KnownUnit): UnitCandidate => {
    const made = known.get(unit.unitId) ?? candidateOf(unit, timeZone, target.nowMs)
    known.set(unit.unitId, made)
    return made
  }
  const isAble = (one: UnitCandidate) => whyNot(one, metersTo(one, target), target, limits) === undefined
  const isDoubtful = (one: UnitCandidate) => doubtsOf(one, target, limits).length > 0
  const nearestAble = (
    k: number,
    isWanted: (one: UnitCandidate) => boolean,
    maxMeters = limits.maxDistanceMeters,
  ) =>
    sight
      .nearest(target.lngLat, k, {
        departmentId,
        isIdle: true,
        skill: target.skill,
        maxMeters: Math.min(maxMeters, limits.maxDistanceMeters) * PLANE_SLACK,
        filter: (unit) => filter(unit) && isWanted(candidate(unit)) && isAble(candidate(unit)),
      })
      .map(({ unit }) => candidate(unit))
  const sure = nearestAble(length, (one) => !isDoubtful(one))
  const able = [...sure, ...nearestAble(length - sure.length, isDoubtful)]
  const listed = new Set(able)
  const beyond = (maxMeters: number) =>
    able.length < length ? [] : nearestAble(Infinity, (one) => !listed.has(one), maxMeters)
  const listOf = (others: readonly UnitCandidate[]) => ({ candidates: [...able, ...others], beyond })
  if (able.length === 0) return listOf(sight.all(departmentId).filter(filter).map(candidate))
  if (!withUnable) return listOf([])
  const unable = sight
    .nearest(target.lngLat, MAX_SKIPS, {
      departmentId,
      filter: (unit) => filter(unit) && !isAble(candidate(unit)),
    })
    .map(({ unit }) => candidate(unit))
  if (unable.length === MAX_SKIPS) return listOf(unable)
  const unplaced = sight
    .unplaced(departmentId)
    .filter(filter)
    .slice(0, MAX_SKIPS - unable.length)
    .map(candidate)
  return listOf([...unable, ...unplaced])
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
