import { evaluateUnaryExpressionSync } from '@gorules/zen-engine'
import type { Facts, FactValue } from './facts/fact.ts'
import type { DecisionTable, TableRow } from './table/decision-table.ts'

export type RowExplanation = {
  readonly rowId: string
  /** `fired`: decides · `passed_over`: would fit, a row above decided · `failed`: a condition does not hold. */
  readonly how: 'fired' | 'passed_over' | 'failed'
  /** The first condition that does not hold, and what the fact was. */
  readonly failed: FailedCondition | null
}
export type FailedCondition = {
  readonly fact: string
  readonly cell: string
  readonly value: FactValue | null
  /** The cell cannot be evaluated at all with such a fact. */
  readonly isBroken: boolean
}

/** Which row decides, and for every other one the first condition that kept it from doing so. Agrees with the engine. */
export function explainRows(
  { inputs, rows }: Pick<DecisionTable, 'inputs' | 'rows'>,
  facts: Facts,
): RowExplanation[] {
  let hasFired = false
  return rows.map((row) => {
    const failed = firstFailed(inputs, row, facts)
    if (failed) return { rowId: row.id, how: 'failed', failed }
    const how = hasFired ? 'passed_over' : 'fired'
    hasFired = true
    return { rowId: row.id, how, failed: null }
  })
}

function firstFailed(inputs: readonly string[], row: TableRow, facts: Facts): FailedCondition | null {
  for (const fact of inputs) {
    const cell = row.cells[fact]?.trim() ?? ''
    if (cell === '') continue
    const value = facts[fact] ?? null
    const holds = evaluateCell(cell, value, facts)
    if (holds !== true) return { fact, cell, value, isBroken: holds === 'broken' }
  }
  return null
}

/** What the engine makes of one condition; a table's engine takes a broken one as one that does not hold. */
function evaluateCell(cell: string, value: FactValue | null, facts: Facts): boolean | 'broken' {
  try {
    return evaluateUnaryExpressionSync(cell, { ...facts, $: value })
  } catch {
    return 'broken'
  }
}
