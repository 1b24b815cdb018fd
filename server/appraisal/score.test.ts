import fc from 'fast-check'
import { expect, it } from 'vitest'
import { gradeOf, ranked, scoreOf } from './score.ts'

it.each([
  [{ cases: 50, points: 0 }, 100],
  [{ cases: 50, points: -10 }, 80],
  [{ cases: 30, points: -1 }, 96.7],
  [{ cases: 10, points: 4 }, 140],
  [{ cases: 10, points: -30 }, 0],
  [{ cases: 0, points: 0 }, null],
])('%o scores %s', (line, score) => expect(scoreOf(line)).toBe(score))

it('shares a rank among equals, and ranks nobody of too few cases', () => {
  const line = (id: number, cases: number, points: number) => ({ id, cases, points })
  const all = ranked([line(1, 20, -4), line(2, 100, 0), line(3, 9, 9), line(4, 50, 0), line(5, 40, -20)])
  expect(all.map(({ id, rank, score }) => [id, rank, score])).toEqual([
    [2, 1, 100],
    [4, 1, 100],
    [1, 3, 80],
    [5, 4, 50],
    [3, null, 200],
  ])
})

it('never puts a lower score before a higher one', () => {
  const line = fc.record({
    cases: fc.integer({ min: 0, max: 60 }),
    points: fc.integer({ min: -90, max: 20 }),
  })
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const all = ranked(lines.map((one, id) => ({ ...one, id }))).filter(({ rank }) => rank !== null)
      for (const [i, one] of all.entries()) {
        if (i === 0) continue
        expect(one.score!).toBeLessThanOrEqual(all[i - 1]!.score!)
        expect(one.rank === all[i - 1]!.rank).toBe(one.score === all[i - 1]!.score)
      }
    }),
  )
})

it.each([
  [100, 1],
  [95, 1],
  [94.9, 2],
  [80, 3],
  [60, 4],
  [0, 5],
])('a score of %d is of grade %d', (score, grade) => {
  expect(gradeOf({ score, cases: 10 })).toBe(grade)
  expect(gradeOf({ score, cases: 9 })).toBeNull()
})
