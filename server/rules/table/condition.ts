import type { FactValue } from '../facts/fact.ts'

/** Numbers between two bounds; null is without end. */
export type Span = {
  readonly from: number | null
  readonly isFromOpen: boolean
  readonly to: number | null
  readonly isToOpen: boolean
}
/** What a cell asks of its fact, where that can be compared with other cells; `opaque` can only be evaluated. */
export type Condition =
  | { readonly kind: 'any' }
  | { readonly kind: 'values'; readonly values: readonly FactValue[]; readonly isNot: boolean }
  | { readonly kind: 'spans'; readonly spans: readonly Span[] }
  | { readonly kind: 'opaque' }

const opaque: Condition = { kind: 'opaque' }
const NUMBER = String.raw`-?\d+(?:\.\d+)?`
const COMPARISON = new RegExp(`^(<=|>=|<|>|==|!=)\\s*(${NUMBER})$`)
const INTERVAL = new RegExp(`^([[(])\\s*(${NUMBER})\\s*\\.\\.\\s*(${NUMBER})\\s*([\\])])$`)
const LIST = /^(not\s+)?in\s*\[(.*)\]$/s
const EQUALITY = /^(==|!=)\s*(.+)$/s

/** Reads a cell of ZEN's unary language. Anything beyond literals, lists, comparisons and intervals is opaque. */
export function readCondition(cell: string): Condition {
  const text = cell.trim()
  if (text === '') return { kind: 'any' }
  const parts = splitOutside(text, ',')
  return (parts ?? []).map(readPart).reduce<Condition | undefined>(union, undefined) ?? opaque
}

function readPart(text: string): Condition {
  const both = splitWords(text, 'and')
  if (both.length > 1) return both.map(readPart).reduce(intersection)
  const value = literal(text)
  if (typeof value === 'number') return spans(value, false, value, false)
  if (value !== undefined) return { kind: 'values', values: [value], isNot: false }
  const list = LIST.exec(text)
  if (list) return readList(list[2]!, list[1] !== undefined)
  const comparison = COMPARISON.exec(text)
  if (comparison) return compare(comparison[1]!, Number(comparison[2]))
  const equality = EQUALITY.exec(text)
  const equal = equality && literal(equality[2]!)
  if (equality && (typeof equal === 'string' || typeof equal === 'boolean'))
    return { kind: 'values', values: [equal], isNot: equality[1] === '!=' }
  const interval = INTERVAL.exec(text)
  if (interval)
    return spans(Number(interval[2]), interval[1] === '(', Number(interval[3]), interval[4] === ')')
  return opaque
}

function readList(text: string, isNot: boolean): Condition {
  const values = text.trim() === '' ? [] : splitOutside(text, ',')?.map(literal)
  if (!values || values.some((value) => value === undefined)) return opaque
  const known = values as FactValue[]
  if (!known.some((value) => typeof value === 'number')) return { kind: 'values', values: known, isNot }
  if (isNot || known.some((value) => typeof value !== 'number')) return opaque
  return {
    kind: 'spans',
    spans: known.map((value) => ({
      from: Number(value),
      isFromOpen: false,
      to: Number(value),
      isToOpen: false,
    })),
  }
}

function compare(operator: string, value: number): Condition {
  switch (operator) {
    case '<':
      return spans(null, true, value, true)
    case '<=':
      return spans(null, true, value, false)
    case '>':
      return spans(value, true, null, true)
    case '>=':
      return spans(value, false, null, true)
    case '==':
      return spans(value, false, value, false)
    default:
      return { kind: 'spans', spans: [span(null, true, value, true), span(value, true, null, true)] }
  }
}

const span = (from: number | null, isFromOpen: boolean, to: number | null, isToOpen: boolean): Span => ({
  from,
  isFromOpen,
  to,
  isToOpen,
})
const spans = (...bounds: Parameters<typeof span>): Condition => ({ kind: 'spans', spans: [span(...bounds)] })

function union(a: Condition | undefined, b: Condition): Condition {
  if (!a) return b
  if (a.kind === 'spans' && b.kind === 'spans') return { kind: 'spans', spans: [...a.spans, ...b.spans] }
  if (a.kind === 'values' && b.kind === 'values' && !a.isNot && !b.isNot)
    return { kind: 'values', values: [...a.values, ...b.values], isNot: false }
  return opaque
}

function intersection(a: Condition, b: Condition): Condition {
  if (a.kind !== 'spans' || b.kind !== 'spans') return opaque
  return { kind: 'spans', spans: a.spans.flatMap((one) => b.spans.flatMap((other) => overlap(one, other))) }
}

function overlap(a: Span, b: Span): Span[] {
  const [from, isFromOpen] = tighter([a.from, a.isFromOpen], [b.from, b.isFromOpen], 1)
  const [to, isToOpen] = tighter([a.to, a.isToOpen], [b.to, b.isToOpen], -1)
  const isEmpty = from !== null && to !== null && (from > to || (from === to && (isFromOpen || isToOpen)))
  return isEmpty ? [] : [span(from, isFromOpen, to, isToOpen)]
}

type Bound = readonly [value: number | null, isOpen: boolean]

/** The bound that lets less through: the higher of two lower ones (sign 1), the lower of two upper ones (-1). */
function tighter(a: Bound, b: Bound, sign: 1 | -1): Bound {
  if (a[0] === null) return b
  if (b[0] === null) return a
  if (a[0] === b[0]) return [a[0], a[1] || b[1]]
  return (a[0] - b[0]) * sign > 0 ? a : b
}

function literal(text: string): FactValue | undefined {
  const trimmed = text.trim()
  if (trimmed === 'true' || trimmed === 'false') return trimmed === 'true'
  if (new RegExp(`^${NUMBER}$`).test(trimmed)) return Number(trimmed)
  // ZEN knows no escapes: a text ends at the next quotation mark of its kind.
  const quoted = /^"([^"]*)"$|^'([^']*)'$/.exec(trimmed)
  return quoted ? (quoted[1] ?? quoted[2]) : undefined
}

/** Splits at a separator outside quotes and brackets; undefined where these are not closed. */
function splitOutside(text: string, separator: string): string[] | undefined {
  const parts: string[] = ['']
  let quote = ''
  let depth = 0
  for (const char of text) {
    if (quote) {
      if (char === quote) quote = ''
    } else if (char === '"' || char === "'") quote = char
    else if ('[('.includes(char)) depth++
    else if ('])'.includes(char)) depth--
    if (char === separator && !quote && depth === 0) parts.push('')
    else parts[parts.length - 1] += char
  }
  return quote || depth !== 0 ? undefined : parts.map((part) => part.trim())
}

function splitWords(text: string, word: string): string[] {
  return /["']/.test(text) ? [text] : text.split(new RegExp(`\\s+${word}\\s+`)).map((part) => part.trim())
}
