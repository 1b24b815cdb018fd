import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide } from './evaluate-rule.ts'
import { explainRows } from './explain-rule.ts'
import { contentOf, type DecisionTable, readTable } from './table/decision-table.ts'

const cells = {
  severity: fc.constantFrom('', '"urgent"', '"normal"', 'in ["urgent","normal"]', '"urg'),
  hasPhoto: fc.constantFrom('', 'true', 'false'),
  meters: fc.constantFrom('', '<= 5', '> 2', '[1..4)', '> "x"'),
}
const tables: fc.Arbitrary<DecisionTable> = fc.array(fc.record(cells), { maxLength: 6 }).map((rows) => ({
  inputs: Object.keys(cells),
  outputs: ['decision'],
  rows: rows.map((row, i) => ({ id: `R-${i}`, description: '', cells: { ...row, decision: `"${i}"` } })),
}))
const facts = fc.record({
  severity: fc.constantFrom('urgent', 'normal', 'other'),
  hasPhoto: fc.boolean(),
  meters: fc.integer({ min: -1, max: 7 }),
})

describe('explainRows', () => {
  it('names the row that the engine fires, and a failed condition for each that does not fit', async () => {
    await fc.assert(
      fc.asyncProperty(tables, facts, async (table, some) => {
        const decided = await decide(contentOf(table), some)
        const rows = explainRows(table, some)
        expect(rows.find(({ how }) => how === 'fired')?.rowId).toBe(decided?.row.id)
        for (const { how, failed } of rows) expect(failed !== null).toBe(how === 'failed')
      }),
      { numRuns: 150 },
    )
  })

  it('says the first condition that failed with what the fact was, and which cells are broken', () => {
    const row = (id: string, severity: string, meters: string) => ({
      id,
      description: '',
      cells: { severity, meters, decision: '1' },
    })
    const table = {
      inputs: ['severity', 'meters'],
      rows: [row('A', '"urgent"', '> 9'), row('B', '', '> "x"'), row('C', '', ''), row('D', '', '<= 5')],
    }
    expect(explainRows(table, { severity: 'normal', meters: 3 })).toEqual([
      {
        rowId: 'A',
        how: 'failed',
        failed: { fact: 'severity', cell: '"urgent"', value: 'normal', isBroken: false },
      },
      { rowId: 'B', how: 'failed', failed: { fact: 'meters', cell: '> "x"', value: 3, isBroken: true } },
      { rowId: 'C', how: 'fired', failed: null },
      { rowId: 'D', how: 'passed_over', failed: null },
    ])
  })
})

describe('readTable', () => {
  it('gives back the table that a document was made of', () => {
    fc.assert(
      fc.property(tables, (table) => {
        expect(readTable(contentOf(table))).toEqual(table)
      }),
    )
  })
  it('reads nothing else', () => {
    for (const odd of [null, 3, {}, { nodes: [] }, { nodes: [{ type: 'expressionNode' }] }])
      expect(readTable(odd)).toBeUndefined()
  })
})
