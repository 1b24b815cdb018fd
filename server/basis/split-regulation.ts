import { chineseNumber, NUMERAL } from './chinese-number.ts'

export const PIECE_KINDS = ['part', 'chapter', 'section', 'article', 'clause', 'item'] as const
export type PieceKind = (typeof PIECE_KINDS)[number]

/**
 * One coded piece of a regulation. `start` and `end` are offsets into the text: headings, clauses and items lie one
 * after the other without gaps; an article spans its clauses, a clause ends where its items begin.
 */
export type Piece = {
  readonly kind: PieceKind
  /** Within the regulation: `17` is the article, `17-2` its second clause, `17-2-3` an item, `Z4J1` a section. */
  readonly key: string
  /** As it is cited: 第十七条; of headings with their words. */
  readonly label: string
  readonly text: string
  readonly start: number
  readonly end: number
}

export type SplitRegulation = {
  /** Title, dates and table of contents: what stands before the first piece. */
  readonly preface: string
  readonly pieces: readonly Piece[]
}

type Heading = {
  readonly kind: 'part' | 'chapter' | 'section' | 'article'
  readonly at: number
  /** Where its own words begin. */
  readonly bodyAt: number
  readonly number: string
  readonly label: string
}

const KIND_OF = { 编: 'part', 章: 'chapter', 节: 'section' } as const
const DEPTH = { part: 0, chapter: 1, section: 2, article: 3 } as const
const BLANK = '[ \\t\\u3000\\u00a0]'
const HEADING = new RegExp(`^${BLANK}*第(${NUMERAL})(编|章|节)(?=${BLANK}|$)${BLANK}*(.*)$`, 'u')
const ARTICLE = new RegExp(
  `^${BLANK}*(第(${NUMERAL})条(?:之(${NUMERAL}))?)(${BLANK}*[：:]?${BLANK}*)(.*)$`,
  'u',
)
/** Words that follow a reference to an article rather than its number. */
const REFERENCE = /^(?:第|规定|所|的|和|与|或|及|至|到|、|以及|中|款|，|。|；)/u
const DECIMAL =
  /^[ \t\u3000]*((?:\d{1,3})(?:\.\d{1,3}){0,4})(?:[ \t\u3000]+|[、．](?=\D)|\.(?=[ \t\u3000]))[ \t\u3000]*(.*)$/u
const OUTLINE = new RegExp(`^${BLANK}*(${NUMERAL})、(.*)$`, 'u')
const OUTLINE_ARTICLE = new RegExp(`^${BLANK}*[（(](${NUMERAL})[)）](.*)$`, 'u')
const MAX_HEADING_LENGTH = 40

/**
 * Splits a regulation by its own numbers: 第…条 as laws have them, 5.2.1 as standards have them, or 一、（一）as policies
 * have them. No piece is lost: preface, headings, clauses and items give the text again.
 *
 * @param text with lines ended by \n, one paragraph a line
 */
export function splitRegulation(text: string): SplitRegulation {
  const lines = linesOf(text)
  const headings = byArticles(lines) ?? byDecimals(lines) ?? byOutline(lines) ?? []
  const first = headings[0]
  if (!first) return { preface: text, pieces: [] }
  const pieces: Piece[] = []
  const keys = new Set<string>()
  const keyOf = (wanted: string) => {
    let key = wanted
    for (let n = 2; keys.has(key); n++) key = `${wanted}~${n}`
    keys.add(key)
    return key
  }
  const path = { part: '', chapter: '', section: '' }
  for (const [i, heading] of headings.entries()) {
    const end = headings[i + 1]?.at ?? text.length
    const { kind, number, label, at } = heading
    if (kind === 'article') {
      pieces.push(...splitArticle(text, heading, end, keyOf(number)))
      continue
    }
    if (kind === 'part') Object.assign(path, { part: `B${number}`, chapter: '', section: '' })
    if (kind === 'chapter') Object.assign(path, { chapter: `Z${number}`, section: '' })
    if (kind === 'section') path.section = `J${number}`
    const key = keyOf(`${path.part}${path.chapter}${path.section}`)
    pieces.push({ kind, key, label, text: text.slice(at, end).trim(), start: at, end })
  }
  return { preface: text.slice(0, first.at), pieces }
}

