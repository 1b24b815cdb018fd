import { chineseNumber, NUMERAL } from '../../basis/chinese-number.ts'
import type { Words } from '../answer.ts'
import type { UnknownReason } from '../unknown-reason.ts'
import * as cues from './cues.ts'
import { guessEnglish } from './english-hints.ts'
import type {
  Lexicon,
  LexiconArea,
  LexiconDepartment,
  LexiconRegulation,
  Mention,
  Target,
} from './lexicon.ts'
import { blank, normalText, type Span, without } from './normal-text.ts'
import { type Now, type Period, readPeriod } from './read-period.ts'
import { asksForPerson } from './read-person.ts'
import type { CountState, Reading, Subject } from './reading.ts'

/** From here on what a text describes may stand for a word of the dictionary. */
const GUESS_WITH_CUE = 0.55
const GUESS_ALONE = 0.85
const MOST_OTHERS = 3
/** 19 digits, or as a city may number: with a letter, and after `-` or `/` a running number longer than the year of a standard. */
const CASE_NUMBER =
  /(?<!\d)\d{17,24}(?!\d)|(?<![a-z\d/-])(?=[\d/-]*[a-z])[a-z\d]+(?:[/-][a-z\d]+)*[/-]\d{5,12}(?![a-z\d/-])/i
/** 24 random bytes as base64url. */
const FOLLOW_TOKEN = /(?<![\w-])[\w-]{32}(?![\w-])/
const ARTICLE_ZH = new RegExp(`第?(${NUMERAL})条(?:之(${NUMERAL}))?(?![街路线道件])`, 'u')
const ARTICLE_ZH_PLAIN = new RegExp(`第(${NUMERAL})条(?:之(${NUMERAL}))?`, 'u')
const ARTICLE_EN = /(?:\b(?:articles?|arts?\.?|sections?|secs?\.)|§)\s*(\d{1,4})\b/
/** A title that we may not have. */
const TITLE_ZH =
  /《([^》]{2,40})》|(\p{Script=Han}{1,20}(?:法典|法|条例|办法|规定|规范|标准|意见|细则))(?=第|的|里|中|\s|$|[,，。？?])/u
