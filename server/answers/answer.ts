import type { CaseFilter } from '../cases/case-filter.ts'
import type { UnknownReason } from './unknown-reason.ts'

/** In both languages; what has one only stands in both. */
export type Words = { readonly zh: string; readonly en: string }

export const INTENTS = [
  'matter',
  'department',
  'article',
  'case',
  'count',
  'term',
  'deadline',
  'refused',
  'unknown',
] as const
export type Intent = (typeof INTENTS)[number]

/** Where a statement comes from, so that it can be read there. */
export type Source = {
  readonly kind: 'article' | 'duty' | 'category' | 'rule' | 'case' | 'cases' | 'calendar' | 'machine'
  readonly title: Words
  readonly detail: Words
  /** Null where the asker has no page of it: then the detail says it all. */
  readonly href: string | null
}
export type AnswerPart = {
  readonly title: Words
  readonly text: Words
  /** Places in the list of sources, from 0. */
  readonly sources: readonly number[]
  /** Words of the question that were found in the text. */
  readonly found?: readonly string[]
}
export type CountedArea = {
  readonly areaId: number
  readonly name: string
  readonly nameEn: string
  readonly count: number
}
export type Counted = {
  readonly total: number
  readonly areas: readonly CountedArea[]
  /** Counted, but in none of the areas: not placed on the map. */
  readonly elsewhere: number
  /** The desk's filter: it shows exactly these. */
  readonly filter: CaseFilter
  /** The area asked about, to look at; null is the whole city. */
  readonly areaId: number | null
}
export type Answer = {
  readonly intent: Intent
  /** Null but for what is not known. */
  readonly reason: UnknownReason | null
  /** The question as it was understood: asked so, it is answered the same. */
  readonly taken: Words
  /** exact: every word was known. likely: some were guessed. */
  readonly confidence: 'exact' | 'likely' | 'guess'
  /** Words of the question that were left aside. */
  readonly ignored: readonly string[]
  readonly parts: readonly AnswerPart[]
  readonly sources: readonly Source[]
  readonly counted: Counted | null
  /** Questions that may have been meant, or that can be answered. */
  readonly alternatives: readonly Words[]
  /** The area that the question is about, for whoever it is handed to. */
  readonly areaId: number | null
}

/** A name in both languages; an untranslated one stays Chinese. */
export const named = ({ name, nameEn }: { readonly name: string; readonly nameEn: string }): Words => ({
  zh: name,
  en: nameEn || name,
})
/** Puts words of both languages together. */
export const both = (make: (language: 'zh' | 'en') => string): Words => ({ zh: make('zh'), en: make('en') })
export const listedWords = (all: readonly Words[], language: 'zh' | 'en'): string =>
  all.map((one) => one[language]).join(language === 'zh' ? '、' : ', ')
