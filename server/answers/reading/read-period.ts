import { chineseNumber, NUMERAL } from '../../basis/chinese-number.ts'
import { instantOf, localTimeOf, weekdayOf } from '../../clocks/zoned-time.ts'
import type { Words } from '../answer.ts'
import type { Span } from './normal-text.ts'

/** Half open; an open end runs on. */
export type Period = {
  /** `today`, `last_week`, `last_7_days`, `month_2026_10` … */
  readonly key: string
  readonly words: Words
  readonly fromMs: number
  readonly toMs: number | null
}
export type Now = { readonly ms: number; readonly timeZone: string }

type Found = { readonly period: Period; readonly span: Span }
/** A fixed period by name: first day and day after the last, from today's day number. */
type Named = {
  readonly key: string
  readonly words: Words
  readonly pattern: RegExp
  readonly days: (today: number) => readonly [from: number, to: number]
}

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** Spans of hours start on five-minute marks, so that the same question is the same query for a while. */
const ROUND_MS = 300_000
const MOST = { hour: 24 * 31, day: 3660, week: 520, month: 120, year: 10 } as const

const mondayOf = (day: number) => day - ((weekdayOf(day) + 6) % 7)
const dateOf = (day: number) => new Date(day * DAY_MS)
const dayOf = (year: number, month: number, date = 1) => Date.UTC(year, month, date) / DAY_MS
const monthOf = (today: number, shift: number) => {
  const date = dateOf(today)
  return dayOf(date.getUTCFullYear(), date.getUTCMonth() + shift)
}
const quarterOf = (today: number, shift: number) => {
  const date = dateOf(today)
  return dayOf(date.getUTCFullYear(), 3 * (Math.floor(date.getUTCMonth() / 3) + shift))
}
const yearOf = (today: number, shift: number) => dayOf(dateOf(today).getUTCFullYear() + shift, 0)

/** The longer wording before the one it holds. */
const NAMED: readonly Named[] = [
  {
    key: 'day_before_yesterday',
    words: { zh: '前天', en: 'the day before yesterday' },
    pattern: /前天|前日|(?:the )?day before yesterday/,
    days: (today) => [today - 2, today - 1],
  },
  {
    key: 'yesterday',
    words: { zh: '昨天', en: 'yesterday' },
    pattern: /昨天|昨日|昨晚|\byesterday\b/,
    days: (today) => [today - 1, today],
  },
  {
    key: 'today',
    words: { zh: '今天', en: 'today' },
    pattern: /今天|今日|今早|当天|当日|\btoday\b/,
    days: (today) => [today, today + 1],
  },
  {
    key: 'last_weekend',
    words: { zh: '上周末', en: 'last weekend' },
    pattern: /上个?(?:周|星期)末|\blast weekend\b/,
    days: (today) => [mondayOf(today) - 2, mondayOf(today)],
  },
  {
    key: 'this_weekend',
    words: { zh: '本周末', en: 'this weekend' },
    pattern: /(?:本|这个?)(?:周|星期)末|\bthis weekend\b/,
    days: (today) => [mondayOf(today) + 5, mondayOf(today) + 7],
  },
  {
    key: 'week_before_last',
    words: { zh: '上上周', en: 'the week before last' },
    pattern: /上上个?(?:周|星期|礼拜)|(?:the )?week before last/,
    days: (today) => [mondayOf(today) - 14, mondayOf(today) - 7],
  },
  {
    key: 'last_week',
    words: { zh: '上周', en: 'last week' },
    pattern: /上一?个?(?:周|星期|礼拜)|\b(?:last|previous) week\b/,
    days: (today) => [mondayOf(today) - 7, mondayOf(today)],
  },
  {
    key: 'this_week',
    words: { zh: '本周', en: 'this week' },
    pattern: /(?:本|这|这个|这一)(?:周|星期|礼拜)|\bthis week\b/,
    days: (today) => [mondayOf(today), mondayOf(today) + 7],
  },
  {
    key: 'last_month',
    words: { zh: '上个月', en: 'last month' },
    pattern: /上一?个?月|\b(?:last|previous) month\b/,
    days: (today) => [monthOf(today, -1), monthOf(today, 0)],
  },
  {
    key: 'this_month',
    words: { zh: '本月', en: 'this month' },
    pattern: /本月|当月|这个?月|\bthis month\b/,
    days: (today) => [monthOf(today, 0), monthOf(today, 1)],
  },
  {
    key: 'last_quarter',
    words: { zh: '上季度', en: 'last quarter' },
    pattern: /上个?季度|\b(?:last|previous) quarter\b/,
    days: (today) => [quarterOf(today, -1), quarterOf(today, 0)],
  },
  {
    key: 'this_quarter',
    words: { zh: '本季度', en: 'this quarter' },
    pattern: /本季度?|这个?季度|\bthis quarter\b/,
    days: (today) => [quarterOf(today, 0), quarterOf(today, 1)],
  },
  {
    key: 'last_year',
    words: { zh: '去年', en: 'last year' },
    pattern: /去年|上一?年度?|\b(?:last|previous) year\b/,
    days: (today) => [yearOf(today, -1), yearOf(today, 0)],
  },
  {
    key: 'this_year',
    words: { zh: '今年', en: 'this year' },
    pattern: /今年(?:以来)?|本年度?|年初以来|\b(?:this year|year to date)\b/,
    days: (today) => [yearOf(today, 0), yearOf(today, 1)],
  },
]

