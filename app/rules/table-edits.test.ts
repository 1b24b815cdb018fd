import { describe, expect, it } from 'vitest'
import { addInput, addRow, moveRow, removeInput, removeRow, setCell } from './table-edits.ts'
import type { Table } from './use-draft.ts'

const table: Table = {
  inputs: ['severity'],
  outputs: ['decision'],
  rows: ['R-08', 'R-09'].map((id) => ({
    id,
    description: '',
    cells: { severity: '"urgent"', decision: '"verify"' },
  })),
}
const ids = ({ rows }: Table) => rows.map(({ id }) => id)

describe('edits of a table', () => {
  it('adds a row with the next number, no conditions, and the outcome of its neighbour', () => {
    const more = addRow(table, 1)
    expect(ids(more)).toEqual(['R-08', 'R-10', 'R-09'])
    expect(more.rows[1]?.cells).toEqual({ severity: '', decision: '"verify"' })
    expect(addRow({ ...table, rows: [] }, 0).rows[0]?.id).toBe('R-01')
  })
  it('moves, removes, sets', () => {
    expect(ids(moveRow(table, 1, -1))).toEqual(['R-09', 'R-08'])
    expect(moveRow(table, 0, -1)).toBe(table)
    expect(moveRow(table, 1, 1)).toBe(table)
    expect(ids(removeRow(table, 0))).toEqual(['R-09'])
    expect(setCell(table, 1, 'severity', '').rows.map(({ cells }) => cells.severity)).toEqual([
      '"urgent"',
      '',
    ])
  })
  it('adds a column to every row and takes it away again', () => {
    const wider = addInput(table, 'hasPhoto')
    expect(wider.rows.every(({ cells }) => cells.hasPhoto === '')).toBe(true)
    expect(removeInput(wider, 'hasPhoto')).toEqual(table)
  })
})
