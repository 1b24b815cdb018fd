import type { CaseFilter } from '../../../server/cases/case-filter.ts'
import type { Replay, ReplayTrack } from '../../../server/replay/read-replay.ts'
import type { LngLat, ReplayedCase } from '../../_map/map-types.ts'

/** A unit that was not heard for so long is not drawn as if it were still there. */
const silenceMs = 15 * 60_000

type UnitThen = { readonly unitId: number; readonly lngLat: LngLat; readonly headingDegrees: number }

/** A case that was open then; without a place it counts and is not drawn. */
type CaseThen = Omit<ReplayedCase, 'lngLat'> & { readonly lngLat: LngLat | null }

/** The cases that were open at a moment, with how they stood to their deadline then, or only those of some levels. */
export function casesAt(
  cases: Replay['cases'],
  atMs: number,
  levels?: CaseFilter['clockLevels'],
): CaseThen[] {
  return cases.flatMap(({ caseId, lng, lat, fromMs, toMs, warnMs, dueMs, foundBy }) => {
    if (fromMs > atMs || (toMs !== null && toMs <= atMs)) return []
    const level =
      dueMs !== null && dueMs < atMs ? 'overdue' : warnMs !== null && warnMs < atMs ? 'near' : 'normal'
    if (levels && !levels.includes(level)) return []
    const lngLat: LngLat | null = lng === null || lat === null ? null : [lng, lat]
    return [{ caseId, lngLat, level, isMachineFound: foundBy === 'machine' }]
  })
}

/** Where the units were at a moment: on the straight line between the two places heard before and after. */
export function unitsAt(tracks: readonly ReplayTrack[], atMs: number): UnitThen[] {
  return tracks.flatMap(({ unitId, points }) => {
    const next = firstAfter(points, atMs)
    const [before, after] = [points[next - 1], points[next]]
    const [known] = before ? [before] : []
    if (!known || atMs - known[0] > silenceMs) return []
    const isMoving = after !== undefined && after[0] - known[0] <= silenceMs
    const share = isMoving ? (atMs - known[0]) / (after[0] - known[0]) : 0
    const [dx, dy] = isMoving ? [after[1] - known[1], after[2] - known[2]] : [0, 0]
    const eastward = dx * Math.cos((known[2] * Math.PI) / 180)
    return [
      {
        unitId,
        lngLat: [known[1] + share * dx, known[2] + share * dy] as const,
        headingDegrees: ((Math.atan2(eastward, dy) * 180) / Math.PI + 360) % 360,
      },
    ]
  })
}

/** By halving: tracks are long, and this runs several times a second. */
function firstAfter(points: ReplayTrack['points'], atMs: number): number {
  let [low, high] = [0, points.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (points[middle]![0] <= atMs) low = middle + 1
    else high = middle
  }
  return low
}