const UNITS: readonly {
  readonly unit: keyof typeof MOST
  readonly zh: string
  readonly en: string
  readonly words: (n: number) => Words
}[] = [
  {
    unit: 'hour',
    zh: '个?小时',
    en: 'hours?',
    words: (n) => ({ zh: `近${n}小时`, en: `in the last ${n} hours` }),
  },
  {
    unit: 'day',
    zh: '(?:天|日)',
    en: 'days?',
    words: (n) => ({ zh: `近${n}天`, en: `in the last ${n} days` }),
  },
  {
    unit: 'week',
    zh: '个?(?:周|星期|礼拜)',
    en: 'weeks?',
    words: (n) => ({ zh: `近${n}周`, en: `in the last ${n} weeks` }),
  },
  {
    unit: 'month',
    zh: '个?月',
    en: 'months?',
    words: (n) => ({ zh: `近${n}个月`, en: `in the last ${n} months` }),
  },
  { unit: 'year', zh: '年', en: 'years?', words: (n) => ({ zh: `近${n}年`, en: `in the last ${n} years` }) },
]
const NUMBER_EN: Readonly<Record<string, number>> = {
  a: 1,
  one: 1,
  two: 2,
  couple: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  thirty: 30,
}
const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

const MONTH_ZH = new RegExp(`(?:(20\\d\\d)年)?(${NUMERAL})月(?:份)?(?!\\d)`, 'u')
const MONTH_EN = new RegExp(`\\b(?:in )?(${MONTHS.join('|')})(?: (20\\d\\d))?\\b`)

/** The period that a question names, with its place in the text; the first of the most particular wording. */
export function readPeriod(text: string, now: Now): Found | null {
  const today = localTimeOf(now.timeZone, now.ms).day
  return (
    readSpan(text, now, today) ??
    readDate(text, now, today) ??
    readMonth(text, now, today) ??
    readNamed(text, now, today)
  )
}

function ofDays(now: Now, key: string, words: Words, [from, to]: readonly [number, number]): Period {
  return {
    key,
    words,
    fromMs: instantOf(now.timeZone, from, 0),
    toMs: instantOf(now.timeZone, to, 0),
  }
}

function readNamed(text: string, now: Now, today: number): Found | null {
  for (const { key, words, pattern, days } of NAMED) {
    const match = pattern.exec(text)
    if (match) return { period: ofDays(now, key, words, days(today)), span: spanOf(match) }
  }
  return null
}

/** Wordings of a span that ends today, of each unit: 近7天, 24小时内, in the past 14 days. */
const SPANS = UNITS.map(({ unit, zh, en }) => [
  new RegExp(`(?:最近|近|过去|前)(?:的)?(?:这)?(半|两|${NUMERAL})${zh}(?:以?内|以来|里|中)?`, 'u'),
  // 两小时内修好 is a limit; 9月以来 is since September.
  new RegExp(
    `(半|两|${NUMERAL})${unit === 'month' ? '个月' : zh}(?:以内|内|以来)(?![^。？?]*(?:修|处理|处置|办结|完成|清))`,
    'u',
  ),
  new RegExp(
    `\\b(?:in |over |within |during )?(?:the )?(?:last|past|previous) (\\d{1,4}|${Object.keys(NUMBER_EN).join('|')})(?: of)? ${en}\\b`,
  ),
  // "The last week" is the calendar's; "the past week" is seven days.
  new RegExp(
    `\\b(?:in |over |within |during )?the ${unit === 'hour' ? '(?:last|past)' : 'past'} ()${unit}\\b`,
  ),
])

function readSpan(text: string, now: Now, today: number): Found | null {
  for (const [i, { unit, words }] of UNITS.entries()) {
    const match = SPANS[i]!.map((pattern) => pattern.exec(text)).find(Boolean)
    if (!match) continue
    const said = match[1]!
    if (said === '半' && unit === 'year') return lastOf('month', 6, match, now, today)
    if (said === '半' && unit === 'month') return lastOf('day', 15, match, now, today)
    const n = said === '' ? 1 : said === '两' ? 2 : (NUMBER_EN[said] ?? chineseNumber(said))
    if (!n || n > MOST[unit]) continue
    return lastOf(unit, n, match, now, today, words(n))
  }
  return null
}

