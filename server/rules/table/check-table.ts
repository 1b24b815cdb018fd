import { evaluateExpressionSync, evaluateUnaryExpressionSync } from '@gorules/zen-engine'
import type { FactValue } from '../facts/fact.ts'
import { factsOfKind, findFact } from '../facts/fact-catalog.ts'
import { OUTCOMES } from '../outcome-catalog.ts'
import type { RuleKind } from '../rule-kind.ts'
import { type Axis, axisOf, sampleOf } from './atoms.ts'
import { type Box, holds, isEmpty, meets, subtract } from './boxes.ts'
import { type Condition, readCondition } from './condition.ts'
import type { DecisionTable } from './decision-table.ts'

export type FindingKind =
  // Errors: keep a rule from being submitted.
  | 'no-rows'
  | 'row-id'
  | 'unknown-fact'
  | 'unknown-outcome'
  | 'missing-outcome'
  | 'bad-cell'
  | 'wrong-type'
  | 'unknown-value'
  | 'bad-outcome'
  // Warnings: found by comparing rows.
  | 'impossible'
  | 'dead'
  | 'order'
  | 'gap'
  | 'too-complex'

/** Something wrong, or worth a look, with its place in the table. */
export type Finding = {
  readonly kind: FindingKind
  readonly severity: 'error' | 'warning'
  /** Rows by id: of `dead`, the row and those that take its cases; of `order`, the two. */
  readonly rowIds: readonly string[]
  /** Fact or outcome of the column. */
  readonly column: string | null
  /** The cell, or what the engine said of it. */
  readonly detail: string
  /** Facts for which it shows, of those that matter; null stands for any other text. */
  readonly example: Readonly<Record<string, FactValue | null>> | null
}

const finding = (kind: FindingKind, some: Partial<Finding> = {}): Finding => ({
  kind,
  severity: 'error',
  rowIds: [],
  column: null,
  detail: '',
  example: null,
  ...some,
})

/** Everything that can be said of a table without a case: broken cells, dead rows, gaps, rows whose order decides. */
export function checkTable(kind: RuleKind, table: DecisionTable): Finding[] {
  const findings = [...checkColumns(kind, table), ...checkCells(kind, table)]
  return [...findings, ...(table.rows.length > 0 ? compareRows(kind, table, findings) : [])]
}

function checkColumns(kind: RuleKind, { inputs, outputs, rows }: DecisionTable): Finding[] {
  const facts = new Set(factsOfKind(kind, inputs).map(({ name }) => name))
  const outcomes = OUTCOMES[kind]
  const ids = rows.map(({ id }) => id)
  return [
    ...(rows.length === 0 ? [finding('no-rows')] : []),
    ...ids
      .filter((id, i) => !/^[\p{L}\p{N}._-]{1,40}$/u.test(id) || ids.indexOf(id) !== i)
      .map((id) => finding('row-id', { rowIds: [id], detail: id })),
    ...inputs
      .filter((name, i) => !facts.has(name) || inputs.indexOf(name) !== i)
      .map((name) => finding('unknown-fact', { column: name, detail: name })),
    ...outputs
      .filter((name) => !outcomes.some((one) => one.name === name))
      .map((name) => finding('unknown-outcome', { column: name, detail: name })),
    ...outcomes
      .filter(({ name }) => !outputs.includes(name))
      .map(({ name }) => finding('missing-outcome', { column: name, detail: name })),
  ]
}

function checkCells(kind: RuleKind, { inputs, outputs, rows }: DecisionTable): Finding[] {
  const samples = Object.fromEntries(
    factsOfKind(kind, inputs).map((fact) => [fact.name, sampleFor(fact.name)]),
  )
  return rows.flatMap(({ id, cells }) => [
    ...inputs.flatMap((name) => checkCondition(id, name, cells[name]?.trim() ?? '', samples)),
    ...outputs.flatMap((name) => checkOutcome(kind, id, name, cells[name]?.trim() ?? '', samples)),
  ])
}

function checkCondition(
  rowId: string,
  name: string,
  cell: string,
  samples: Readonly<Record<string, FactValue>>,
): Finding[] {
  const fact = findFact(name)
  if (cell === '' || !fact) return []
  const at = { rowIds: [rowId], column: name, detail: cell }
  try {
    const answer: unknown = evaluateUnaryExpressionSync(cell, { ...samples, $: samples[name] ?? null })
    if (typeof answer !== 'boolean') return [finding('bad-cell', at)]
  } catch (error) {
    return [
      finding(isOfTypes(error) ? 'wrong-type' : 'bad-cell', { ...at, detail: `${cell}: ${saidBy(error)}` }),
    ]
  }
  const condition = readCondition(cell)
  if (condition.kind === 'spans') return fact.type === 'number' ? [] : [finding('wrong-type', at)]
  if (condition.kind !== 'values') return []
  if (condition.values.some((value) => typeof value !== (fact.type === 'text' ? 'string' : fact.type)))
    return [finding('wrong-type', at)]
  const odd = condition.values.filter((value) => fact.values?.every((one) => one.value !== value) ?? false)
  return odd.map((value) => finding('unknown-value', { ...at, detail: String(value) }))
}

