import { describe, expect, it } from 'vitest'
import { isOnShift } from '../units/is-on-shift.ts'
import { rankUnits, type UnitCandidate } from './rank-units.ts'

const nowMs = Date.parse('2026-03-05T02:00:00Z')
const target = { lngLat: [118.8, 31.9], skill: 'drainage', nowMs } as const
const able: UnitCandidate = {
  unitId: 1,
  name: '排水一班',
  nameEn: 'Drainage 1',
  kind: 'drainage',
  departmentId: 3,
  skills: ['drainage'],
  status: 'idle',
  isOnShift: true,
  lngLat: [118.81, 31.9],
  atMs: nowMs - 60_000,
}

describe('rankUnits', () => {
  it('puts the nearest able unit first and says why', () => {
    const { units, skipped } = rankUnits(target, [able, { ...able, unitId: 2, lngLat: [118.802, 31.9] }])
    expect(units.map((unit) => unit.unitId)).toEqual([2, 1])
    expect(units[0]?.reasons.map((reason) => reason.code)).toEqual([
      'NEAREST',
      'DISTANCE',
      'HAS_SKILL',
      'FRESH_POSITION',
    ])
    expect(units[1]?.reasons[0]?.code).toBe('DISTANCE')
    expect(skipped).toEqual([])
  })
  it.each([
    ['OFF_SHIFT', { isOnShift: false }],
    ['OFF_SHIFT', { status: 'off' }],
    ['LACKS_SKILL', { skills: ['greening'] }],
    ['BUSY', { status: 'busy' }],
    ['STALE_POSITION', { atMs: nowMs - 31 * 60_000 }],
    ['NO_POSITION', { lngLat: null, atMs: null }],
    ['TOO_FAR', { lngLat: [119.8, 31.9] }],
  ] as const)('skips with %s', (code, change) => {
    const { units, skipped } = rankUnits(target, [{ ...able, ...change }])
    expect(units).toEqual([])
    expect(skipped).toMatchObject([{ unitId: 1, reason: { code } }])
  })
  it('sends the quickest by road, not the nearest, and says so', () => {
    const nearAcrossTheRiver = { ...able, unitId: 2, lngLat: [118.802, 31.9] } as const
    const noRoad = { ...able, unitId: 3, lngLat: [118.801, 31.9] } as const
    const { units, shortfall } = rankUnits(target, [able, nearAcrossTheRiver, noRoad], (sources) =>
      sources.map((source) =>
        source === noRoad.lngLat
          ? undefined
          : { seconds: source === able.lngLat ? 200 : 900, lngLats: [source, target.lngLat] },
      ),
    )
    expect(units.map((unit) => [unit.unitId, unit.travelMinutes])).toEqual([
      [1, 4],
      [2, 15],
      [3, 1],
    ])
    expect(units[0]?.reasons.slice(0, 2)).toMatchObject([
      { code: 'QUICKEST' },
      { code: 'NEARER_BUT_SLOWER', en: '2 nearer in a straight line, but slower by road' },
    ])
    expect(units[0]?.route).toHaveLength(2)
    expect(units[2]?.reasons).toContainEqual(expect.objectContaining({ code: 'NO_ROAD' }))
    expect(shortfall).toBeNull()
  })
  it.each([
    ['NO_CANDIDATES', []],
    ['UNSTAFFED', [{ isOnShift: false }, { status: 'off' }]],
    ['ALL_BUSY', [{ status: 'busy' }]],
    ['STALE_POSITIONS', [{ atMs: 0 }]],
    ['OUT_OF_RADIUS', [{ lngLat: [119.8, 31.9] }]],
    ['NO_ABLE_UNIT', [{ status: 'busy' }, { isOnShift: false }]],
  ] as const)('names the shortfall %s', (code, changes) => {
    const candidates = changes.map((change) => ({ ...able, ...change }) as UnitCandidate)
    expect(rankUnits(target, candidates).shortfall?.code).toBe(code)
  })
  it('takes a position of exactly half an hour', () => {
    expect(rankUnits(target, [{ ...able, atMs: nowMs - 30 * 60_000 }]).units).toHaveLength(1)
  })
})

describe('isOnShift', () => {
  // Thursday 2026-03-05 10:00 in Shanghai.
  const night = [{ weekday: 3, startMinute: 1320, endMinute: 1800 }]
  it('knows day shifts, shifts over midnight, and units without a roster', () => {
    expect(isOnShift([{ weekday: 4, startMinute: 480, endMinute: 600 }], 'Asia/Shanghai', nowMs)).toBe(false)
    expect(isOnShift([{ weekday: 4, startMinute: 480, endMinute: 601 }], 'Asia/Shanghai', nowMs)).toBe(true)
    expect(isOnShift(night, 'Asia/Shanghai', Date.parse('2026-03-04T20:00:00Z'))).toBe(true)
    expect(isOnShift(night, 'Asia/Shanghai', nowMs)).toBe(false)
    expect(isOnShift([], 'Asia/Shanghai', nowMs)).toBe(true)
  })
})
