import fc from 'fast-check'
import { expect, test } from 'vitest'
import { haversineDistanceMeters } from '../../geo/haversine-distance.ts'
import type { LngLat } from '../../geo/lng-lat.ts'
import { type RoadEdge, RoadRouter } from '../../geo/road-router.ts'
import type { KnownUnit, UnitSight } from '../units/unit-index.ts'
import { rankInSight } from './rank-nearest.ts'
import { CITY_LIMITS, rankUnits } from './rank-units.ts'
import { candidateOf, SHORT_LIST, shortListOf } from './short-list.ts'
import type { Roads } from './travel-by.ts'

const timeZone = 'Asia/Shanghai'
const nowMs = Date.parse('2026-03-05T02:00:00Z')
const target = { lngLat: [118.8, 31.9], skill: 'pump', needs: [], nowMs } as const

/** A sight by scanning. */
function sightOf(units: readonly KnownUnit[]): UnitSight {
  const of = (departmentId: number | null | undefined) =>
    units.filter((unit) => departmentId == null || unit.departmentId === departmentId)
  return {
    all: of,
    unplaced: (departmentId) => of(departmentId).filter(({ lng }) => lng === null),
    nearest: (
      [lng, lat],
      k,
      { departmentId, isIdle, skill = '', maxMeters = Infinity, filter = () => true } = {},
    ) =>
      of(departmentId)
        .filter((unit) => unit.lng !== null && (!isIdle || unit.status === 'idle'))
        .filter((unit) => (skill === '' || unit.skills.includes(skill)) && filter(unit))
        .map((unit) => ({
          unit,
          distanceMeters: haversineDistanceMeters([lng, lat], [unit.lng!, unit.lat!]),
        }))
        .filter(({ distanceMeters }) => distanceMeters <= maxMeters)
        .sort((a, b) => a.distanceMeters - b.distanceMeters || a.unit.unitId - b.unit.unitId)
        .slice(0, k),
  }
}

const unit = fc.record({
  departmentId: fc.constantFrom(1, 2),
  integrationLevel: fc.constantFrom(2, 3, 3, 3),
  skills: fc.constantFrom<readonly string[]>([], ['pump'], ['pump', 'lift']),
  status: fc.constantFrom('idle', 'idle', 'busy', 'off'),
  shifts: fc.constantFrom(
    [],
    [{ weekday: 4, startMinute: 480, endMinute: 960 }],
    [
      { weekday: 4, startMinute: 0, endMinute: 1200 },
      { weekday: 3, startMinute: 0, endMinute: 1440 },
    ],
  ),
  position: fc.option(
    fc.tuple(
      fc.double({ min: 118.6, max: 119, noNaN: true }),
      fc.double({ min: 31.7, max: 32.1, noNaN: true }),
    ),
    {
      freq: 8,
    },
  ),
  ageMinutes: fc.constantFrom(1, 5, 45),
})

type Made = typeof unit extends fc.Arbitrary<infer T> ? T : never

function unitsOf(some: readonly Made[]): KnownUnit[] {
  return some.map(({ position, ageMinutes, ...rest }, index) => ({
    ...rest,
    unitId: index + 1,
    code: `U${index}`,
    name: `力量${index}`,
    nameEn: '',
    kind: 'patrol',
    equipment: [],
    vehicleKind: '',
    scopeAreaId: 1,
    lng: position?.[0] ?? null,
    lat: position?.[1] ?? null,
    atMs: position ? nowMs - ageMinutes * 60_000 : null,
  }))
}
function everybody(units: readonly KnownUnit[]) {
  return units
    .filter(({ departmentId }) => departmentId === 1)
    .map((one) => candidateOf(one, timeZone, nowMs))
}
const options = { departmentId: 1, timeZone, limits: CITY_LIMITS }

test('the short list gives the ranking that everybody would, with the same reasons and skips', () => {
  const noRoads: Roads = { travelFrom: (sources) => sources.map(() => undefined), fastestMetersPerSecond: 1 }
  fc.assert(
    fc.property(fc.array(unit, { maxLength: SHORT_LIST }), (some) => {
      const units = unitsOf(some)
      const { candidates, ...ranking } = rankInSight(sightOf(units), target, noRoads, {
        ...options,
        withUnable: true,
      })
      expect(ranking).toEqual(rankUnits(target, everybody(units)))
    }),
    { numRuns: 300 },
  )
})

/** Streets of very different speeds about the case, some missing, some one-way: the near by air are often slow. */
const streets = fc
  .array(fc.record({ kph: fc.constantFrom(0, 4, 10, 30, 60, 100), isOneWay: fc.boolean() }), {
    minLength: 60,
    maxLength: 60,
  })
  .map((ways) => {
    const at = (node: number): LngLat => [118.775 + (node % 6) * 0.012, 31.879 + Math.floor(node / 6) * 0.01]
    const edges: RoadEdge[] = []
    let way = 0
    for (let node = 0; node < 36; node++)
      for (const next of [node % 6 < 5 ? node + 1 : -1, node < 30 ? node + 6 : -1]) {
        if (next < 0) continue
        const { kph, isOneWay } = ways[way++]!
        if (kph === 0) continue
        const lngLats = [at(node), at(next)]
        const lengthMeters = haversineDistanceMeters(lngLats[0]!, lngLats[1]!)
        edges.push({
          from: node,
          to: next,
          lengthMeters,
          lngLats,
          isOneWay,
          freeKph: kph,
          peakKph: kph,
        })
      }
    return new RoadRouter(36, edges)
  })
const unitOnStreets = fc
  .tuple(
    unit,
    fc.double({ min: 118.765, max: 118.84, noNaN: true }),
    fc.double({ min: 31.87, max: 31.93, noNaN: true }),
  )
  .map(
    ([made, lng, lat]): Made => ({
      ...made,
      departmentId: 1,
      integrationLevel: 3,
      skills: ['pump'],
      status: 'idle',
      ageMinutes: 1,
      position: [lng, lat],
    }),
  )

test('by road, too, whoever is quickest comes first, however many are nearer by air', () => {
  let missedBySix = 0
  fc.assert(
    fc.property(streets, fc.array(unitOnStreets, { minLength: 20, maxLength: 60 }), (router, some) => {
      const units = unitsOf(some)
      const roads: Roads = {
        travelFrom: (sources, maxSeconds) =>
          router.travelTo(target.lngLat, sources, {
            isPeak: false,
            ...(maxSeconds !== undefined && { maxSeconds }),
          }),
        fastestMetersPerSecond: router.fastestMetersPerSecond(false),
      }
      const { units: picks } = rankInSight(sightOf(units), target, roads, { ...options, length: 6 })
      expect(picks).toEqual(rankUnits(target, everybody(units), roads.travelFrom).units)
      const { candidates } = shortListOf(sightOf(units), target, { ...options, length: 6 })
      const [ofSix] = rankUnits(target, candidates, roads.travelFrom).units
      if (ofSix?.unitId !== picks[0]?.unitId) missedBySix++
    }),
    { numRuns: 400 },
  )
  // The first was often none of the six nearest by air.
  expect(missedBySix).toBeGreaterThan(20)
})
