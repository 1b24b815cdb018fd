import { haversineDistanceMeters } from '../../geo/haversine-distance.ts'
import type { LngLat } from '../../geo/lng-lat.ts'
import type { Travel } from '../../geo/road-router.ts'
import type { Reason } from '../cases/actions-for.ts'
import type { Duty } from '../units/duty-of.ts'
import { type EquipmentKind, lackedBy } from './equipment.ts'
import { type RestRules, restOf, USUAL_REST } from './rest-of.ts'
import { shortfallOf } from './shortfall-of.ts'

export type UnitCandidate = {
  readonly unitId: number
  readonly name: string
  readonly nameEn: string
  readonly kind: string
  readonly departmentId: number
  /** Its department has not put its people under this command: it is given the case and sends them itself. */
  readonly isUnderOwnCommand?: boolean
  readonly skills: readonly string[]
  readonly status: string
  readonly isOnShift: boolean
  /** Null where nobody knows its roster. */
  readonly duty: Duty | null
  /** What it carries and drives; empty where its source does not say. */
  readonly equipment: readonly string[]
  /** Null: it never reported a position. */
  readonly lngLat: LngLat | null
  readonly atMs: number | null
}
export type UnitPick = Named & {
  readonly kind: string
  readonly status: string
  readonly lngLat: LngLat
  readonly distanceMeters: number
  readonly travelMinutes: number
  /** From the unit to the case; empty where no road is known and the minutes are an estimate. */
  readonly route: readonly LngLat[]
  /** It should rest, or may lack what is needed. */
  readonly isDoubtful: boolean
  readonly reasons: readonly Reason[]
}
export type UnitSkip = Named & { readonly distanceMeters: number | null; readonly reason: Reason }
type Named = { readonly unitId: number; readonly name: string; readonly nameEn: string }

export type RankLimits = {
  /** A position older than this says nothing about where a unit is. */
  readonly maxFixAgeMinutes: number
  readonly maxDistanceMeters: number
  /** Streets are longer than the straight line; 1.35 is usual in built-up areas. */
  readonly detourFactor: number
  /** About 20 km/h door to door. */
  readonly metersPerMinute: number
  readonly rest: RestRules
}
export const CITY_LIMITS: RankLimits = {
  maxFixAgeMinutes: 30,
  maxDistanceMeters: 12_000,
  detourFactor: 1.35,
  metersPerMinute: 333,
  rest: USUAL_REST,
}
export const MAX_PICKS = 5
export const MAX_SKIPS = 10

export type Ranking = {
  readonly units: UnitPick[]
  readonly skipped: UnitSkip[]
  /** Why nobody can go; null where somebody can. */
  readonly shortfall: Reason | null
}
/** A way, and how much longer it takes than if no road were closed. */
type OpenWay = Travel & { readonly detourSeconds?: number }
/** Ways by road from each place to the case; undefined where none leads there, or none in the time given. */
export type TravelFrom = (sources: readonly LngLat[], maxSeconds?: number) => readonly (OpenWay | undefined)[]

/**
 * The units that could go, quickest first, and the ones that could not, nearest first, each with its reason.
 * Whoever should rest, or may lack what the case needs, comes after all others; whoever has no way by road after all
 * who have, by an estimate from the straight line: `distance × detourFactor ÷ metersPerMinute`.
 */
export function rankUnits(
  target: Target,
  candidates: readonly UnitCandidate[],
  travelFrom: TravelFrom = (sources) => sources.map(() => undefined),
  limits: RankLimits = CITY_LIMITS,
): Ranking {
  return rankWays(target, findWays(target, candidates, travelFrom, limits))
}

/** The same of ways already found; `slowerMeters`: how far by air others are that come after the first in any case. */
export function rankWays(
  target: Target,
  { ways, skipped }: FoundWays,
  slowerMeters: readonly number[] = [],
): Ranking {
  const isAnyByRoad = ways.some(({ travel }) => travel !== undefined)
  const units = ways
    .slice(0, MAX_PICKS)
    .map((way, index) =>
      pickOf(way, [
        ...(index === 0 ? whyFirst(way, ways, slowerMeters) : []),
        ...whyIt(way.unit, way, isAnyByRoad, target),
      ]),
    )
  const nearestFirst = skipped.toSorted(
    (a, b) => (a.distanceMeters ?? Infinity) - (b.distanceMeters ?? Infinity) || a.unitId - b.unitId,
  )
  return {
    units,
    skipped: nearestFirst.slice(0, MAX_SKIPS),
    shortfall: units.length > 0 ? null : shortfallOf(skipped.map(({ reason }) => reason.code)),
  }
}

export type FoundWays = { readonly ways: readonly UnitWay[]; readonly skipped: readonly UnitSkip[] }

