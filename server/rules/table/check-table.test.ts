import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explainRows } from '../explain-rule.ts'
import type { Facts } from '../facts/fact.ts'
import { checkTable } from './check-table.ts'
import type { DecisionTable } from './decision-table.ts'

const inputs = ['severity', 'hasUnit', 'unitDistanceMeters'] as const
type Cells = Partial<Record<(typeof inputs)[number] | 'autoDispatch' | 'reasonZh' | 'reasonEn', string>>

function dispatch(rows: readonly Cells[]): DecisionTable {
  return {
    inputs,
    outputs: ['autoDispatch', 'reasonZh', 'reasonEn'],
    rows: rows.map((cells, i) => ({
      id: `D-${i + 1}`,
      description: '',
      cells: {
        severity: '',
        hasUnit: '',
        unitDistanceMeters: '',
        autoDispatch: 'false',
        reasonZh: '"因"',
        reasonEn: '"why"',
        ...cells,
      },
    })),
  }
}
const kindsOf = (rows: readonly Cells[]) =>
  checkTable('dispatch', dispatch(rows)).map(({ kind, rowIds }) => [kind, ...rowIds].join(' '))

describe('checkTable', () => {
  it('has nothing to say of exceptions above a general row', () => {
    expect(kindsOf([{ hasUnit: 'false' }, { severity: '"urgent"', autoDispatch: 'true' }, {}])).toEqual([
      // Without a unit and urgent: the first row takes it, and that is worth a look.
      'order D-1 D-2',
    ])
    expect(kindsOf([{ severity: '"urgent"', autoDispatch: 'true' }, {}])).toEqual([])
  })

  it.each<[string, Cells, string]>([
    ['a quotation mark that is not closed', { severity: '"urgent' }, 'bad-cell severity'],
    ['two literals side by side', { severity: '"urgent" "normal"' }, 'bad-cell severity'],
    ['a dash, which the engine cannot read', { severity: '-' }, 'bad-cell severity'],
    ['a number where there are texts', { severity: '5' }, 'wrong-type severity'],
    ['a text compared with numbers', { unitDistanceMeters: '<= "far"' }, 'wrong-type unitDistanceMeters'],
    ['a value that the fact never has', { severity: '"terrible"' }, 'unknown-value severity'],
    ['no outcome', { autoDispatch: '' }, 'missing-outcome autoDispatch'],
    ['an outcome of another type', { autoDispatch: '"yes"' }, 'wrong-type autoDispatch'],
    ['an outcome that cannot be read', { reasonZh: '"没有' }, 'bad-cell reasonZh'],
  ])('names the cell: %s', (_, cells, said) => {
    const errors = checkTable('dispatch', dispatch([{ severity: '"normal"' }, cells])).filter(
      ({ severity }) => severity === 'error',
    )
    expect(errors.map(({ kind, column, rowIds }) => `${kind} ${column} ${rowIds.join()}`)).toEqual([
      `${said} D-2`,
    ])
  })

  it('names unknown facts and outcomes, doubled rows, an empty table', () => {
    const table = dispatch([{}])
    const kinds = (odd: DecisionTable) =>
      checkTable('dispatch', odd).map(({ kind, detail }) => `${kind} ${detail}`)
    expect(kinds({ ...table, inputs: [...inputs, 'moonPhase'] })).toEqual(['unknown-fact moonPhase'])
    expect(kinds({ ...table, outputs: ['autoDispatch', 'reasonZh', 'bonus'] })).toEqual([
      'unknown-outcome bonus',
      'missing-outcome reasonEn',
    ])
    expect(kinds({ ...table, rows: [...table.rows, ...table.rows] })[0]).toBe('row-id D-1')
    expect(kinds({ ...table, rows: [] })).toEqual(['no-rows '])
  })

  it('finds a row that those above leave nothing, together or alone', () => {
    expect(
      kindsOf([
        { unitDistanceMeters: '<= 5000' },
        { unitDistanceMeters: '> 5000' },
        { severity: '"urgent"' },
      ]),
    ).toEqual(['dead D-3 D-1 D-2'])
    expect(kindsOf([{}, { hasUnit: 'true' }])).toEqual(['dead D-2 D-1'])
    expect(kindsOf([{ unitDistanceMeters: '> 5 and < 3' }, {}])).toEqual(['impossible D-1'])
  })

  it('finds facts that no row fits', () => {
    const [gap] = checkTable(
      'dispatch',
      dispatch([{ severity: '"urgent"' }, { hasUnit: 'true', unitDistanceMeters: '[0..10]' }]),
    )
    expect(gap).toMatchObject({ kind: 'gap', example: { severity: 'normal' } })
  })

  it('claims nothing by a condition that it cannot compare', () => {
    expect(kindsOf([{ severity: 'startsWith($, "u")' }, {}, { severity: '"urgent"' }])).toEqual([
      'dead D-3 D-2',
    ])
  })

  const cells = fc.record({
    severity: fc.constantFrom('', '"urgent"', '!= "normal"', 'in ["normal","important"]'),
    hasUnit: fc.constantFrom('', 'true', 'false'),
    unitDistanceMeters: fc.constantFrom('', '<= 2', '> 2', '[1..4)', '(-1..1), 4', '3'),
    autoDispatch: fc.constantFrom('true', 'false'),
  })
  const everyFacts: Facts[] = ['normal', 'important', 'urgent'].flatMap((severity) =>
    [true, false].flatMap((hasUnit) =>
      [-1, 0, 1, 1.5, 2, 2.5, 3, 3.5, 4, 9].map((unitDistanceMeters) => ({
        severity,
        hasUnit,
        unitDistanceMeters,
      })),
    ),
  )

  it('agrees with trying every kind of fact: dead rows never fire, live ones do, a gap is one', () => {
    fc.assert(
      fc.property(fc.array(cells, { minLength: 1, maxLength: 6 }), (rows) => {
        const table = dispatch(rows)
        const findings = checkTable('dispatch', table)
        const answers = everyFacts.map(
          (facts) => explainRows(table, facts).find(({ how }) => how === 'fired')?.rowId,
        )
        const dead = findings
          .filter(({ kind }) => kind === 'dead' || kind === 'impossible')
          .map((one) => one.rowIds[0])
        expect(dead).toEqual(table.rows.map(({ id }) => id).filter((id) => !answers.includes(id)))
        const gap = findings.find(({ kind }) => kind === 'gap')
        expect(gap !== undefined).toBe(answers.includes(undefined))
        if (gap) {
          const example = { ...everyFacts[0], ...gap.example } as Facts
          expect(explainRows(table, example).some(({ how }) => how === 'fired')).toBe(false)
        }
        for (const { kind, rowIds, example } of findings) {
          if (kind !== 'order') continue
          const told = explainRows(table, { ...everyFacts[0], ...example } as Facts)
          expect(told.filter(({ how }) => how !== 'failed').map(({ rowId }) => rowId)).toEqual(
            expect.arrayContaining([...rowIds]),
          )
        }
      }),
      { numRuns: 100 },
    )
  })
})
