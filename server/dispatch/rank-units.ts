import { haversineDistanceMeters } from '../../geo/haversine-distance.ts'
import type { LngLat } from '../../geo/lng-lat.ts'
import type { Reason } from '../cases/actions-for.ts'

export type UnitCandidate = {
  readonly unitId: number
  readonly name: string
  readonly nameEn: string
  readonly kind: string
  readonly departmentId: number
  readonly skills: readonly string[]
  readonly status: string
  readonly isOnShift: boolean
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
}
const CITY_LIMITS: RankLimits = {
  maxFixAgeMinutes: 30,
  maxDistanceMeters: 12_000,
  detourFactor: 1.35,
  metersPerMinute: 333,
}
const MAX_PICKS = 5
const MAX_SKIPS = 10

/**
 * The units that could go, best first, and the ones that could not, nearest first, each with its reason.
 * Travel time is an estimate from the straight line: `distance × detourFactor ÷ metersPerMinute`.
 */
export function rankUnits(
  target: { readonly lngLat: LngLat; readonly skill: string; readonly nowMs: number },
  candidates: readonly UnitCandidate[],
  limits: RankLimits = CITY_LIMITS,
): { readonly units: UnitPick[]; readonly skipped: UnitSkip[] } {
  const units: UnitPick[] = []
  const skipped: UnitSkip[] = []
  for (const unit of candidates) {
    const distanceMeters = unit.lngLat && Math.round(haversineDistanceMeters(unit.lngLat, target.lngLat))
    const named = { unitId: unit.unitId, name: unit.name, nameEn: unit.nameEn }
    const reason = whyNot(unit, distanceMeters, target, limits)
    if (reason || !unit.lngLat || distanceMeters === null) {
      skipped.push({ ...named, distanceMeters, reason: reason ?? NO_POSITION })
      continue
    }
    const travelMinutes = Math.max(
      1,
      Math.ceil((distanceMeters * limits.detourFactor) / limits.metersPerMinute),
    )
    units.push({
      ...named,
      kind: unit.kind,
      status: unit.status,
      lngLat: unit.lngLat,
      distanceMeters,
      travelMinutes,
      reasons: whyIt(unit, distanceMeters, travelMinutes, target),
    })
  }
  units.sort((a, b) => a.distanceMeters - b.distanceMeters || a.unitId - b.unitId)
  skipped.sort(
    (a, b) => (a.distanceMeters ?? Infinity) - (b.distanceMeters ?? Infinity) || a.unitId - b.unitId,
  )
  const [first, ...others] = units.slice(0, MAX_PICKS)
  const best = first && { ...first, reasons: [NEAREST, ...first.reasons] }
  return { units: best ? [best, ...others] : [], skipped: skipped.slice(0, MAX_SKIPS) }
}

const NO_POSITION: Reason = { code: 'NO_POSITION', zh: '没有定位', en: 'No position known' }
const NEAREST: Reason = { code: 'NEAREST', zh: '距离最近的可用力量', en: 'Nearest able unit' }

function whyNot(
  unit: UnitCandidate,
  distanceMeters: number | null,
  target: { readonly skill: string; readonly nowMs: number },
  limits: RankLimits,
): Reason | undefined {
  if (!unit.isOnShift || unit.status === 'off') return { code: 'OFF_SHIFT', zh: '不在班', en: 'Off shift' }
  if (target.skill !== '' && !unit.skills.includes(target.skill))
    return { code: 'LACKS_SKILL', zh: `不具备技能：${target.skill}`, en: `Lacks the skill: ${target.skill}` }
  if (unit.status !== 'idle') return { code: 'BUSY', zh: '正在处置其他案件', en: 'Busy with another case' }
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

function whyIt(
  unit: UnitCandidate,
  distanceMeters: number,
  travelMinutes: number,
  target: { readonly skill: string; readonly nowMs: number },
): Reason[] {
  const reasons: Reason[] = [
    {
      code: 'DISTANCE',
      zh: `直线 ${distanceMeters} 米，约 ${travelMinutes} 分钟`,
      en: `${distanceMeters} m in a straight line, about ${travelMinutes} min`,
    },
  ]
  if (target.skill !== '')
    reasons.push({ code: 'HAS_SKILL', zh: `具备技能：${target.skill}`, en: `Has the skill: ${target.skill}` })
  const ageMinutes = unit.atMs === null ? 0 : Math.max(0, Math.floor((target.nowMs - unit.atMs) / 60_000))
  reasons.push({
    code: 'FRESH_POSITION',
    zh: `${ageMinutes} 分钟前定位`,
    en: `Position ${ageMinutes} min old`,
  })
  return reasons
}