function checkOutcome(
  kind: RuleKind,
  rowId: string,
  name: string,
  cell: string,
  samples: Readonly<Record<string, FactValue>>,
): Finding[] {
  const outcome = OUTCOMES[kind].find((one) => one.name === name)
  if (!outcome) return []
  const at = { rowIds: [rowId], column: name, detail: cell }
  if (cell === '') return [finding('missing-outcome', at)]
  try {
    const value: unknown = evaluateExpressionSync(cell, samples)
    if (typeof value !== (outcome.type === 'text' ? 'string' : outcome.type))
      return [finding('wrong-type', at)]
    const isKnown = outcome.values?.some((one) => one.value === value) ?? true
    return isKnown ? [] : [finding('bad-outcome', { ...at, detail: String(value) })]
  } catch (error) {
    return [finding('bad-cell', { ...at, detail: `${cell}: ${saidBy(error)}` })]
  }
}

function sampleFor(name: string): FactValue {
  const fact = findFact(name)
  return (
    fact?.values?.[0]?.value ??
    (fact?.type === 'number' ? (fact.min ?? 0) : fact?.type === 'boolean' ? false : '')
  )
}

type ZenError = { readonly type?: string; readonly source?: string }

function zenErrorOf(error: unknown): ZenError {
  const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
  try {
    return JSON.parse(first)
  } catch {
    return { source: first }
  }
}
const isOfTypes = (error: unknown) => zenErrorOf(error).type === 'vmError'
const saidBy = (error: unknown) => zenErrorOf(error).source ?? ''

type Compared = {
  readonly id: string
  readonly box: Box
  /** Every condition is comparable: the box is exactly what the row fits, else it is more. */
  readonly isExact: boolean
  readonly outcome: string
}

function compareRows(kind: RuleKind, { inputs, rows }: DecisionTable, errors: readonly Finding[]): Finding[] {
  const conditions = rows.map(({ cells }) => inputs.map((name) => readCondition(cells[name] ?? '')))
  const axes = inputs.map((name, i) =>
    axisOf(
      name,
      conditions.map((row) => row[i]!),
    ),
  )
  const broken = new Set(errors.filter(({ column }) => column).flatMap(({ rowIds }) => rowIds))
  const decisive = OUTCOMES[kind].filter(({ isReason }) => !isReason).map(({ name }) => name)
  const compared: Compared[] = rows
    .map(({ id, cells }, r) => ({
      id,
      box: axes.map((axis, i) => axis.setOf(conditions[r]![i]!)),
      isExact: conditions[r]!.every((one: Condition) => one.kind !== 'opaque'),
      outcome: decisive.map((name) => cells[name]?.trim()).join(' '),
    }))
    .filter(({ id }) => !broken.has(id))
  return [
    ...compared.flatMap((row, index) => checkReach(row, compared.slice(0, index))),
    ...checkOrder(axes, compared),
    ...checkGaps(axes, compared),
  ]
}

/** A row that no facts can fit, or that the rows above leave nothing. */
function checkReach(row: Compared, above: readonly Compared[]): Finding[] {
  if (isEmpty(row.box)) return [finding('impossible', { severity: 'warning', rowIds: [row.id] })]
  const takers = above.filter(({ box, isExact }) => isExact && meets(box, row.box))
  const left = subtract(
    row.box,
    takers.map(({ box }) => box),
  )
  if (!left) return [finding('too-complex', { severity: 'warning', rowIds: [row.id] })]
  if (left.length > 0) return []
  return [finding('dead', { severity: 'warning', rowIds: [row.id, ...takers.map(({ id }) => id)] })]
}

/** Two rows that cross, neither within the other, and decide differently: which stands above decides. */
function checkOrder(axes: readonly Axis[], rows: readonly Compared[]): Finding[] {
  return rows.flatMap((row, i) =>
    rows.slice(i + 1).flatMap((other) => {
      const isCrossing =
        row.isExact &&
        other.isExact &&
        row.outcome !== other.outcome &&
        meets(row.box, other.box) &&
        !holds(other.box, row.box) &&
        !holds(row.box, other.box)
      if (!isCrossing) return []
      // Facts that a row above both takes are no matter between the two.
      const above = rows.slice(0, i).filter(({ isExact }) => isExact)
      const [shared] =
        subtract(
          row.box.map((set, axis) => set & other.box[axis]!),
          above.map(({ box }) => box),
        ) ?? []
      if (!shared) return []
      return [
        finding('order', {
          severity: 'warning',
          rowIds: [row.id, other.id],
          example: exampleOf(axes, shared),
        }),
      ]
    }),
  )
}

/** Facts that no row fits: such a case goes to a person. */
function checkGaps(axes: readonly Axis[], rows: readonly Compared[]): Finding[] {
  const everything = axes.map(({ all }) => all)
  const exact = rows.filter(({ isExact }) => isExact)
  const left = subtract(
    everything,
    exact.map(({ box }) => box),
  )
  if (!left) return [finding('too-complex', { severity: 'warning' })]
  const [gap] = left
  return gap ? [finding('gap', { severity: 'warning', example: exampleOf(axes, gap) })] : []
}

/** A value of each fact that matters; facts that may be anything are left out. */
function exampleOf(axes: readonly Axis[], box: Box): Record<string, FactValue | null> {
  return Object.fromEntries(
    axes.flatMap((axis, i) => (box[i] === axis.all ? [] : [[axis.fact, sampleOf(axis, box[i]!)]])),
  )
}
