import { markDuties } from './mark-duties.ts'
import { type SplitRegulation, splitRegulation } from './split-regulation.ts'
import type { RegulationLevel } from './tables.ts'

/** What a text says of itself, as far as it can be told; a person corrects it. */
export type GuessedHead = {
  readonly title: string
  readonly level: RegulationLevel
  readonly documentNumber: string
  readonly issuer: string
  readonly issuedOn: string | null
  readonly effectiveOn: string | null
}

export type TextSummary = {
  readonly head: GuessedHead
  readonly articles: number
  readonly clauses: number
  readonly items: number
  readonly duties: number
  readonly bans: number
  readonly penalties: number
  /** Articles that the numbering leaves out, as `5` or `7–9`. */
  readonly gaps: readonly string[]
  /** The first articles, as they were split. */
  readonly sample: readonly { readonly key: string; readonly label: string; readonly text: string }[]
}

const SAMPLE = 5
const DATE = /(\d{4})[ ]?年[ ]?(\d{1,2})[ ]?月[ ]?(\d{1,2})[ ]?日/u
const NUMBER =
  /(?:[\u4e00-\u9fff]{2,16}(?:令|公告)[（(]?第[ ]?[\d一二三四五六七八九十百〇]+[ ]?号)|(?:[\u4e00-\u9fff]{1,8}〔\d{4}〕\d+号)|(?:(?:GB|CJJ?|DB\d*|JGJ|CECS|HJ)(?:\/T|\/Z)?[ ]?[\d.]+[—–-]\d{4})/u

export function summarizeText(text: string, split: SplitRegulation = splitRegulation(text)): TextSummary {
  const { pieces } = split
  const of = (kind: string) => pieces.filter((piece) => piece.kind === kind)
  const marks = pieces
    .filter(({ kind }) => kind === 'clause' || kind === 'item')
    .flatMap((piece) => markDuties(piece.text))
  const articles = of('article')
  const count = (kind: string) => marks.filter((mark) => mark.kind === kind).length
  return {
    head: guessHead(text, split),
    articles: articles.length,
    clauses: of('clause').length,
    items: of('item').length,
    duties: count('must'),
    bans: count('must_not'),
    penalties: count('penalty'),
    gaps: gapsOf(articles.map(({ key }) => key)),
    sample: articles
      .slice(0, SAMPLE)
      .map(({ key, label, text: words }) => ({ key, label, text: words.slice(0, 160) })),
  }
}

function guessHead(text: string, { preface, pieces }: SplitRegulation): GuessedHead {
  const lines = preface.split('\n').map((line) => line.trim())
  const title =
    lines.find(
      (line) =>
        line.length >= 3 &&
        line.length <= 60 &&
        !DATE.test(line) &&
        !/^[（(]|号[）)]?$|目录|目 录/u.test(line),
    ) ?? ''
  // “…3月1日某市人民政府令…”: what follows a date is no part of it.
  const undated = preface.replaceAll(new RegExp(DATE, 'gu'), ' ')
  const documentNumber = NUMBER.exec(undated)?.[0] ?? ''
  const closing = pieces
    .filter(({ kind }) => kind === 'article')
    .map((piece) => piece.text)
    .findLast((words) => /施行|实施/u.test(words) && DATE.test(words))
  const effective =
    /自([^自]{6,20})起(?:施行|实施)/u.exec(preface)?.[1] ??
    (closing && /自([^自]{6,20})起(?:施行|实施)/u.exec(closing)?.[1])
  return {
    title: title.replaceAll(/[《》]/g, ''),
    level: guessLevel(title, documentNumber, text),
    documentNumber,
    issuer:
      /([\u4e00-\u9fff]{2,24}(?:委员会|人民政府|国务院|住房和城乡建设部|办公室|办公厅))/u.exec(
        undated,
      )?.[1] ?? '',
    issuedOn: dateOf(DATE.exec(preface)),
    effectiveOn: effective ? dateOf(DATE.exec(effective)) : null,
  }
}

function guessLevel(title: string, number: string, text: string): RegulationLevel {
  if (/^GB/u.test(number)) return 'national_standard'
  if (/^DB/u.test(number)) return 'local_standard'
  if (/^(?:CJ|JGJ|CECS|HJ)/u.test(number)) return 'industry_standard'
  if (/^中华人民共和国.*法$/u.test(title)) return 'law'
  if (/国务院令/u.test(number) || /国务院令/u.test(text.slice(0, 400))) return 'administrative'
  if (/(?:省|市|自治区|州).*条例$/u.test(title)) return 'local'
  if (/条例$/u.test(title)) return 'administrative'
  if (/(?:办法|规定|规则|细则)$/u.test(title)) return 'rule'
  if (/(?:标准|规范|规程)$/u.test(title)) return 'industry_standard'
  return 'policy'
}

function dateOf(match: RegExpExecArray | null): string | null {
  if (!match) return null
  const [, year = '', month = '', day = ''] = match
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return Number.isNaN(Date.parse(`${text}T00:00:00Z`)) ? null : text
}

function gapsOf(keys: readonly string[]): string[] {
  const numbers = keys.filter((key) => /^\d+$/.test(key)).map(Number)
  if (numbers.length !== keys.filter((key) => !key.includes('z')).length) return []
  const gaps: string[] = []
  let last = 0
  for (const number of numbers) {
    if (number > last + 1) gaps.push(number === last + 2 ? String(last + 1) : `${last + 1}–${number - 1}`)
    last = number
  }
  return gaps
}
