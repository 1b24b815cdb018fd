import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AuthorityRow, authorityOf, DEFAULT_AUTHORITY } from './authority-of.ts'
import { scoreOf } from './score-of.ts'

const row = (authorityId: number, some: Partial<AuthorityRow>): AuthorityRow => ({
  ...DEFAULT_AUTHORITY,
  authorityId,
  categoryId: null,
  areaId: null,
  ...some,
})
const place = [1, 20, 300]

describe('authorityOf', () => {
  it('is the standard without a word, and else the most particular row', () => {
    expect(authorityOf([], 7, place)).toEqual(DEFAULT_AUTHORITY)
    const rows = [
      row(1, { mode: 'one_click' }),
      row(2, { areaId: 300, mode: 'suggest' }),
      row(3, { categoryId: 7, mode: 'automatic', minScore: 0.9 }),
      row(4, { categoryId: 7, areaId: 20, mode: 'one_click', minScore: 0.7 }),
    ]
    expect(authorityOf(rows, 7, place)).toMatchObject({ mode: 'one_click', minScore: 0.7 })
    expect(authorityOf(rows, 7, [1, 21])).toMatchObject({ mode: 'automatic', minScore: 0.9 })
    expect(authorityOf(rows, 8, place).mode).toBe('suggest')
    expect(authorityOf(rows, 8, [1]).mode).toBe('one_click')
  })
  it('is stopped by a stop anywhere above it, however particular the row that lets it', () => {
    const rows = [
      row(1, { areaId: 1, isStopped: true }),
      row(2, { categoryId: 7, areaId: 300, mode: 'automatic' }),
    ]
    expect(authorityOf(rows, 7, place)).toMatchObject({ mode: 'suggest', isStopped: true })
    expect(authorityOf(rows, 7, [2, 300])).toMatchObject({ mode: 'automatic', isStopped: false })
  })
})

describe('scoreOf', () => {
  it('is full for a near unit of the duty list and falls with every doubt', () => {
    const best = {
      departmentHow: 'duty',
      isByRoad: true,
      travelMinutes: 4,
      fixAgeMinutes: 1,
      isDoubtful: false,
    }
    expect(scoreOf(best)).toBe(1)
    expect(scoreOf({ ...best, departmentHow: 'territory' })).toBe(0.8)
    expect(scoreOf({ ...best, isByRoad: false })).toBe(0.8)
    expect(scoreOf({ ...best, travelMinutes: 60 })).toBe(0.5)
    expect(scoreOf({ ...best, fixAgeMinutes: 30 })).toBe(0.8)
    expect(scoreOf({ ...best, isDoubtful: true })).toBe(0.5)
    const facts = fc.record({
      departmentHow: fc.constantFrom('duty', 'territory', 'none'),
      isByRoad: fc.boolean(),
      travelMinutes: fc.nat(500),
      fixAgeMinutes: fc.nat(500),
      isDoubtful: fc.boolean(),
    })
    fc.assert(
      fc.property(facts, (one) => {
        expect(scoreOf(one)).toBeGreaterThan(0)
        expect(scoreOf(one)).toBeLessThanOrEqual(1)
        expect(scoreOf({ ...one, travelMinutes: one.travelMinutes + 5 })).toBeLessThanOrEqual(scoreOf(one))
      }),
    )
  })
})