/** Every unit that could go, quickest first, and every one that could not. */
export function findWays(
  target: Target,
  candidates: readonly UnitCandidate[],
  travelFrom: TravelFrom,
  limits: RankLimits = CITY_LIMITS,
): FoundWays {
  const able: { unit: UnitCandidate; lngLat: LngLat; distanceMeters: number }[] = []
  const skipped: UnitSkip[] = []
  for (const unit of candidates) {
    const distanceMeters = unit.lngLat && Math.round(haversineDistanceMeters(unit.lngLat, target.lngLat))
    const named = { unitId: unit.unitId, name: unit.name, nameEn: unit.nameEn }
    const reason = whyNot(unit, distanceMeters, target, limits)
    if (reason || !unit.lngLat || distanceMeters === null) {
      skipped.push({ ...named, distanceMeters, reason: reason ?? NO_POSITION })
      continue
    }
    able.push({ unit, lngLat: unit.lngLat, distanceMeters })
  }
  const travels = travelFrom(able.map(({ lngLat }) => lngLat))
  const ways = able.map(({ unit, lngLat, distanceMeters }, index): UnitWay => {
    const travel = travels[index]
    const minutes = travel
      ? travel.seconds / 60
      : (distanceMeters * limits.detourFactor) / limits.metersPerMinute
    const travelMinutes = Math.max(1, Math.ceil(minutes))
    return {
      unit,
      lngLat,
      distanceMeters,
      travel,
      minutes,
      travelMinutes,
      doubts: doubtsOf(unit, target, limits),
    }
  })
  return { ways: ways.sort(quickestFirst), skipped }
}

export function quickestFirst(a: UnitWay, b: UnitWay): number {
  return (
    Number(a.doubts.length > 0) - Number(b.doubts.length > 0) ||
    Number(!a.travel) - Number(!b.travel) ||
    a.minutes - b.minutes ||
    a.unit.unitId - b.unit.unitId
  )
}

export function pickOf(way: UnitWay, reasons: readonly Reason[]): UnitPick {
  return {
    unitId: way.unit.unitId,
    name: way.unit.name,
    nameEn: way.unit.nameEn,
    kind: way.unit.kind,
    status: way.unit.status,
    lngLat: way.lngLat,
    distanceMeters: way.distanceMeters,
    travelMinutes: way.travelMinutes,
    route: way.travel?.lngLats ?? [],
    isDoubtful: way.doubts.length > 0,
    reasons,
  }
}

export type Target = {
  readonly lngLat: LngLat
  readonly skill: string
  readonly needs: readonly EquipmentKind[]
  readonly nowMs: number
}
export type UnitWay = Way & {
  readonly unit: UnitCandidate
  readonly lngLat: LngLat
}
type Way = {
  readonly distanceMeters: number
  readonly minutes: number
  /** Why it comes after all who have none: it should rest, or nobody knows what it carries. */
  readonly doubts: readonly Reason[]
  readonly travelMinutes: number
  readonly travel: OpenWay | undefined
}

const NO_POSITION: Reason = { code: 'NO_POSITION', zh: '没有定位', en: 'No position known' }
const EQUIPMENT_UNKNOWN: Reason = {
  code: 'EQUIPMENT_UNKNOWN',
  zh: '装备未登记，请先问明',
  en: 'Nobody noted what it carries: ask first',
}
const NEAREST: Reason = { code: 'NEAREST', zh: '距离最近的可用力量', en: 'Nearest able unit' }
const QUICKEST: Reason = { code: 'QUICKEST', zh: '沿路最快到达', en: 'Quickest by road' }

/** The first is the quickest by road; where another is nearer as the crow flies, that is said. */
function whyFirst(first: Way, ranked: readonly Way[], slowerMeters: readonly number[]): Reason[] {
  const passedOver = soonerButDoubtful(first, ranked)
  if (passedOver) return [passedOver]
  if (!first.travel) return [NEAREST]
  const nearer = [...ranked.map(({ distanceMeters }) => distanceMeters), ...slowerMeters].filter(
    (meters) => meters < first.distanceMeters,
  ).length
  if (nearer === 0) return [QUICKEST]
  return [
    QUICKEST,
    {
      code: 'NEARER_BUT_SLOWER',
      zh: `另有 ${nearer} 支直线更近，但路上更慢`,
      en: `${nearer} nearer in a straight line, but slower by road`,
    },
  ]
}

/** Said of the first where a quicker one should rest or may lack what is needed. */
export function soonerButDoubtful(first: Way, ranked: readonly Way[]): Reason | undefined {
  const sooner = ranked.filter((one) => isSooner(one, first)).length
  if (sooner === 0) return undefined
  return {
    code: 'SOONER_BUT_DOUBTFUL',
    zh: `另有 ${sooner} 支能更早到，但应休息或装备不明`,
    en: `${sooner} could be there sooner, but should rest or may lack equipment`,
  }
}

