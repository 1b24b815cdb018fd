import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CLOSURE_LEVELS, closureLevelOf } from './closure-level.ts'

const nobody = { departmentLevels: [], isEscalated: false, oversightLevel: 0 }
const levels = fc.constantFrom('city', 'district', 'subdistrict', 'community', null)
const facts = fc.record({
  departmentLevels: fc.array(levels, { maxLength: 4 }),
  isEscalated: fc.boolean(),
  oversightLevel: fc.integer({ min: 0, max: 3 }),
})

describe('the level at which a case is closed', () => {
  it('is the grid where nobody of a department had to come', () => {
    expect(closureLevelOf(nobody)).toBe('grid')
  })
  it('is the highest area of those who handled it, a bureau’s being the district', () => {
    expect(closureLevelOf({ ...nobody, departmentLevels: ['community'] })).toBe('community')
    expect(closureLevelOf({ ...nobody, departmentLevels: ['subdistrict', 'community'] })).toBe('subdistrict')
    expect(closureLevelOf({ ...nobody, departmentLevels: ['subdistrict', null] })).toBe('district')
  })
  it('climbs with an escalation and with an order of the top level', () => {
    expect(closureLevelOf({ ...nobody, isEscalated: true })).toBe('district')
    expect(closureLevelOf({ ...nobody, oversightLevel: 2 })).toBe('district')
    expect(closureLevelOf({ ...nobody, oversightLevel: 3 })).toBe('city')
  })
  it('never falls by more that happened', () => {
    const rank = (some: Parameters<typeof closureLevelOf>[0]) => CLOSURE_LEVELS.indexOf(closureLevelOf(some))
    fc.assert(
      fc.property(facts, levels, (some, level) => {
        const more = { ...some, departmentLevels: [...some.departmentLevels, level] }
        expect(rank(more)).toBeGreaterThanOrEqual(rank(some))
        expect(rank({ ...some, isEscalated: true })).toBeGreaterThanOrEqual(rank(some))
      }),
    )
  })
})