const TITLE_EN = /\bof (?:the )?([a-z][a-z .'-]{3,60})/
/** 城东街道, 江北社区, 城东: what can only be a place. */
const PLACE_ZH =
  /^(?:\p{Script=Han}{1,6}(?:街道|社区|镇|乡|村|区|路|街|巷|弄|大道|桥|公园|广场|小区)|\p{Script=Han}?[东南西北]\p{Script=Han}?)$/u
/** Levels without a name: 哪个街道. */
const LEVEL_ZH = /^(?:街道|社区|乡镇|城区|辖区|马路|道路|公路|路面|小路|大街|小区|公园|广场|大道|全街道)$/u
const PLACE_EN = /\b(?:in|at|around|near|within) (?:the )?([a-z][a-z'-]{2,})/

type Said = {
  readonly normal: string
  /** As it was typed, for what letters' case decides. */
  readonly typed: string
  readonly lexicon: Lexicon
  readonly now: Now
  readonly mentions: readonly Mention[]
}

/**
 * What a question asks. Rules, in an order; each that answers has been shown by a wording, so that it can be said why.
 * Never throws, whatever the text.
 *
 * @param previous what was asked before: a short question may lean on it
 */
export function readQuestion(
  text: string,
  lexicon: Lexicon,
  now: Now,
  previous: Reading | null = null,
): Reading {
  const normal = normalText(text)
  const said: Said = { normal, typed: text, lexicon, now, mentions: lexicon.mentions(normal) }
  if (normal === '') return unknown('nothing_known')
  if (asksForPerson(normal)) return { intent: 'refused', ignored: [] }
  const figure = cues.FIGURE.exec(normal)?.[0]
  if (figure && !said.mentions.some(({ targets }) => targets.some(({ kind }) => kind === 'regulation')))
    return unknown('not_computed', figure)
  const read =
    readCase(said) ??
    readFollowUp(said, previous) ??
    readArticle(said) ??
    readDeadline(said) ??
    readTerm(said, false) ??
    readDepartment(said) ??
    readCount(said) ??
    readMatter(said) ??
    readSearch(said) ??
    readTerm(said, true)
  return read ?? unknown(cues.FUTURE.test(normal) ? 'future' : 'nothing_known')
}

/** The area that a text names, whatever else it says. */
export function areaNamedIn(text: string, lexicon: Lexicon): LexiconArea | null {
  return areaOf(lexicon.mentions(normalText(text)))
}

function unknown(reason: UnknownReason, said = ''): Reading {
  return { intent: 'unknown', reason, said, ignored: [] }
}

function readCase({ normal, typed }: Said): Reading | null {
  const number = (CASE_NUMBER.exec(typed) ?? CASE_NUMBER.exec(normal))?.[0]
  if (number) return { intent: 'case', number, followToken: null, ignored: [] }
  const followToken = FOLLOW_TOKEN.exec(typed)?.[0]
  if (followToken && /\d/.test(followToken) && /[a-zA-Z]/.test(followToken))
    return { intent: 'case', number: null, followToken, ignored: [] }
  return null
}

/** A short question after another: what it names replaces what was named before. */
function readFollowUp(said: Said, previous: Reading | null): Reading | null {
  if (!previous) return null
  const { normal } = said
  const isCue = cues.FOLLOW_UP.test(normal)
  if (previous.intent === 'count') {
    const parts = countParts(said)
    const names = [parts.period, parts.area, parts.subject, parts.state, parts.department, parts.placeWords]
    const isBare = !cues.COUNT.test(normal) && !cues.WHO.test(normal) && !cues.HOW_LONG.test(normal)
    if (!(isCue || isBare) || names.every((one) => one === null) || parts.left.length > 0) return null
    if (readArticle(said) ?? readDeadline(said) ?? readTerm(said, false)) return null
    return {
      intent: 'count',
      subject: parts.subject ?? previous.subject,
      area: parts.area ?? (parts.placeWords ? null : previous.area),
      placeWords: parts.placeWords ?? (parts.area ? null : previous.placeWords),
      department: parts.department ?? previous.department,
      period: parts.period ?? previous.period,
      state: parts.state ?? previous.state,
      ignored: [],
    }
  }
  if (!isCue) return null
  if (previous.intent === 'article' && previous.regulation) {
    const articleKey = articleOf(normal, true)
    if (articleKey && !regulationsOf(said)[0]) return { ...previous, articleKey, words: [], ignored: [] }
  }
  if (previous.intent === 'matter') {
    const [first, ...others] = subjectsOf(said, GUESS_WITH_CUE)
    const area = areaOf(said.mentions)
    if (!first && !area) return null
    return {
      intent: 'matter',
      subject: first ?? previous.subject,
      area: area ?? previous.area,
      others: others.slice(0, MOST_OTHERS),
      ignored: [],
    }
  }
  return null
}

function readArticle(said: Said): Reading | null {
  const { normal, lexicon } = said
  const title = TITLE_ZH.exec(normal)
  const titleSaid = title?.[1] ?? title?.[2] ?? ''
  const regulation = regulationsOf(said)[0] ?? lexicon.regulationEnding(titleSaid)
  const key = articleOf(normal, regulation !== undefined)
  if (regulation) {
    const words = key ? [] : topicWords(said)
    if (key || words.length > 0 || cues.CONTENT.test(normal) || isAlone(said, regulation))
      return { intent: 'article', regulation, articleKey: key, words, ignored: [] }
    return null
  }
  const name = titleSaid || (TITLE_EN.exec(normal)?.[1] ?? '').replace(/ (?:says?|states?|provides?)$/, '')
  if (key) return unknown('no_such_regulation', name)
  if (title?.[1] && lexicon.mentions(title[1]).length === 0) return unknown('no_such_regulation', name)
  if (!cues.MENTIONS.test(normal)) return null
  const search = searchFor(said)
  const about = search?.intent === 'article' ? lexicon.regulationAbout(search.words.join(' ')) : undefined
  return about ? { intent: 'article', regulation: about, articleKey: null, words: [], ignored: [] } : search
}

/** Words looked for in all regulations, where the question is about law and nothing of the dictionary was named. */
function readSearch(said: Said): Reading | null {
  return cues.WHY.test(said.normal) && /法|规定|条例|\blaws?\b|\bregulations?\b|\brules?\b/u.test(said.normal)
    ? searchFor(said)
    : null
}

function searchFor(said: Said): Reading | null {
  const words = topicWords(said)
  return words.length > 0
    ? { intent: 'article', regulation: null, articleKey: null, words, ignored: [] }
    : null
}

/** What a question about regulations is about, when their own words are taken off. */
function topicWords({ normal, mentions }: Said): string[] {
  const own = mentions.filter(({ targets }) => targets.some(({ kind }) => kind === 'regulation'))
  const rest = without(normal, own)
    .replace(
      /哪[条些部个]|有没有|提到|提及|说到|涉及|包含|讲到|怎么(?:规定|说)?|如何|规定|法规|法律|条例|条文|条款|内容|全文|讲什么|说什么|说的|讲了|关于|对于?|里面|依据|处罚|是否|可以|必须|应当|第.{1,6}条|[条章节款]/gu,
      ' ',
    )
    .replace(
      /\b(?:say|says|said|regulation|regulations|law|laws|article|articles|rule|rules|mention|mentions|mentioned|text|content|contents|read|quote|cover|covers|deal|deals|anything|something|legal)\b/g,
      ' ',
    )
  return leftOver(rest).slice(0, 4)
}

function isAlone({ normal, mentions }: Said, regulation: LexiconRegulation): boolean {
  const own = mentions.filter(({ targets }) =>
    targets.some((target) => target.kind === 'regulation' && target.regulation === regulation),
  )
  return leftOver(without(normal, own)).length === 0
}

function articleOf(normal: string, isRegulationNamed: boolean): string | null {
  const zh = (isRegulationNamed ? ARTICLE_ZH : ARTICLE_ZH_PLAIN).exec(normal)
  if (zh) {
    const number = chineseNumber(zh[1]!)
    const further = zh[2] ? chineseNumber(zh[2]) : undefined
    return number === undefined ? null : `${number}${further === undefined ? '' : `-${further}`}`
  }
  return ARTICLE_EN.exec(normal)?.[1] ?? null
}

function readDeadline(said: Said): Reading | null {
  const { normal } = said
  if (!cues.DEADLINE.some((pattern) => pattern.test(normal))) return null
  if (/多少件|几件|多少案|多少起|\bhow many\b/.test(normal)) return null
  // Of a category its own limits are wanted.
  if (subjectsOf(said, 1).length > 0) return null
  return { intent: 'deadline', ignored: [] }
}

function readTerm(said: Said, isBare: boolean): Reading | null {
  const { normal, mentions } = said
  const terms = mentions.flatMap(({ targets }) =>
    targets.flatMap((target) => (target.kind === 'term' ? [target.term] : [])),
  )
  if (terms.length === 0) return null
  if (isBare) {
    if (leftOver(without(normal, mentions)).length > 0) return null
  } else {
    if (!cues.MEANING.test(normal)) return null
    if (
      mentions.some(({ targets }) => targets.some(({ kind }) => kind === 'category' || kind === 'regulation'))
    )
      return null
    if (/多少|几[件起个]|\bhow many\b|\bnumber of\b/u.test(normal)) return null
    if (/\bwhat is still\b/.test(normal)) return null
    if (leftOver(termRest(normal, mentions)).length > 1) return null
  }
  if (terms[0]!.id === 'overdue') return { intent: 'deadline', ignored: [] }
  return { intent: 'term', termIds: [...new Set(terms.map(({ id }) => id))].slice(0, 3), ignored: [] }
}

function termRest(normal: string, mentions: readonly Mention[]): string {
  return without(normal, mentions)
    .replace(
      /意思|含义|定义|解释|说明|介绍|区别|不同|申请|办理|操作|岗位|可以|有权|允许|条件|流程|规则|怎么|如何|什么|之后|以后|批准|审批|叫做|叫|啥|能|谁|后/gu,
      ' ',
    )
    .replace(
      /\b(?:mean|means|meaning|define|definition|explain|exactly|difference|between|allowed|may|approve|approves|decide|decides|deciding|grant|grants|rule|rules|apply|request|word|term|after|before|once|work|works|happens|put)\b/g,
      ' ',
    )
}

function readDepartment(said: Said): Reading | null {
  const department = departmentOf(said)
  if (!department) return null
  const isDuty = cues.DEPARTMENT.test(said.normal)
  const isAlone = leftOver(without(said.normal, said.mentions)).length === 0 && said.mentions.length === 1
  return isDuty || isAlone ? { intent: 'department', department, ignored: [] } : null
}

function readCount(said: Said): Reading | null {
  const { normal } = said
  const isAsked = cues.COUNT.test(normal) && !isLimitAsked(normal) && !isMeasureAsked(normal)
  const parts = countParts(said)
  const isOther =
    cues.WHO.test(normal) || cues.HOW_LONG.test(normal) || cues.MEANING.test(normal) || cues.WHEN.test(normal)
  const isOfCase = cues.CASES.test(normal)
  const isListed =
    !isOther &&
    ((parts.period !== null && (isOfCase || (parts.area ?? parts.subject ?? parts.state) !== null)) ||
      ((parts.state ?? parts.area) !== null && isOfCase))
  if (!isAsked && !isListed) return null
  const names = [parts.area, parts.subject, parts.state, parts.department, parts.placeWords]
  const isOfCases = isOfCase || names.some((one) => one !== null)
  if (!isOfCases) return null
  if (cues.FUTURE.test(normal)) return unknown('future')
  if (parts.period !== null && cues.OTHER_MOMENT.test(normal)) return unknown('not_computed')
  const { left, period, area, placeWords, department, state, subject } = parts
  const place = area === null && placeWords === null ? placeIn(normal, left) : undefined
  if (place) return unknown('no_such_place', place)
  // What is not understood may be the very thing that was to be counted.
  if (left.length > 0 && subject === null) return unknown('nothing_known', left.join(' '))
  return { intent: 'count', subject, area, placeWords, department, period, state, ignored: left }
}

/** A place that is named and not known. */
function placeIn(normal: string, left: readonly string[]): string | undefined {
  const zh = left.find((word) => PLACE_ZH.test(word))
  if (zh) return zh
  const name = PLACE_EN.exec(normal)?.[1]
  return name && left.includes(name) ? name : undefined
}

/** 多少钱, how deep: a figure of the rules and no number of cases. */
function isMeasureAsked(normal: string): boolean {
  return cues.MEASURE.test(normal) && !/[件起宗]|案件|案子|\bcases\b/u.test(normal)
}

/** 多少天, how long: a limit is wanted and no number of cases. */
function isLimitAsked(normal: string): boolean {
  return (
    cues.HOW_LONG.test(normal) &&
    !/[件起宗例]|案件|案子|\bhow many (?!hours|days|minutes|working)|\bnumber of\b|\bcases\b/u.test(normal)
  )
}

type CountParts = {
  readonly period: Period | null
  readonly area: LexiconArea | null
  readonly subject: Subject | null
  readonly placeWords: Words | null
  readonly department: LexiconDepartment | null
  readonly state: CountState | null
  /** The words besides all that which mean something. */
  readonly left: readonly string[]
}

function countParts(said: Said): CountParts {
  const found = readPeriod(said.normal, said.now)
  const rest = found ? without(said.normal, [found.span]) : said.normal
  const mentions = said.lexicon.mentions(rest)
  const within = { ...said, mentions }
  const { state, spans } = statesOf(without(rest, mentions.filter(isStateless)))
  const area = areaOf(mentions)
  const road = targetsOf(mentions, 'road')[0]
  const used = mentions.filter(({ targets }) => targets.some(({ kind }) => kind !== 'regulation'))
  const left = without(without(rest, used), spans)
  return {
    period: found?.period ?? null,
    area,
    subject: subjectsOf(within, Number.POSITIVE_INFINITY)[0] ?? null,
    placeWords: road ? { zh: road.road.name, en: road.road.nameEn || road.road.name } : null,
    department: departmentOf(within),
    state,
    left: leftOver(left),
  }
}

/** Names whose letters are no wording of a state: of 交接 or 办结 as a term the wording stays. */
function isStateless({ targets }: Mention): boolean {
  return targets.every(({ kind }) => kind !== 'term')
}

function statesOf(text: string): { readonly state: CountState | null; readonly spans: readonly Span[] } {
  const spans: Span[] = []
  const found = new Set<string>()
  let rest = text
  for (const [state, pattern] of cues.STATES) {
    for (let match = pattern.exec(rest); match; match = pattern.exec(rest)) {
      const span = { start: match.index, end: match.index + match[0].length }
      spans.push(span)
      found.add(state)
      rest = without(rest, [span])
    }
  }
  if (found.has('overdue') && found.has('open')) return { state: 'open_overdue', spans }
  return { state: ([...found][0] as CountState | undefined) ?? null, spans }
}

function readMatter(said: Said): Reading | null {
  const { normal } = said
  const isAsked =
    cues.WHO.test(normal) ||
    cues.HOW_LONG.test(normal) ||
    cues.WHY.test(normal) ||
    cues.CLOSING.test(normal) ||
    cues.HANDLING.test(normal) ||
    cues.WHEN.test(normal) ||
    cues.MAY.test(normal) ||
    cues.MEANING.test(normal)
  const subjects = subjectsOf(said, isAsked ? GUESS_WITH_CUE : GUESS_ALONE)
  const [first, ...others] = subjects
  if (!first) return null
  // A bare name is taken for a question only where nothing else was said.
  const left = leftOver(without(normal, said.mentions))
  if (!isAsked && first.how !== 'guess' && left.length > 2) return null
  return {
    intent: 'matter',
    subject: first,
    area: areaOf(said.mentions),
    others: others.slice(0, MOST_OTHERS),
    ignored: [],
  }
}

/** What may be meant, the likeliest first: words of the dictionary weighed with what the whole text describes. */
function subjectsOf({ normal, lexicon, mentions }: Said, leastGuess: number): Subject[] {
  const guesses = guessesOf(isHan(normal) ? normal : without(normal, mentions.filter(isComponent)), lexicon)
  const scoreOf = new Map(guesses.map(({ code, score }) => [code, score]))
  const named = targetsOf(mentions, 'category').map(({ categoryIds, words, how }, i) => {
    const best = Math.max(
      0,
      ...categoryIds.map((id) => scoreOf.get(lexicon.categoryById.get(id)?.code ?? '') ?? 0),
    )
    // A component may only say where it is; an incident that is named is what is asked about.
    const isIncident = categoryIds.every((id) => lexicon.categoryById.get(id)?.kind === 'event')
    const isClass = words.zh.endsWith('类')
    const weight = isClass ? 0.3 : (isIncident ? 0.9 : 0.4) + (how === 'name' ? 0.1 : 0)
    return { subject: { categoryIds, words, how }, score: weight + best - i * 0.01 }
  })
  const known = new Set(named.flatMap(({ subject }) => subject.categoryIds))
  const guessed = guesses.flatMap(({ code, score }) => {
    const category = lexicon.rows.categories.find((one) => one.code === code)
    if (!category || known.has(category.categoryId) || score < 0.05) return []
    const words = { zh: category.name, en: category.nameEn || category.name }
    return [{ subject: { categoryIds: [category.categoryId], words, how: 'guess' as const }, score }]
  })
  const all = [...named, ...guessed]
    .sort((a, b) => b.score - a.score)
    .map(({ subject, score }) => ({ subject, score }))
  const isFirstSure = all[0] && (all[0].subject.how !== 'guess' || all[0].score >= leastGuess)
  const ordered = isFirstSure
    ? all
    : [
        ...all.filter(({ subject }) => subject.how !== 'guess'),
        ...all.filter(({ subject }) => subject.how === 'guess'),
      ]
  const [first] = ordered
  if (!first || (first.subject.how === 'guess' && first.score < leastGuess)) return []
  return ordered.map(({ subject }) => subject)
}

const MOST_GUESSES = 6

function isHan(text: string): boolean {
  return /\p{Script=Han}/u.test(text)
}

/** A component that is named by its own name: the street of a street light is no street. */
function isComponent({ targets }: Mention): boolean {
  return targets.some(
    (target) => target.kind === 'category' && target.how === 'name' && target.categoryIds.length === 1,
  )
}

/** What a text describes: by the model where it is Chinese, by sayings where it is English. */
function guessesOf(
  normal: string,
  lexicon: Lexicon,
): readonly { readonly code: string; readonly score: number }[] {
  if (isHan(normal)) return lexicon.rows.guess(normal).slice(0, MOST_GUESSES)
  return guessEnglish(normal)
    .flatMap(({ name, score }) => {
      const category = lexicon.rows.categories.find((one) => one.name === name)
      return category ? [{ code: category.code, score }] : []
    })
    .slice(0, MOST_GUESSES)
}

function targetsOf<K extends Target['kind']>(
  mentions: readonly Mention[],
  kind: K,
): Extract<Target, { kind: K }>[] {
  return mentions.flatMap(({ targets }) =>
    targets.filter((target): target is Extract<Target, { kind: K }> => target.kind === kind),
  )
}

/** The smallest area named; of the same level the one named first. */
function areaOf(mentions: readonly Mention[]): LexiconArea | null {
  const order = { community: 0, subdistrict: 1, district: 2, city: 3 } as const
  const [first] = targetsOf(mentions, 'area')
    .map(({ area }) => area)
    .sort((a, b) => order[a.level] - order[b.level])
  return first ?? null
}

function departmentOf({ mentions }: Said): LexiconDepartment | null {
  return targetsOf(mentions, 'department')[0]?.department ?? null
}

function regulationsOf({ mentions }: Said): LexiconRegulation[] {
  return targetsOf(mentions, 'regulation').map(({ regulation }) => regulation)
}

/** The words of a text that mean something: two or more characters in a row, or a Latin word of three letters. */
function leftOver(text: string): string[] {
  return blank(text, cues.FILLERS)
    .split(/\s+/)
    .filter((word) =>
      /\p{Script=Han}/u.test(word) ? word.length >= 2 && !LEVEL_ZH.test(word) : word.length >= 3,
    )
}