/** By road where either has a way, since an estimate is no match for one. */
function isSooner(one: Way, other: Way): boolean {
  if (!one.travel !== !other.travel) return one.travel !== undefined
  return one.minutes < other.minutes
}

/** What speaks against a unit that could go all the same. */
export function doubtsOf(unit: UnitCandidate, target: Target, limits: RankLimits): Reason[] {
  const rest = restOf(unit.duty, limits.rest)
  return [
    ...(rest ? [rest] : []),
    ...(target.needs.length > 0 && unit.equipment.length === 0 ? [EQUIPMENT_UNKNOWN] : []),
  ]
}

/** Why a unit cannot go; undefined where it can. */
export function whyNot(
  unit: UnitCandidate,
  distanceMeters: number | null,
  target: Target,
  limits: RankLimits,
): Reason | undefined {
  if (unit.isUnderOwnCommand)
    return { code: 'OWN_COMMAND', zh: '由本单位自行派出', en: 'Sent by its own department' }
  if (!unit.isOnShift || unit.status === 'off') return { code: 'OFF_SHIFT', zh: '不在班', en: 'Off shift' }
  if (target.skill !== '' && !unit.skills.includes(target.skill))
    return { code: 'LACKS_SKILL', zh: `不具备技能：${target.skill}`, en: `Lacks the skill: ${target.skill}` }
  const [lacked] = unit.equipment.length === 0 ? [] : lackedBy(unit.equipment, target.needs)
  if (lacked)
    return {
      code: 'LACKS_EQUIPMENT',
      zh: `缺少装备：${lacked.name}`,
      en: `Lacks: ${lacked.nameEn || lacked.name}`,
    }
  if (unit.status !== 'idle') return { code: 'BUSY', zh: '正在处置其他案件', en: 'Busy with another case' }
  if (limits.rest.resting === 'skip') {
    const rest = restOf(unit.duty, limits.rest)
    if (rest) return rest
  }
  if (distanceMeters === null || unit.atMs === null) return NO_POSITION
  const ageMinutes = Math.floor((target.nowMs - unit.atMs) / 60_000)
  if (ageMinutes > limits.maxFixAgeMinutes)
    return {
      code: 'STALE_POSITION',
      zh: `定位已过去 ${ageMinutes} 分钟`,
      en: `Position is ${ageMinutes} minutes old`,
    }
  if (distanceMeters > limits.maxDistanceMeters) {
    const kilometers = (distanceMeters / 1000).toFixed(1)
    return { code: 'TOO_FAR', zh: `距离 ${kilometers} 公里，过远`, en: `${kilometers} km away: too far` }
  }
  return undefined
}

/** What speaks for a unit that could go. */
export function whyIt(
  unit: UnitCandidate,
  { distanceMeters, travelMinutes, travel, doubts }: Way,
  isAnyByRoad: boolean,
  target: Target,
): Reason[] {
  const reasons: Reason[] = [
    ...doubts,
    travel
      ? { code: 'DISTANCE', zh: `沿路约 ${travelMinutes} 分钟`, en: `About ${travelMinutes} min by road` }
      : {
          code: 'DISTANCE',
          zh: `直线 ${distanceMeters} 米，约 ${travelMinutes} 分钟`,
          en: `${distanceMeters} m in a straight line, about ${travelMinutes} min`,
        },
  ]
  const detourMinutes = Math.round((travel?.detourSeconds ?? 0) / 60)
  if (detourMinutes > 0)
    reasons.push({
      code: 'ROUND_CLOSURE',
      zh: `绕开封闭路段，多约 ${detourMinutes} 分钟`,
      en: `Round a closed road: about ${detourMinutes} min more`,
    })
  if (isAnyByRoad && !travel)
    reasons.push({ code: 'NO_ROAD', zh: '路网不通，按直线估算', en: 'No way by road: estimated' })
  if (target.skill !== '')
    reasons.push({ code: 'HAS_SKILL', zh: `具备技能：${target.skill}`, en: `Has the skill: ${target.skill}` })
  if (target.needs.length > 0 && unit.equipment.length > 0)
    reasons.push({
      code: 'HAS_EQUIPMENT',
      zh: `带有${target.needs.map(({ name }) => name).join('、')}`,
      en: `Carries: ${target.needs.map(({ name, nameEn }) => nameEn || name).join(', ')}`,
    })
  const ageMinutes = unit.atMs === null ? 0 : Math.max(0, Math.floor((target.nowMs - unit.atMs) / 60_000))
  reasons.push({
    code: 'FRESH_POSITION',
    zh: `${ageMinutes} 分钟前定位`,
    en: `Position ${ageMinutes} min old`,
  })
  return reasons
}
