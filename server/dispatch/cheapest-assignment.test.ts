import fc from 'fast-check'
import { linearSumAssignment } from 'linear-sum-assignment'
import { expect, it } from 'vitest'
import { cheapestAssignment, pairsOfMatrix } from './cheapest-assignment.ts'

const costOfPlan = (
  plan: ArrayLike<number>,
  costs: readonly (readonly number[])[],
  leaveOut: readonly number[],
) => costs.reduce((sum, row, i) => sum + (plan[i] === -1 ? leaveOut[i]! : row[plan[i]!]!), 0)

/** Every plan there is. */
function cheapest(costs: readonly (readonly number[])[], leaveOut: readonly number[]): number {
  const columns = costs[0]?.length ?? 0
  const from = (row: number, taken: number): number => {
    if (row === costs.length) return 0
    let best = leaveOut[row]! + from(row + 1, taken)
    for (let column = 0; column < columns; column++)
      if (!(taken & (1 << column)))
        best = Math.min(best, costs[row]![column]! + from(row + 1, taken | (1 << column)))
    return best
  }
  return from(0, 0)
}

it('is as cheap as the cheapest of all plans, takes no column twice and nothing forbidden', () => {
  const cell = fc.oneof({ arbitrary: fc.nat(60), weight: 3 }, fc.constant(Infinity))
  const problem = fc
    .tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }))
    .chain(([rows, columns]) =>
      fc.tuple(
        fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
          minLength: rows,
          maxLength: rows,
        }),
        fc.array(fc.integer({ min: 1, max: 200 }), { minLength: rows, maxLength: rows }),
      ),
    )
  fc.assert(
    fc.property(problem, ([costs, leaveOut]) => {
      const columns = costs[0]?.length ?? 0
      const plan = cheapestAssignment(
        costs.length,
        columns,
        pairsOfMatrix(costs.length, columns, Float64Array.from(costs.flat())),
        Float64Array.from(leaveOut),
      )
      const taken = [...plan].filter((column) => column !== -1)
      expect(new Set(taken).size).toBe(taken.length)
      expect(costOfPlan(plan, costs, leaveOut)).toBeCloseTo(cheapest(costs, leaveOut))
    }),
    { numRuns: 400 },
  )
})

it('gives way where that is better for all: the nearest to each is not the best plan', () => {
  // Taken one by one, the first row takes the 1 and leaves 100 to the second.
  const pairs = pairsOfMatrix(2, 2, Float64Array.of(1, 2, 1, 100))
  expect([...cheapestAssignment(2, 2, pairs, Float64Array.of(1000, 1000))]).toEqual([1, 0])
})

it('is as cheap as linear-sum-assignment on larger ones, with many equal costs', () => {
  const matrix = fc.tuple(
    fc.integer({ min: 1, max: 40 }),
    fc.integer({ min: 0, max: 25 }),
    fc.integer({ min: 1, max: 30 }),
  )
  fc.assert(
    fc.property(matrix, fc.infiniteStream(fc.nat(1000)), ([rows, more, kinds], stream) => {
      const columns = rows + more
      const costs = Float64Array.from({ length: rows * columns }, () => stream.next().value! % kinds)
      const all = Array.from({ length: rows }, (_, row) => [
        ...costs.subarray(row * columns, (row + 1) * columns),
      ])
      const leaveOut = new Array(rows).fill(100_000)
      const plan = cheapestAssignment(
        rows,
        columns,
        pairsOfMatrix(rows, columns, costs),
        Float64Array.from(leaveOut),
      )
      const { rowAssignments } = linearSumAssignment(all, { maximaze: false })
      expect(costOfPlan(plan, all, leaveOut)).toBeCloseTo(costOfPlan(rowAssignments, all, leaveOut))
    }),
    { numRuns: 150 },
  )
})
