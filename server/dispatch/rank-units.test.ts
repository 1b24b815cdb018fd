import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dutyOf } from '../units/duty-of.ts'
import { isOnShift } from '../units/is-on-shift.ts'
import { CITY_LIMITS, findWays, rankUnits, type UnitCandidate } from './rank-units.ts'
import { RESTING_MODES } from './rest-of.ts'

const nowMs = Date.parse('2026-03-05T02:00:00Z')
const target = { lngLat: [118.8, 31.9], skill: 'drainage', needs: [], nowMs } as const
const pump = { code: 'pump', name: '抽水泵', nameEn: 'Pump', words: ['潜水泵', '移动泵车'] }
const lift = { code: 'lift', name: '高空作业车', nameEn: 'Aerial lift', words: ['高空作业车'] }
const able: UnitCandidate = {
  unitId: 1,
  name: '排水一班',
  nameEn: 'Drainage 1',
  kind: 'drainage',
  departmentId: 3,
  skills: ['drainage'],
  status: 'idle',
  isOnShift: true,
  duty: { onDutyMinutes: 120, restBeforeMinutes: 720 },
  equipment: ['潜水泵', '工程车'],
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

describe('equipment and rest', () => {
  const tired = {
    ...able,
    unitId: 2,
    lngLat: [118.801, 31.9],
    duty: { onDutyMinutes: 750, restBeforeMinutes: 720 },
  } as const
  const back = {
    ...able,
    unitId: 3,
    lngLat: [118.801, 31.9],
    duty: { onDutyMinutes: 60, restBeforeMinutes: 300 },
  } as const
  it('skips who lacks what the case needs, by name, and says what the others carry', () => {
    const { units, skipped } = rankUnits({ ...target, needs: [pump] }, [
      able,
      { ...able, unitId: 2, equipment: ['移动泵车'] },
      { ...able, unitId: 3, equipment: ['铁锹'] },
    ])
    expect(units.map(({ unitId }) => unitId)).toEqual([1, 2])
    expect(units[0]?.reasons).toContainEqual({ code: 'HAS_EQUIPMENT', zh: '带有抽水泵', en: 'Carries: Pump' })
    expect(skipped).toMatchObject([{ unitId: 3, reason: { code: 'LACKS_EQUIPMENT', en: 'Lacks: Pump' } }])
    expect(rankUnits({ ...target, needs: [pump, lift] }, [able]).shortfall?.code).toBe('NO_EQUIPPED_UNIT')
  })
  it('takes who should rest, or whose equipment nobody noted, after all others, and says so of both', () => {
    const { units } = rankUnits({ ...target, needs: [pump] }, [
      tired,
      back,
      { ...able, unitId: 4, equipment: [] },
      able,
    ])
    expect(units.map(({ unitId }) => unitId)).toEqual([1, 2, 3, 4])
    expect(units.map(({ reasons }) => reasons[0]?.code)).toEqual([
      'SOONER_BUT_DOUBTFUL',
      'LONG_DUTY',
      'SHORT_REST',
      'EQUIPMENT_UNKNOWN',
    ])
    expect(units[1]?.reasons[0]?.zh).toBe('已连续在岗 12.5 小时，应休息（上限 12 小时）')
  })
  it('skips or ignores rest where the city wants it so', () => {
    const by = (resting: (typeof RESTING_MODES)[number]) =>
      rankUnits(target, [tired, back], undefined, { ...CITY_LIMITS, rest: { ...CITY_LIMITS.rest, resting } })
    expect(by('skip')).toMatchObject({ units: [], shortfall: { code: 'NO_ABLE_UNIT' } })
    expect(by('ignore').units.map(({ isDoubtful }) => isDoubtful)).toEqual([false, false])
  })
  it('explains what it does, whatever the units are', () => {
    const unit = fc.record({
      status: fc.constantFrom('idle', 'busy', 'off'),
      isOnShift: fc.boolean(),
      skills: fc.constantFrom(['drainage'], ['road'], ['road', 'drainage']),
      equipment: fc.subarray(['潜水泵', '高空作业车', '铁锹']),
      duty: fc.option(fc.record({ onDutyMinutes: fc.nat(1500), restBeforeMinutes: fc.nat(1500) })),
      meters: fc.nat(15_000),
      ageMinutes: fc.nat(45),
      isPlaced: fc.boolean(),
      seconds: fc.option(fc.nat(4000)),
    })
    const rules = fc.record({
      resting: fc.constantFrom(...RESTING_MODES),
      maxDutyHours: fc.integer({ min: 4, max: 24 }),
      minRestHours: fc.integer({ min: 0, max: 12 }),
    })
    const needs = fc.subarray([pump, lift])
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 12 }), needs, rules, (units, needed, rest) => {
        const secondsOf = new Map<unknown, number | null>()
        const candidates = units.map((one, unitId): UnitCandidate => {
          const lngLat = [118.8, 31.9 + one.meters / 111_195] as const
          secondsOf.set(lngLat, one.seconds)
          return {
            ...able,
            ...one,
            unitId,
            lngLat: one.isPlaced ? lngLat : null,
            atMs: nowMs - one.ageMinutes * 60_000,
          }
        })
        const asked = { ...target, needs: needed }
        const limits = { ...CITY_LIMITS, rest }
        const travelFrom = (sources: readonly unknown[]) =>
          sources.map((source) => {
            const seconds = secondsOf.get(source)
            return typeof seconds === 'number' ? { seconds, lngLats: [] } : undefined
          })
        const { ways, skipped } = findWays(asked, candidates, travelFrom, limits)
        const { units: picks } = rankUnits(asked, candidates, travelFrom, limits)
        expect(
          [...ways.map((way) => way.unit.unitId), ...skipped.map((one) => one.unitId)].sort((a, b) => a - b),
        ).toEqual(candidates.map(({ unitId }) => unitId))
        // What each reason claims, said once more and otherwise.
        const lacks = (one: UnitCandidate) =>
          one.equipment.length > 0 &&
          needed.some(({ words }) => words.every((word) => !one.equipment.includes(word)))
        const isLong = ({ duty }: UnitCandidate) =>
          duty !== null && duty.onDutyMinutes / 60 >= rest.maxDutyHours
        const isShort = ({ duty }: UnitCandidate) =>
          duty !== null && duty.onDutyMinutes + duty.restBeforeMinutes < rest.minRestHours * 60
        const claims = new Map<string, (one: UnitCandidate, meters: number | null) => boolean>([
          ['OFF_SHIFT', (one) => !one.isOnShift || one.status === 'off'],
          ['LACKS_SKILL', (one) => !one.skills.includes('drainage')],
          ['LACKS_EQUIPMENT', lacks],
          ['BUSY', (one) => one.status === 'busy'],
          ['LONG_DUTY', isLong],
          ['SHORT_REST', isShort],
          ['NO_POSITION', (one) => one.lngLat === null],
          ['STALE_POSITION', (one) => nowMs - one.atMs! > 30 * 60_000],
          ['TOO_FAR', (_, meters) => meters! > 12_000],
          ['EQUIPMENT_UNKNOWN', (one) => needed.length > 0 && one.equipment.length === 0],
          ['HAS_EQUIPMENT', (one) => needed.length > 0 && one.equipment.length > 0 && !lacks(one)],
        ])
        for (const { unitId, distanceMeters, reason } of skipped)
          expect([reason.code, claims.get(reason.code)?.(candidates[unitId]!, distanceMeters)]).toEqual([
            reason.code,
            true,
          ])
        const restSkips = rest.resting === 'skip'
        const doubts = (one: UnitCandidate) =>
          (rest.resting === 'last' && (isLong(one) || isShort(one))) ||
          claims.get('EQUIPMENT_UNKNOWN')!(one, 0)
        for (const { unit: one, distanceMeters } of ways)
          for (const [code, holds] of claims) {
            if (code === 'HAS_EQUIPMENT' || code === 'EQUIPMENT_UNKNOWN') continue
            if ((code === 'LONG_DUTY' || code === 'SHORT_REST') && !restSkips) continue
            expect([code, holds(one, distanceMeters)]).toEqual([code, false])
          }
        expect(ways.map(({ unit: one }) => doubts(one))).toEqual(
          ways.map(({ unit: one }) => doubts(one)).toSorted((a, b) => Number(a) - Number(b)),
        )
        for (const pick of picks) {
          const one = candidates[pick.unitId]!
          const codes = new Set(pick.reasons.map(({ code }) => code))
          expect(pick.isDoubtful).toBe(doubts(one))
          for (const code of ['EQUIPMENT_UNKNOWN', 'HAS_EQUIPMENT'])
            expect([code, codes.has(code)]).toEqual([code, claims.get(code)!(one, 0)])
          if (rest.resting === 'last')
            expect(codes.has('LONG_DUTY') || codes.has('SHORT_REST')).toBe(isLong(one) || isShort(one))
        }
        const best = ways[0]
        const says = picks[0]?.reasons[0]?.code
        if (best && says === 'QUICKEST')
          expect(ways.every((way) => !way.travel || way.minutes >= best.minutes)).toBe(true)
        if (best && says === 'SOONER_BUT_DOUBTFUL') expect(ways.some((way) => doubts(way.unit))).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})

describe('dutyOf', () => {
  // Thursday 2026-03-05 10:00 in Shanghai.
  const day = { weekday: 4, startMinute: 480, endMinute: 960 }
  it('counts shifts that follow one another as one duty, and the rest before it', () => {
    expect(dutyOf([day], 'Asia/Shanghai', nowMs)).toEqual({ onDutyMinutes: 120, restBeforeMinutes: 9600 })
    const night = { weekday: 3, startMinute: 1320, endMinute: 1920 }
    expect(dutyOf([day, night], 'Asia/Shanghai', nowMs)).toEqual({
      onDutyMinutes: 720,
      restBeforeMinutes: 9000,
    })
    expect(dutyOf([day, { ...night, endMinute: 1740 }], 'Asia/Shanghai', nowMs)).toEqual({
      onDutyMinutes: 120,
      restBeforeMinutes: 180,
    })
    // From Saturday's night into Sunday: the week turns on duty.
    const weekend = [{ weekday: 6, startMinute: 1200, endMinute: 1800 }]
    expect(dutyOf(weekend, 'Asia/Shanghai', Date.parse('2026-03-07T20:00:00Z'))?.onDutyMinutes).toBe(480)
    expect(dutyOf([night], 'Asia/Shanghai', nowMs)).toBeNull()
    expect(dutyOf([], 'Asia/Shanghai', nowMs)).toBeNull()
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
