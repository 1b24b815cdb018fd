import type { RuleKind } from '../rule-kind.ts'

export type FactValue = string | number | boolean
export type Facts = Readonly<Record<string, FactValue>>

/** A value with its words. */
export type Named = { readonly value: FactValue; readonly zh: string; readonly en: string }

/** Something a rule may ask about a case. */
export type Fact = {
  readonly name: string
  readonly zh: string
  readonly en: string
  readonly type: 'text' | 'number' | 'boolean'
  /** Every value a text may have, where that is settled. */
  readonly values?: readonly Named[]
  readonly min?: number
  readonly max?: number
  readonly isWhole?: true
  readonly unit?: 'm' | 'h' | 'mm/h'
  /** How it comes about. */
  readonly howZh: string
  readonly howEn: string
  readonly kinds: readonly RuleKind[]
}
