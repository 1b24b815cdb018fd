import { expect, it } from 'vitest'
import { type AuthorityRow, DEFAULT_AUTHORITY } from './authority-of.ts'
import { findOverruns } from './find-overruns.ts'

const at = new Date('2026-03-05T02:00:00Z')
const decided = (areaId: number, right: number, returned: number, categoryId = 7) =>
  Array.from({ length: right + returned }, (_, i) => ({ categoryId, areaId, at, isReturned: i < returned }))
const row = (some: Partial<AuthorityRow & { countedFrom: Date }>) => ({
  ...DEFAULT_AUTHORITY,
  authorityId: 1,
  categoryId: 7,
  areaId: null,
  countedFrom: new Date(0),
  ...some,
})
const pathOf = (areaId: number) => [1, areaId]
const found = (...args: Parameters<typeof findOverruns>) =>
  findOverruns(...args).map(({ areaId, rate }) => [areaId, Math.round(rate * 1000) / 1000])

it('lowers the area that is bad and leaves the others their category', () => {
  const decisions = [...decided(20, 6, 14), ...decided(30, 58, 2)]
  // 16 of the last 50 of the category came back: 0.32 is borrowed.
  expect(found(decisions, [], pathOf)).toEqual([[20, 0.573]])
})
it('lets an area with few cases borrow from its category: one bad day is no overrun', () => {
  expect(found([...decided(20, 4, 2), ...decided(30, 44, 0)], [], pathOf)).toEqual([])
  expect(found([...decided(20, 0, 4), ...decided(30, 30, 0)], [], pathOf)).toEqual([])
  expect(found([...decided(20, 1, 9), ...decided(30, 40, 0)], [], pathOf)).toEqual([[20, 0.54]])
})
it('lowers the category where it is bad in every place, each too small to say so', () => {
  const everywhere = [20, 30, 40, 50, 60, 70, 80].flatMap((area) => decided(area, 3, 1))
  expect(found(everywhere, [], pathOf)).toEqual([[null, 0.25]])
})
it('says nothing of few, of what a person forgave, and of what is no longer automatic', () => {
  const bad = decided(20, 5, 20)
  expect(found(bad.slice(0, 19), [], pathOf)).toEqual([])
  expect(found(bad, [row({ countedFrom: new Date(at.getTime() + 1) })], pathOf)).toEqual([])
  expect(found(bad, [row({ areaId: 20, countedFrom: new Date(at.getTime() + 1) })], pathOf)).toEqual([
    [null, 0.8],
  ])
  expect(found(bad, [row({ mode: 'suggest' })], pathOf)).toEqual([])
  expect(found(bad, [row({ areaId: 20, mode: 'suggest' })], pathOf)).toEqual([])
})
