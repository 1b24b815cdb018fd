import fc from 'fast-check'
import { expect, test } from 'vitest'
import { haversineDistanceMeters } from '../../geo/haversine-distance.ts'
import type { KnownUnit, UnitSight } from '../units/unit-index.ts'
import { CITY_LIMITS, rankUnits } from './rank-units.ts'
import { candidateOf, SHORT_LIST, shortListOf } from './short-list.ts'

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

test('the short list gives the ranking that everybody would, with the same reasons and skips', () => {
  fc.assert(
    fc.property(fc.array(unit, { maxLength: SHORT_LIST }), (some) => {
      const units = some.map(
        ({ position, ageMinutes, ...rest }, index): KnownUnit => ({
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
        }),
      )
      const options = { departmentId: 1, timeZone, limits: CITY_LIMITS, withUnable: true }
      const short = shortListOf(sightOf(units), target, options)
      const all = units
        .filter(({ departmentId }) => departmentId === 1)
        .map((one) => candidateOf(one, timeZone, nowMs))
      expect(rankUnits(target, short)).toEqual(rankUnits(target, all))
    }),
    { numRuns: 300 },
  )
})
