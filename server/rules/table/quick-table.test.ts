import { ZenEngine } from '@gorules/zen-engine'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { contentOf, type DecisionTable } from './decision-table.ts'
import { quickTable } from './quick-table.ts'

const cells = fc.record({
  severity: fc.constantFrom(
    '',
    '"urgent"',
    '!= "normal"',
    'in ["normal","other"]',
    'not in ["urgent"]',
    '"a","b"',
  ),
  hasPhoto: fc.constantFrom('', 'true', 'false', '!= true'),
  meters: fc.constantFrom(
    '',
    '<= 5',
    '> 2',
    '[1..4)',
    '!= 3',
    '> 1 and < 6',
    '(0..1], 7',
    'in [1,2]',
    '-1',
    '0.5',
  ),
  decision: fc.constantFrom('"register"', "'verify'", 'true', '3', '-1.5'),
})
const tables: fc.Arbitrary<DecisionTable> = fc.array(cells, { minLength: 1, maxLength: 6 }).map((rows) => ({
  inputs: ['severity', 'hasPhoto', 'meters'],
  outputs: ['decision'],
  rows: rows.map((row, i) => ({ id: `R-${i}`, description: '', cells: row })),
}))
// Facts may be missing or of another type, as of a case from elsewhere.
const value = fc.oneof(
  fc.constantFrom('urgent', 'normal', 'a', ''),
  fc.boolean(),
  fc.integer({ min: -2, max: 16 }).map((n) => n / 2),
)
const facts = fc.record({ severity: value, hasPhoto: value, meters: value }, { requiredKeys: [] })

it('decides as the engine does', async () => {
  const engine = new ZenEngine()
  await fc.assert(
    fc.asyncProperty(tables, facts, async (table, some) => {
      const quick = quickTable(table)
      const { result } = await engine.createDecision(contentOf(table)).evaluate(some)
      const decided = quick?.(some)
      expect(quick).toBeDefined()
      if (decided !== 'engine') expect(decided?.output.decision).toEqual(result?.decision)
    }),
    { numRuns: 400 },
  )
})

it('leaves to the engine what it cannot compare', () => {
  const table = (condition: string, outcome: string): DecisionTable => ({
    inputs: ['meters'],
    outputs: ['decision'],
    rows: [{ id: 'R', description: '', cells: { meters: condition, decision: outcome } }],
  })
  expect(quickTable(table('> 2', '1'))).toBeDefined()
  expect(quickTable(table('> otherFact', '1'))).toBeUndefined()
  expect(quickTable(table('> 2', 'meters + 1'))).toBeUndefined()
  expect(quickTable(table('"a', '1'))).toBeUndefined()
})