type Line = { readonly at: number; readonly text: string }

function linesOf(text: string): Line[] {
  let at = 0
  return text.split('\n').map((line) => {
    const found = { at, text: line }
    at += line.length + 1
    return found
  })
}

/** Laws: 编 章 节 条. A line that goes on with a reference (第十七条规定的…) is no article, nor is one that counts back. */
function byArticles(lines: readonly Line[]): Heading[] | undefined {
  const found: Heading[] = []
  let last = 0
  let lastSub = 0
  for (const { at, text } of lines) {
    const heading = HEADING.exec(text)
    if (heading && text.trim().length <= MAX_HEADING_LENGTH && !/[。；]$/u.test(text.trim())) {
      const [, numeral = '', unit = '', words = ''] = heading
      const label = `第${numeral}${unit}${words.trim() ? ` ${words.trim()}` : ''}`
      found.push({
        kind: KIND_OF[unit as '章'],
        at,
        bodyAt: at,
        number: String(chineseNumber(numeral) ?? 0),
        label,
      })
      continue
    }
    const article = ARTICLE.exec(text)
    if (!article) continue
    const [, label = '', numeral = '', subNumeral, gap = '', rest = ''] = article
    const number = chineseNumber(numeral)
    const sub = subNumeral === undefined ? 0 : chineseNumber(subNumeral)
    if (number === undefined || sub === undefined) continue
    const isNext = number === last + 1 || (number === last && sub === lastSub + 1)
    const isLater = number > last || (number === last && sub > lastSub)
    const isSetOff = gap !== '' || rest === ''
    if (!isLater || (!isSetOff && (!isNext || REFERENCE.test(rest)))) continue
    found.push({
      kind: 'article',
      at,
      bodyAt: at + text.length - rest.length,
      number: sub ? `${number}z${sub}` : String(number),
      label,
    })
    last = number
    lastSub = sub
  }
  return withoutContents(found)
}

/** Leaves the table of contents out: of the headings before the first article only those right above it are real. */
function withoutContents(found: readonly Heading[]): Heading[] | undefined {
  const first = found.findIndex(({ kind }) => kind === 'article')
  if (first < 0) return undefined
  let begin = first
  for (let depth: number = DEPTH.article; begin > 0; begin--) {
    const above = DEPTH[found[begin - 1]!.kind]
    if (above >= depth) break
    depth = above
  }
  return found.slice(begin)
}

/** Standards: 5 is a chapter where its line is short, 5.2.1 an article. Numbers only go on. */
function byDecimals(lines: readonly Line[]): Heading[] | undefined {
  const found: Heading[] = []
  let last: readonly number[] = [0]
  for (const { at, text } of lines) {
    const match = DECIMAL.exec(text)
    if (!match) continue
    const [, number = '', rest = ''] = match
    const numbers = number.split('.').map(Number)
    if (!follows(numbers, last)) continue
    last = numbers
    const isHeading =
      numbers.length === 1 &&
      rest.trim() !== '' &&
      rest.trim().length <= 24 &&
      !/[。；：]$/u.test(rest.trim())
    found.push(
      isHeading
        ? { kind: 'chapter', at, bodyAt: at, number, label: `${number} ${rest.trim()}` }
        : { kind: 'article', at, bodyAt: at + text.length - rest.length, number, label: number },
    )
  }
  return found.filter(({ kind }) => kind === 'article').length >= 2 ? found : undefined
}

/** Whether one decimal number may stand next after another: 4.2 after 4.1.3, 5 after 4.2, 4.1.1 after 4.1; gaps of a few are allowed. */
function follows(next: readonly number[], last: readonly number[]): boolean {
  for (const [i, number] of next.entries()) {
    const before = last[i] ?? 0
    if (number < before) return false
    if (number > before) return number - before <= 5
  }
  return false
}

