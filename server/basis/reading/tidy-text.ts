import { NUMERAL } from '../chinese-number.ts'

const BLANK = '[ \\t\\u3000\\u00a0]'
/** A line that begins something of its own: an article, a heading, an item, a numbered clause. */
const BEGINS = new RegExp(
  `^${BLANK}*(?:第${NUMERAL}[编章节条]|[（(]${NUMERAL}[)）]|${NUMERAL}、|\\d{1,3}(?:\\.\\d{1,3})+${BLANK}|\\d{1,2}[.．、])`,
  'u',
)
const HEADING = new RegExp(`^${BLANK}*第${NUMERAL}[编章节](?:${BLANK}|$)`, 'u')
const ENDS = /[。；：！？!?;:」”）)]$/u
const PAGE_NUMBER =
  /^[ \t]*(?:[-–—·]?[ \t]*\d{1,4}[ \t]*[-–—·]?|第[ \t]*\d+[ \t]*页(?:[ \t]*共[ \t]*\d+[ \t]*页)?|\d+[ \t]*\/[ \t]*\d+)[ \t]*$/u
/** Before an article or a chapter that stands in the middle of a line. */
const INLINE = new RegExp(`(?<=[。；：\\s])(?=第${NUMERAL}(?:[编章节]|条(?:之${NUMERAL})?)${BLANK})`, 'gu')

/**
 * A text with one paragraph a line: line ends are \n, empty lines and trailing blanks are gone, and where a whole
 * regulation came in one line its articles are set on lines of their own.
 */
export function tidyText(raw: string): string {
  const lines = raw
    .replace(/^\ufeff/, '')
    .replaceAll('\0', '')
    .replaceAll(/\r\n?|\u2028|\u2029|\f|\v/g, '\n')
    .split('\n')
    .map((line) => line.replace(/[ \t\u3000\u00a0]+$/u, ''))
    .filter((line) => line.trim() !== '')
  const isRunTogether = lines.some((line) => (line.match(INLINE)?.length ?? 0) >= 2)
  if (!isRunTogether) return lines.join('\n')
  return lines
    .flatMap((line) => line.split(INLINE))
    .map((line) => line.replace(/[ \t\u3000\u00a0]+$/u, ''))
    .filter((line) => line.trim() !== '')
    .join('\n')
}

/**
 * Joins the lines of printed pages into paragraphs, and leaves out page numbers and what stands at the head or foot of
 * most pages.
 */
export function joinPages(pages: readonly string[]): string {
  const perPage = pages.map((page) =>
    page
      .split('\n')
      .map((line) => line.trimEnd())
      .filter((line) => line.trim() !== '' && !PAGE_NUMBER.test(line)),
  )
  const running = runningLines(perPage)
  const joined: string[] = []
  for (const line of perPage.flatMap((lines) => lines.filter((text) => !running.has(text.trim())))) {
    const last = joined.at(-1)
    const isOwn = last === undefined || BEGINS.test(line) || ENDS.test(last) || HEADING.test(last)
    // A title and its number stand alone, however they end.
    const isFront = joined.length < 2 && last !== undefined && !BEGINS.test(last)
    if (isOwn || isFront) joined.push(line)
    else joined[joined.length - 1] = last + line.trim()
  }
  return joined.join('\n')
}

/** First and last lines that more than half of at least three pages share. */
function runningLines(pages: readonly (readonly string[])[]): Set<string> {
  const counts = new Map<string, number>()
  for (const page of pages) {
    const edges = new Set([page[0]?.trim(), page.at(-1)?.trim()])
    for (const edge of edges) if (edge) counts.set(edge, (counts.get(edge) ?? 0) + 1)
  }
  return new Set(
    [...counts].filter(([, count]) => count >= 3 && count > pages.length / 2).map(([edge]) => edge),
  )
}
