import { evaluateExpressionSync } from '@gorules/zen-engine'
import type { Facts, FactValue } from '../facts/fact.ts'
import { type Condition, readCondition, type Span } from './condition.ts'
import type { DecisionTable } from './decision-table.ts'

type Output = Readonly<Record<string, unknown>>
/** `engine`: a fact is missing or of a type that the engine has its own way with. */
export type QuickTable = (
  facts: Facts,
) => { readonly index: number; readonly output: Output } | undefined | 'engine'

const LITERAL = /^(?:"[^"]*"|'[^']*'|true|false|-?\d+(?:\.\d+)?)$/

/**
 * The table as plain comparisons, a microsecond a decision, where every cell can be read as such; undefined where one
 * needs the engine. A property test holds the two to the same answers.
 */
export function quickTable({ inputs, outputs, rows }: DecisionTable): QuickTable | undefined {
  const cells = rows.flatMap((row) => outputs.map((name) => row.cells[name]?.trim() ?? ''))
  if (!cells.every((cell) => LITERAL.test(cell))) return undefined
  const read = rows.map((row) =>
    inputs
      .map((name) => [name, readCondition(row.cells[name] ?? '')] as const)
      .filter(([, { kind }]) => kind !== 'any'),
  )
  if (read.some((row) => row.some(([, { kind }]) => kind === 'opaque'))) return undefined
  const decisions = rows.map((row) =>
    Object.fromEntries(outputs.map((name) => [name, evaluateExpressionSync(row.cells[name]!, {})])),
  )
  const numeric = inputs.filter((name) =>
    read.some((row) => row.some(([of, { kind }]) => of === name && kind === 'spans')),
  )
  return (facts) => {
    if (numeric.some((name) => typeof facts[name] !== 'number')) return 'engine'
    const index = read.findIndex((row) => row.every(([name, condition]) => holds(condition, facts[name])))
    return index < 0 ? undefined : { index, output: { ...decisions[index] } }
  }
}

function holds(condition: Condition, value: FactValue | undefined): boolean {
  switch (condition.kind) {
    case 'values':
      return (value !== undefined && condition.values.includes(value)) !== condition.isNot
    case 'spans':
      return typeof value === 'number' && condition.spans.some((span) => lies(span, value))
    default:
      return true
  }
}

/** Whether a number is within a span. */
export function lies({ from, isFromOpen, to, isToOpen }: Span, value: number): boolean {
  return (
    (from === null || value > from || (value === from && !isFromOpen)) &&
    (to === null || value < to || (value === to && !isToOpen))
  )
}
