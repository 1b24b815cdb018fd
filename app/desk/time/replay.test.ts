import fc from 'fast-check'
import { expect, test } from 'vitest'
import { casesAt, unitsAt } from './replay-at.ts'
import { formatReplay, parseReplay } from './replay-span.ts'

const minute = 60_000
const one = {
  caseId: 1,
  foundBy: 'machine',
  lng: 118.8,
  lat: 31.9,
  fromMs: 10 * minute,
  toMs: 40 * minute,
  warnMs: 20 * minute,
  dueMs: 30 * minute,
}

test.each([
  [9, []],
  [10, ['normal']],
  [25, ['near']],
  [35, ['overdue']],
  [40, []],
])('minute %d: the case stands as %o', (at, levels) =>
  expect(casesAt([one], at * minute).map(({ level }) => level)).toEqual(levels),
)

test('a case without a deadline is in time, and one that is open stays', () => {
  const open = { ...one, toMs: null, warnMs: null, dueMs: null }
  expect(casesAt([open], 1e12)).toEqual([
    { caseId: 1, lngLat: [118.8, 31.9], level: 'normal', isMachineFound: true },
  ])
})

test('only the levels that are asked for, as they stood then; without a place a case counts and is not drawn', () => {
  expect(casesAt([one], 25 * minute, ['near']).length).toBe(1)
  expect(casesAt([one], 35 * minute, ['near'])).toEqual([])
  expect(casesAt([{ ...one, lng: null, lat: null }], 15 * minute)).toMatchObject([
    { caseId: 1, lngLat: null },
  ])
})

const track = {
  unitId: 7,
  points: [
    [0, 118, 32],
    [10 * minute, 118.1, 32],
    [60 * minute, 118.1, 32.1],
  ] as [number, number, number][],
}
test('a unit drives between two places, heading there, and vanishes when nothing is heard', () => {
  expect(unitsAt([track], -1)).toEqual([])
  expect(unitsAt([track], 5 * minute)).toEqual([
    { unitId: 7, lngLat: [expect.closeTo(118.05, 9), 32], headingDegrees: expect.closeTo(90, 6) },
  ])
  expect(unitsAt([track], 20 * minute)[0]?.lngLat).toEqual([118.1, 32])
  expect(unitsAt([track], 30 * minute)).toEqual([])
  expect(unitsAt([track], 60 * minute)[0]?.lngLat).toEqual([118.1, 32.1])
  expect(unitsAt([{ unitId: 1, points: [] }], 0)).toEqual([])
})

test('a period is read as it was written, its moment inside', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2e9 }),
      fc.integer({ min: 1, max: 7 * 86_400 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (from, length, share) => {
        const span = {
          fromMs: from * 1000,
          toMs: (from + length) * 1000,
          atMs: (from + Math.floor(share * length)) * 1000,
        }
        expect(parseReplay(formatReplay(span))).toEqual(span)
      },
    ),
  )
  const day = '2026-11-23T00:00:00Z'
  expect(parseReplay(`${day}_2026-11-24T00:00:00Z_2030-01-01T00:00:00Z`)?.atMs).toBe(
    Date.parse('2026-11-24T00:00:00Z'),
  )
  for (const text of [null, '', day, `${day}_${day}_${day}`, `${day}_2027-01-01T00:00:00Z_${day}`, 'a_b_c'])
    expect(parseReplay(text)).toBeNull()
})
