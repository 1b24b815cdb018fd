/** More than anybody asks in one breath. */
export const MAX_QUESTION_CHARACTERS = 300

/** One width, one case, single spaces, no invisible characters. */
export function normalText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, ' ')
    .replace(/[‘’`]/g, "'")
    .replace(/[“”]/g, '"')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MAX_QUESTION_CHARACTERS)
}

export type Span = { readonly start: number; readonly end: number }

/** The text with the spans blanked, so that positions stay. */
export function without(text: string, spans: readonly Span[]): string {
  let rest = text
  for (const { start, end } of spans)
    rest = rest.slice(0, start) + ' '.repeat(Math.max(0, end - start)) + rest.slice(end)
  return rest
}

/** Blanks every match of these patterns; each must be global. */
export function blank(text: string, patterns: readonly RegExp[]): string {
  return patterns.reduce((rest, pattern) => rest.replace(pattern, (found) => ' '.repeat(found.length)), text)
}
