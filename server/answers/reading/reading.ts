import type { Words } from '../answer.ts'
import type { UnknownReason } from '../unknown-reason.ts'
import type { LexiconArea, LexiconDepartment, LexiconRegulation } from './lexicon.ts'
import type { Period } from './read-period.ts'

/** What is asked about: one category, or several that a word stands for. */
export type Subject = {
  readonly categoryIds: readonly number[]
  readonly words: Words
  /** name: as in the dictionary. word: what people say for it. guess: what the text describes. */
  readonly how: 'name' | 'word' | 'guess'
}
export const COUNT_STATES = [
  'open',
  'overdue',
  'open_overdue',
  'near',
  'closed',
  'shelved',
  'unchecked',
  'undispatched',
  'unsigned',
] as const
export type CountState = (typeof COUNT_STATES)[number]

export type CountReading = {
  readonly intent: 'count'
  readonly subject: Subject | null
  readonly area: LexiconArea | null
  /** A road or place by name: looked for in the addresses, as the desk does. */
  readonly placeWords: Words | null
  readonly department: LexiconDepartment | null
  readonly period: Period | null
  readonly state: CountState | null
}
export type Reading = (
  | {
      readonly intent: 'matter'
      readonly subject: Subject
      readonly area: LexiconArea | null
      /** What else the words may have meant, best first. */
      readonly others: readonly Subject[]
    }
  | { readonly intent: 'department'; readonly department: LexiconDepartment }
  | {
      readonly intent: 'article'
      readonly regulation: LexiconRegulation | null
      readonly articleKey: string | null
      readonly words: readonly string[]
    }
  | { readonly intent: 'case'; readonly number: string | null; readonly followToken: string | null }
  | CountReading
  | { readonly intent: 'term'; readonly termIds: readonly string[] }
  | { readonly intent: 'deadline' }
  | { readonly intent: 'refused' }
  | {
      readonly intent: 'unknown'
      readonly reason: UnknownReason
      /** The name that is not known. */
      readonly said: string
    }
) & {
  /** Words that were left aside. */
  readonly ignored: readonly string[]
}
export type Unknown = Extract<Reading, { intent: 'unknown' }>
