import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type MergeCandidate, type MergeTarget, suggestMerges } from './suggest-merge.ts'

const target: MergeTarget = { caseId: 1, partId: 7, categoryId: 3, line: 'F1', reportedAtMs: 0 }
const one = (caseId: number, rest: Partial<MergeCandidate>): MergeCandidate => ({
  caseId,
  partId: null,
  categoryId: 3,
  line: '',
  reportedAtMs: 3_600_000,
  distanceMeters: 10,
  ...rest,
})

describe('what may be the same matter', () => {
  it('is first what is about the same part, then what is near in place and time', () => {
    const found = suggestMerges(target, [
      one(2, {}),
      one(3, { partId: 7, distanceMeters: 400, categoryId: 9 }),
    ])
    expect(found.map(({ caseId, reason }) => [caseId, reason.code])).toEqual([
      [3, 'SAME_PART'],
      [2, 'SAME_PLACE'],
    ])
  })
  it('is a chain from three on one line', () => {
    const lamp = (caseId: number) => one(caseId, { partId: caseId, line: 'F1', distanceMeters: 120 })
    expect(suggestMerges(target, [lamp(2)])).toEqual([])
    expect(suggestMerges(target, [lamp(2), lamp(3)]).map(({ reason }) => reason.code)).toEqual([
      'SAME_LINE',
      'SAME_LINE',
    ])
  })
  it('is not another part of the kind beside it, another kind, too far, or too long ago', () => {
    const not = [
      one(2, { partId: 8 }),
      one(3, { categoryId: 4 }),
      one(4, { distanceMeters: 51 }),
      one(5, { reportedAtMs: 73 * 3_600_000 }),
      one(6, { distanceMeters: null }),
    ]
    expect(suggestMerges(target, not)).toEqual([])
  })
  it('is never itself, always with a score between 0 and 1, best first', () => {
    const candidates = fc.array(
      fc.record({
        caseId: fc.integer({ min: 1, max: 30 }),
        partId: fc.constantFrom(null, 7, 8),
        categoryId: fc.constantFrom(null, 3, 4),
        line: fc.constantFrom('', 'F1', 'F2'),
        reportedAtMs: fc.integer({ min: -1e9, max: 1e9 }),
        distanceMeters: fc.option(fc.double({ min: 0, max: 200, noNaN: true })),
      }),
    )
    fc.assert(
      fc.property(candidates, (all) => {
        const found = suggestMerges(target, all)
        expect(found.every(({ caseId, score }) => caseId !== 1 && score >= 0 && score <= 1)).toBe(true)
        expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).sort((a, b) => b - a))
      }),
    )
  })
})
