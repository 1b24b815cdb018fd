import { expect, test } from 'vitest'
import { compareSides, countDisagreements, fitExponent, formatReport, time } from './harness.ts'

test('compares sides with ours and counts the answers that differ', async () => {
  const comparison = await compareSides({
    what: 'sums',
    operations: 2,
    rounds: 3,
    sides: [
      { name: 'ours', run: () => [1, 2] },
      { name: 'peer', version: '1.0', run: async () => [1, 3], rounds: 1 },
    ],
    countDifferences: (ours, theirs) => ours.filter((value, i) => value !== theirs[i]).length,
    targetRatio: 1e9,
  })
  expect(comparison.sides).toMatchObject([
    { name: 'ours', rounds: 3, ratio: 1, disagreements: 0 },
    { name: 'peer', rounds: 1, disagreements: 1 },
  ])
  const report = {
    name: 'sums',
    title: 'Sums',
    machine: 'm',
    versions: 'v',
    data: 'd',
    comparisons: [comparison],
  }
  expect(countDisagreements(report)).toBe(1)
  expect(formatReport(report).join('\n')).toMatch(/peer 1\.0: .*: missed\), best runs .* ×, 1 disagreements/)
})

test('fits the exponent of growth', () => {
  expect(fitExponent([10, 100, 1000], [5, 5, 5])).toBeCloseTo(0)
  expect(fitExponent([10, 100, 1000], [1, 100, 10000])).toBeCloseTo(2)
})

test('leaves the first run out of the timing', async () => {
  let runs = 0
  const timing = await time(() => runs++, 4)
  expect(runs).toBe(5)
  expect(timing.rounds).toBe(4)
  expect(timing.minMs).toBeLessThanOrEqual(timing.medianMs)
})
