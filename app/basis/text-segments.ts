export type TextMark = {
  readonly kind: 'must' | 'must_not' | 'penalty'
  readonly start: number
  readonly end: number
}
export type TextSegment = {
  readonly text: string
  readonly mark: TextMark['kind'] | null
  /** One of the words that were looked for. */
  readonly isFound: boolean
}

/** Cuts a text wherever a mark or a found word begins or ends; the segments in order give the text again. */
export function textSegments(
  text: string,
  marks: readonly TextMark[],
  words: readonly string[],
): TextSegment[] {
  const found = foundRanges(text, words)
  const cuts = [
    ...new Set([0, text.length, ...[...marks, ...found].flatMap(({ start, end }) => [start, end])]),
  ]
    .filter((at) => at >= 0 && at <= text.length)
    .sort((a, b) => a - b)
  return cuts.slice(0, -1).map((from, i) => {
    const to = cuts[i + 1]!
    const holds = ({ start, end }: { start: number; end: number }) => start <= from && to <= end
    return {
      text: text.slice(from, to),
      mark: marks.find(holds)?.kind ?? null,
      isFound: found.some(holds),
    }
  })
}

function foundRanges(text: string, words: readonly string[]): { start: number; end: number }[] {
  const lower = text.toLowerCase()
  return words
    .map((word) => word.toLowerCase())
    .filter(Boolean)
    .flatMap((word) => {
      const ranges: { start: number; end: number }[] = []
      for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + word.length))
        ranges.push({ start: at, end: at + word.length })
      return ranges
    })
}

/** The part of a text round its first found word, at most `length` characters, with … where it was cut. */
export function excerptOf(text: string, words: readonly string[], length: number): string {
  const plain = text.replaceAll(/\s+/g, ' ')
  if (plain.length <= length) return plain
  const first = Math.min(...foundRanges(plain, words).map(({ start }) => start), plain.length)
  const from = first === plain.length ? 0 : Math.max(0, Math.min(first - 12, plain.length - length))
  const to = Math.min(plain.length, from + length)
  return `${from > 0 ? '…' : ''}${plain.slice(from, to)}${to < plain.length ? '…' : ''}`
}
