import { type RawBuilder, sql } from 'kysely'

/**
 * Every pair of neighbouring characters in a case's description and address, in SQL, as `case_record_words` indexes it:
 * Chinese has no spaces, and its words are mostly of two characters, too short for trigrams.
 */
export const CASE_WORDS = `string_to_array(regexp_replace(lower(description || ' ' || address), '(.)', '\\1 \\1', 'g'), ' ')`

export const caseWords: RawBuilder<string[]> = sql.raw(CASE_WORDS)

/** The pairs that a text is found by; none for a single character. */
export function wordsOf(text: string): string[] {
  const characters = [...text.toLowerCase()]
  const pairs = characters.slice(1).map((character, i) => characters[i]! + character)
  // A pair with a space is cut apart in the index.
  return [...new Set(pairs.filter((pair) => !pair.includes(' ')))]
}