/** Policies: 一、 is a chapter where its line is short and （一）follow, else an article. */
function byOutline(lines: readonly Line[]): Heading[] | undefined {
  const filled = lines.filter(({ text }) => text.trim() !== '')
  const found: Heading[] = []
  let chapter = 0
  let article = 0
  let isInChapter = false
  for (const [i, { at, text }] of filled.entries()) {
    const top = OUTLINE.exec(text)
    const number = top && chineseNumber(top[1]!)
    if (top && number === chapter + 1) {
      chapter = number
      article = 0
      const words = top[2]!.trim()
      isInChapter = words.length <= 24 && OUTLINE_ARTICLE.test(filled[i + 1]?.text ?? '')
      const bodyAt = at + text.length - top[2]!.length
      found.push(
        isInChapter
          ? { kind: 'chapter', at, bodyAt: at, number: String(number), label: `${top[1]}、${words}` }
          : { kind: 'article', at, bodyAt, number: String(number), label: `${top[1]}、` },
      )
      continue
    }
    const below = isInChapter ? OUTLINE_ARTICLE.exec(text) : null
    if (!below || chineseNumber(below[1]!) !== article + 1) continue
    article++
    found.push({
      kind: 'article',
      at,
      bodyAt: at + text.length - below[2]!.length,
      number: `${chapter}.${article}`,
      label: `（${below[1]}）`,
    })
  }
  return found.filter(({ kind }) => kind === 'article').length >= 2 ? found : undefined
}

const ITEM_START = new RegExp(`(?:^|(?<=[：:；;。\\n]))${BLANK}*[（(](${NUMERAL})[)）]`, 'gu')

/** An article, then its clauses (a paragraph each), each with its items: （一）（二）… in order. */
function splitArticle(text: string, { at, bodyAt, label }: Heading, end: number, key: string): Piece[] {
  const whole = { kind: 'article' as const, key, label, text: text.slice(bodyAt, end).trim(), start: at, end }
  const starts = clauseStarts(text, bodyAt, end)
  const pieces: Piece[] = [whole]
  for (const [i, from] of starts.entries()) {
    // The label lies in the first clause, so that nothing is lost.
    const start = i === 0 ? at : from
    const until = starts[i + 1] ?? end
    const clauseKey = `${key}-${i + 1}`
    const items = itemStarts(text, from, until)
    const headEnd = items[0]?.at ?? until
    pieces.push({
      kind: 'clause',
      key: clauseKey,
      label: '',
      text: text.slice(from, headEnd).trim(),
      start,
      end: headEnd,
    })
    for (const [j, item] of items.entries()) {
      const itemEnd = items[j + 1]?.at ?? until
      pieces.push({
        kind: 'item',
        key: `${clauseKey}-${j + 1}`,
        label: item.label,
        text: text.slice(item.bodyAt, itemEnd).trim(),
        start: item.at,
        end: itemEnd,
      })
    }
  }
  return pieces
}

/** A paragraph begins a clause unless it is an item, or what goes on below one: 1. 2. or a bare line after a colon. */
function clauseStarts(text: string, bodyAt: number, end: number): number[] {
  const starts = [bodyAt]
  let at = text.indexOf('\n', bodyAt)
  let hasWords = text.slice(bodyAt, at < 0 || at > end ? end : at).trim() !== ''
  while (at >= 0 && at + 1 < end) {
    const next = text.indexOf('\n', at + 1)
    const line = text.slice(at + 1, next < 0 || next > end ? end : next)
    const isItem =
      /^[ \t\u3000]*(?:[（(][〇零一二三四五六七八九十百\d０-９]+[)）]|[\d０-９]{1,2}[.．、)）])/u.test(line)
    if (line.trim() !== '' && !isItem) {
      if (hasWords) starts.push(at + 1)
      hasWords = true
    } else if (isItem) hasWords = true
    at = next
  }
  return starts
}

function itemStarts(text: string, from: number, until: number) {
  const items: { at: number; bodyAt: number; label: string }[] = []
  const slice = text.slice(from, until)
  for (const match of slice.matchAll(ITEM_START)) {
    if (chineseNumber(match[1]!) !== items.length + 1) continue
    const at = from + match.index
    items.push({ at, bodyAt: at + match[0].length, label: `（${match[1]}）` })
  }
  return items
}
