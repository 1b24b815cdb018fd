import type { Row, Table } from './use-draft.ts'

/** Sets one cell, name or description of a row. */
export function setRow(table: Table, index: number, change: Partial<Row>): Table {
  return { ...table, rows: table.rows.with(index, { ...table.rows[index]!, ...change }) }
}

export function setCell(table: Table, index: number, column: string, cell: string): Table {
  const row = table.rows[index]!
  return setRow(table, index, { cells: { ...row.cells, [column]: cell } })
}

/** Moves a row up (-1) or down (1); at the ends it stays. */
export function moveRow(table: Table, index: number, by: -1 | 1): Table {
  const to = index + by
  const row = table.rows[index]
  const other = table.rows[to]
  if (!row || !other) return table
  return { ...table, rows: table.rows.with(index, other).with(to, row) }
}

/** A row above the one given, with the outcomes of that one and no conditions: named by the next free number. */
export function addRow(table: Table, index: number): Table {
  const like = table.rows[index]
  const row: Row = {
    id: nextId(table),
    description: '',
    cells: Object.fromEntries([
      ...table.inputs.map((name) => [name, '']),
      ...table.outputs.map((name) => [name, like?.cells[name] ?? '']),
    ]),
  }
  return { ...table, rows: table.rows.toSpliced(index, 0, row) }
}

export function removeRow(table: Table, index: number): Table {
  return { ...table, rows: table.rows.toSpliced(index, 1) }
}

export function addInput(table: Table, fact: string): Table {
  if (table.inputs.includes(fact)) return table
  const rows = table.rows.map((row) => ({ ...row, cells: { ...row.cells, [fact]: '' } }))
  return { ...table, inputs: [...table.inputs, fact], rows }
}

export function removeInput(table: Table, fact: string): Table {
  const rows = table.rows.map((row) => {
    const { [fact]: _, ...cells } = row.cells
    return { ...row, cells }
  })
  return { ...table, inputs: table.inputs.filter((name) => name !== fact), rows }
}

/** R-10 after R-09; keeps the letters that the table uses. */
function nextId({ rows }: Table): string {
  const numbered = rows.flatMap(({ id }) => {
    const match = /^(.*?)(\d+)$/.exec(id)
    return match ? [{ prefix: match[1]!, n: Number(match[2]), width: match[2]!.length }] : []
  })
  const prefix = numbered[0]?.prefix ?? 'R-'
  const last = Math.max(0, ...numbered.map(({ n }) => n))
  return prefix + String(last + 1).padStart(numbered[0]?.width ?? 2, '0')
}
