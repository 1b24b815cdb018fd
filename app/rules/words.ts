import { type Locale, listed } from '../_i18n/locale.ts'
import type { Outputs } from '../_trpc/api.ts'

type Rule = Outputs['rules']['get']
export type Fact = Rule['facts'][number]
export type Outcome = Rule['outcomes'][number]
export type Condition = Rule['conditions'][number][string]
export type Names = Rule['names']
type Value = string | number | boolean
type Span = Extract<Condition, { kind: 'spans' }>['spans'][number]

/** A value as people say it: 紧急 for "urgent", 暴露垃圾 for a code, 1,200 m, 是. */
export function valueWords(
  value: Value | null | undefined,
  fact: Pick<Fact, 'values'> & { unit?: string },
  names: Names,
  locale: Locale,
): string {
  if (value === null || value === undefined) return locale === 'zh' ? '无' : 'none'
  const named =
    fact.values?.find((one) => one.value === value) ?? (typeof value === 'string' ? names[value] : undefined)
  if (named) return named[locale]
  if (typeof value === 'boolean') return locale === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no'
  if (typeof value === 'number') return withUnit(numberText(value), fact.unit)
  return value === '' ? (locale === 'zh' ? '空' : 'empty') : value
}

/** What a condition asks, in words; null where it asks nothing, the cell itself where it cannot be put in words. */
export function conditionWords(
  condition: Condition | undefined,
  cell: string,
  fact: Pick<Fact, 'values'> & { unit?: string },
  names: Names,
  locale: Locale,
): string | null {
  if (!condition || condition.kind === 'any') return null
  if (condition.kind === 'opaque') return cell
  if (condition.kind === 'spans')
    return (
      listed(
        locale,
        condition.spans.map((span) => spanWords(span, fact.unit)),
      ) || (locale === 'zh' ? '不可能' : 'never')
    )
  const words = listed(
    locale,
    condition.values.map((value) => valueWords(value, fact, names, locale)),
  )
  if (!condition.isNot) return words
  return locale === 'zh' ? `不是 ${words}` : `not ${words}`
}

function spanWords({ from, isFromOpen, to, isToOpen }: Span, unit: string | undefined): string {
  if (from === to && from !== null) return withUnit(numberText(from), unit)
  if (from === null) return to === null ? '∞' : `${isToOpen ? '<' : '≤'} ${withUnit(numberText(to), unit)}`
  if (to === null) return `${isFromOpen ? '>' : '≥'} ${withUnit(numberText(from), unit)}`
  return `${isFromOpen ? '>' : ''}${numberText(from)} – ${isToOpen ? '<' : ''}${withUnit(numberText(to), unit)}`
}

const numberText = (value: number) => value.toLocaleString('en').replace('-', '−')
const withUnit = (text: string, unit: string | undefined) => (unit ? `${text} ${unit}` : text)

/** The value that an outcome's cell says, where it is a plain literal; else the cell's own text. */
export function outcomeWords(cell: string, outcome: Outcome, locale: Locale): string {
  const value = literalOf(cell)
  const named = outcome.values?.find((one) => one.value === value)
  return named ? named[locale] : value === undefined ? cell : String(value)
}

function literalOf(cell: string): Value | undefined {
  const text = cell.trim()
  const quoted = /^"([^"]*)"$|^'([^']*)'$/.exec(text)
  if (quoted) return quoted[1] ?? quoted[2]
  if (text === 'true' || text === 'false') return text === 'true'
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined
}

/** A beginning for facts of one's own: the first value of each, which a form then changes. */
export function initialFacts(facts: readonly Fact[]): Record<string, Value> {
  return Object.fromEntries(
    facts.map(({ name, type, values }) => [
      name,
      values?.[0]?.value ?? (type === 'boolean' ? false : type === 'number' ? 0 : ''),
    ]),
  )
}