function lastOf(
  unit: keyof typeof MOST,
  n: number,
  match: RegExpExecArray,
  now: Now,
  today: number,
  words: Words = UNITS.find((one) => one.unit === unit)!.words(n),
): Found {
  const key = `last_${n}_${unit}s`
  const span = spanOf(match)
  if (unit === 'hour') {
    const fromMs = Math.floor(now.ms / ROUND_MS) * ROUND_MS - n * HOUR_MS
    return { period: { key, words, fromMs, toMs: null }, span }
  }
  return { period: ofDays(now, key, words, [firstDay(unit, n, today), today + 1]), span }
}

/** Today is the last of the days. */
function firstDay(unit: keyof typeof MOST, n: number, today: number): number {
  if (unit === 'day') return today - n + 1
  if (unit === 'week') return today - 7 * n + 1
  const date = dateOf(today)
  const months = unit === 'month' ? n : 12 * n
  const year = date.getUTCFullYear()
  const month = date.getUTCMonth() - months
  // The last of a shorter month.
  const last = dateOf(dayOf(year, month + 1) - 1).getUTCDate()
  return dayOf(year, month, Math.min(date.getUTCDate(), last)) + 1
}

/** 2026年10月3日, 10月3号, 2026-10-03. */
function readDate(text: string, now: Now, today: number): Found | null {
  const match =
    /(?:(20\d\d)年)?(\d{1,2})月(\d{1,2})[日号]/.exec(text) ?? /\b(20\d\d)-(\d{1,2})-(\d{1,2})\b/.exec(text)
  if (!match) return null
  const [month, date] = [Number(match[2]), Number(match[3])]
  const year = match[1] ? Number(match[1]) : yearOfMonth(today, month, date)
  const day = dayOf(year, month - 1, date)
  if (dateOf(day).getUTCMonth() !== month - 1) return null
  const iso = dateOf(day).toISOString().slice(0, 10)
  const words = { zh: `${year}年${month}月${date}日`, en: `on ${iso}` }
  return { period: ofDays(now, `day_${iso}`, words, [day, day + 1]), span: spanOf(match) }
}

/** 10月, 2026年10月份, 十月, in October, October 2026. */
function readMonth(text: string, now: Now, today: number): Found | null {
  const zh = MONTH_ZH.exec(text)
  const en = MONTH_EN.exec(text)
  const match = zh ?? en
  if (!match) return null
  const month = zh ? chineseNumber(zh[2]!) : MONTHS.indexOf(en![1]!) + 1
  if (!month || month > 12) return null
  // "may" is a verb far more often than a month.
  if (en && !zh && en[1] === 'may' && !en[2] && !/\bin may\b/.test(text)) return null
  const saidYear = zh ? zh[1] : en![2]
  const year = saidYear ? Number(saidYear) : yearOfMonth(today, month, 1)
  const words = {
    zh: `${year}年${month}月`,
    en: `in ${MONTHS[month - 1]!.replace(/^./, (first) => first.toUpperCase())} ${year}`,
  }
  if (/\bsince $/.test(text.slice(0, match.index))) {
    const name = MONTHS[month - 1]!.replace(/^./, (first) => first.toUpperCase())
    const since = { zh: `${year}年${month}月以来`, en: `since ${name} ${year}` }
    const span = { start: match.index - 'since '.length, end: match.index + match[0].length }
    return { period: ofDays(now, `since_${year}_${month}`, since, [dayOf(year, month - 1), today + 1]), span }
  }
  if (zh && /^(?:份)?以来/u.test(text.slice(match.index + match[0].length))) {
    const since = {
      zh: `${year}年${month}月以来`,
      en: `since ${MONTHS[month - 1]!.replace(/^./, (first) => first.toUpperCase())} ${year}`,
    }
    const span = { start: match.index, end: match.index + match[0].length + '以来'.length }
    return { period: ofDays(now, `since_${year}_${month}`, since, [dayOf(year, month - 1), today + 1]), span }
  }
  const days = [dayOf(year, month - 1), dayOf(year, month)] as const
  return { period: ofDays(now, `month_${year}_${month}`, words, days), span: spanOf(match) }
}

/** The latest such day that has come. */
function yearOfMonth(today: number, month: number, date: number): number {
  const year = dateOf(today).getUTCFullYear()
  return dayOf(year, month - 1, date) > today ? year - 1 : year
}

function spanOf(match: RegExpExecArray): Span {
  return { start: match.index, end: match.index + match[0].length }
}
