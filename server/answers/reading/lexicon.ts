import type { Words } from '../answer.ts'
import { GLOSSARY, type Term } from '../glossary.ts'
import { normalText } from './normal-text.ts'
import { type Named, type Surface, SurfaceFinder } from './surface-finder.ts'
import { SYNONYMS, saidWords } from './synonyms.ts'

export type LexiconCategory = {
  readonly categoryId: number
  readonly code: string
  readonly kind: 'part' | 'event'
  readonly classCode: string
  readonly className: string
  readonly classNameEn: string
  readonly name: string
  readonly nameEn: string
}
export type LexiconArea = {
  readonly areaId: number
  readonly level: 'city' | 'district' | 'subdistrict' | 'community'
  readonly parentAreaId: number | null
  readonly name: string
  readonly nameEn: string
}
export type LexiconRegulation = {
  readonly regulationId: number
  readonly code: string
  readonly title: string
  readonly titleEn: string
}
export type LexiconDepartment = {
  readonly departmentId: number
  readonly code: string
  readonly name: string
  readonly nameEn: string
}
export type LexiconRoad = { readonly name: string; readonly nameEn: string }
export type LexiconRows = {
  readonly categories: readonly LexiconCategory[]
  readonly areas: readonly LexiconArea[]
  /** One a code: what is in force. */
  readonly regulations: readonly LexiconRegulation[]
  readonly departments: readonly LexiconDepartment[]
  readonly roads: readonly LexiconRoad[]
  /** Candidates of a text by what it describes, best first, by category code. */
  readonly guess: (text: string) => readonly { readonly code: string; readonly score: number }[]
}

/** What a piece of a question may name. */
export type Target =
  | {
      readonly kind: 'category'
      readonly categoryIds: readonly number[]
      readonly words: Words
      readonly how: 'name' | 'word'
    }
  | { readonly kind: 'area'; readonly area: LexiconArea }
  | { readonly kind: 'regulation'; readonly regulation: LexiconRegulation }
  | { readonly kind: 'department'; readonly department: LexiconDepartment }
  | { readonly kind: 'road'; readonly road: LexiconRoad }
  | { readonly kind: 'term'; readonly term: Term }
export type Mention = Named<Target>

const AREA_SUFFIX = /(?:街道|社区|镇|乡|村|区|县|市)$/u
/** What makes another place of an area's bare name. */
const PLACE_SUFFIX = /^(?:路|街(?!道)|巷|弄|大道|桥|站|公园|广场|小区|中学|小学|医院)/u
const AREA_SUFFIX_EN = / (?:subdistrict|community|town|village|district|city|county)$/
/** Ends of category names that are no things by themselves. */
const NO_THINGS = new Set(
  '设施 设备 停放 堵塞 乱停放 不洁 脏乱 破损 占道 扰民 经营 坠落 破裂 车辆 结冰 焚烧 通道 材料 名木 施工 道路 公共'.split(
    ' ',
  ),
)
/** No name begins with one: of `Spillage on the road` neither `on the road` nor `the road` is a thing. */
const FUNCTION_WORDS = new Set([
  'the',
  'a',
  'an',
  'on',
  'of',
  'by',
  'in',
  'for',
  'and',
  'against',
  'without',
  'outside',
  'up',
])
const NO_THINGS_EN = new Set(
  'facility ground road roads waters space vehicle rules board walk cable owner need cabinet sign offerings water shop street lane tree main park stand guard room equipment sign light'.split(
    ' ',
  ),
)

/** Of the names of a group, so many share its English word. */
const MOST_SHARE = 0.6

/** The names that a city's questions may hold. Pure: made from rows, asked without a database. */
export class Lexicon {
  readonly rows: LexiconRows
  readonly categoryById: ReadonlyMap<number, LexiconCategory>
  readonly areaById: ReadonlyMap<number, LexiconArea>
  readonly #finder: SurfaceFinder<Target>

  constructor(rows: LexiconRows) {
    this.rows = rows
    this.categoryById = new Map(rows.categories.map((one) => [one.categoryId, one]))
    this.areaById = new Map(rows.areas.map((one) => [one.areaId, one]))
    this.#finder = new SurfaceFinder([
      ...categorySurfaces(rows.categories),
      ...rows.areas.flatMap(areaSurfaces),
      ...rows.regulations.flatMap(regulationSurfaces),
      ...rows.departments.flatMap(departmentSurfaces),
      ...rows.roads.flatMap(roadSurfaces),
      ...GLOSSARY.flatMap(termSurfaces),
    ])
  }

  /** Everything that is named, from left to right, nothing twice. */
  mentions(normal: string): Mention[] {
    return this.#finder.find(normal).filter(({ targets, end }) => {
      // 望江路 is no part of 望江街道.
      const isStem = targets.every(({ kind }) => kind === 'area') && !AREA_SUFFIX.test(normal.slice(0, end))
      return !(isStem && PLACE_SUFFIX.test(normal.slice(end)))
    })
  }

  /** Names of places that share the most characters with what was said. */
  areasLike(said: string, limit = 3): LexiconArea[] {
    const wanted = new Set(said.replace(AREA_SUFFIX, ''))
    return this.rows.areas
      .map((area) => ({ area, shared: [...wanted].filter((one) => area.name.includes(one)).length }))
      .filter(({ shared, area }) => shared > 0 && area.level !== 'city')
      .sort((a, b) => b.shared - a.shared || a.area.areaId - b.area.areaId)
      .slice(0, limit)
      .map(({ area }) => area)
  }

  /** The one regulation whose title ends so: 治理条例. */
  regulationEnding(said: string): LexiconRegulation | undefined {
    if (said.length < 4) return undefined
    const all = this.rows.regulations.filter(({ title }) => title.endsWith(said))
    return all.length === 1 ? all[0] : undefined
  }

  /** The one regulation in force that is about just that, in English. */
  regulationAbout(said: string): LexiconRegulation | undefined {
    const all = this.rows.regulations.filter(({ titleEn }) => topicsOf(normalText(titleEn)).includes(said))
    return all.length === 1 ? all[0] : undefined
  }

  regulationsLike(said: string, limit = 3): LexiconRegulation[] {
    const pairs = pairsOf(said)
    return this.rows.regulations
      .map((regulation) => {
        const own = pairsOf(normalText(`${regulation.title} ${regulation.titleEn}`))
        return { regulation, shared: [...pairs].filter((pair) => own.has(pair)).length }
      })
      .filter(({ shared }) => shared >= 2)
      .sort((a, b) => b.shared - a.shared || a.regulation.regulationId - b.regulation.regulationId)
      .slice(0, limit)
      .map(({ regulation }) => regulation)
  }
}

/** Latin texts by their words, Chinese ones by pairs of characters. */
function pairsOf(text: string): Set<string> {
  const pairs = new Set(text.match(/[a-z]{4,}/g) ?? [])
  for (const run of text.match(/\p{Script=Han}{2,}/gu) ?? [])
    for (let at = 0; at + 2 <= run.length; at++) pairs.add(run.slice(at, at + 2))
  return pairs
}

function surfaces(texts: readonly string[], target: Target): Surface<Target>[] {
  return [...new Set(texts.map(normalText))]
    .filter((text) => text.length >= 2)
    .map((text) => ({ text, target }))
}

/** `street light` also as `street lights`. */
function withPlural(text: string): string[] {
  if (!/[a-z]$/.test(text)) return [text]
  if (/s$/.test(text)) return [text]
  return [
    text,
    /y$/.test(text) ? text.replace(/y$/, 'ies') : /(?:ch|sh|x)$/.test(text) ? `${text}es` : `${text}s`,
  ]
}

function categorySurfaces(categories: readonly LexiconCategory[]): Surface<Target>[] {
  const exact = categories.flatMap((category) =>
    surfaces([category.name, ...withPlural(normalText(category.nameEn))], {
      kind: 'category',
      categoryIds: [category.categoryId],
      words: { zh: category.name, en: category.nameEn || category.name },
      how: 'name',
    }),
  )
  const byClass = [...Map.groupBy(categories, ({ classCode }) => classCode).values()].flatMap(classSurfaces)
  const known = new Set([...exact, ...byClass].map(({ text }) => text))
  const groups = groupsOf(categories)
  // What people say for a thing goes before the ends of names.
  const said = SYNONYMS.flatMap(([names, words]) => {
    const all = names.split('+').flatMap((name) => {
      const own = categories.filter((one) => one.name === name)
      return own.length > 0 ? own : (groups.get(name) ?? [])
    })
    if (all.length === 0) return []
    const isJoined = names.includes('+') && all.length > 1
    return freeSurfaces(
      known,
      saidWords(words),
      isJoined ? joinedTarget(saidWords(words)[0]!, all) : wordTarget(names.split('+')[0]!, all),
    )
  })
  const grouped = [...groups].flatMap(([text, all]) => freeSurfaces(known, [text], wordTarget(text, all)))
  return [...exact, ...byClass, ...said, ...grouped]
}

/** Classes of components and of incidents may have one English name. */
function classSurfaces(all: readonly LexiconCategory[]): Surface<Target>[] {
  const { className, classNameEn, kind } = all[0]!
  const en = `${classNameEn || className} ${kind === 'part' ? 'components' : 'incidents'}`
  const bare = kind === 'event' ? [className, classNameEn] : [className]
  return surfaces([`${className}类`, en, ...bare], {
    kind: 'category',
    categoryIds: all.map(({ categoryId }) => categoryId),
    words: { zh: `${className}类`, en },
    how: 'name',
  })
}

/** A word stands for what it was first given to; the target's own words stand for it, too. */
function freeSurfaces(known: Set<string>, texts: readonly string[], target: Target): Surface<Target>[] {
  const words =
    target.kind === 'category' ? [...withPlural(normalText(target.words.en)), target.words.zh] : []
  const free = surfaces([...texts, ...words], target).filter(({ text }) => !known.has(text))
  for (const { text } of free) known.add(text)
  return free
}

function wordTarget(text: string, all: readonly LexiconCategory[]): Target {
  const [only] = all
  const isOne = all.length === 1
  return {
    kind: 'category',
    categoryIds: all.map(({ categoryId }) => categoryId),
    words: isOne
      ? { zh: only!.name, en: only!.nameEn || only!.name }
      : { zh: text, en: sharedEnglish(all) || text },
    how: 'word',
  }
}

/** A word of its own language for several names; in the other it is called by the word that means the same there. */
function joinedTarget(said: string, all: readonly LexiconCategory[]): Target {
  const [, names = ''] = SYNONYMS.find(([, words]) => saidWords(words)[0] === said)!
    .map(String)
    .reverse()
  const words = SYNONYMS.filter(([own]) => own === names).map(([, one]) => saidWords(one)[0]!)
  const zh = words.find((word) => /\p{Script=Han}/u.test(word)) ?? said
  const en = words.find((word) => !/\p{Script=Han}/u.test(word)) ?? said
  return {
    kind: 'category',
    categoryIds: all.map(({ categoryId }) => categoryId),
    words: { zh, en },
    how: 'word',
  }
}

/** Ends that names share (井盖, manhole cover), and longer beginnings (共享单车): each with its categories. */
function groupsOf(categories: readonly LexiconCategory[]): Map<string, LexiconCategory[]> {
  const groups = new Map<string, LexiconCategory[]>()
  const put = (text: string, category: LexiconCategory) => {
    const all = groups.get(text) ?? []
    groups.set(text, all)
    if (!all.includes(category)) all.push(category)
  }
  for (const category of categories) {
    const { name } = category
    for (let length = 2; length < name.length; length++) {
      const end = name.slice(-length)
      if (!NO_THINGS.has(end)) put(end, category)
      if (length >= 4) put(name.slice(0, length), category)
    }
    const words = normalText(category.nameEn).split(' ')
    // Illegal banners and boards: an illegal banner, too.
    const until = words.findIndex((word) => FUNCTION_WORDS.has(word))
    const start = words.slice(0, until === -1 ? words.length : until).join(' ')
    for (const text of [start, start.replace(/s$/, '')])
      if (start.includes(' ') && text.length >= 4) put(text, category)
    for (let from = 1; from < words.length; from++) {
      const end = words.slice(from).join(' ')
      if (end.length < 4 || FUNCTION_WORDS.has(words[from]!)) continue
      if (from === words.length - 1 && NO_THINGS_EN.has(end)) continue
      for (const text of withPlural(end)) put(text, category)
    }
  }
  return groups
}

/** The longest end that most of the English names share. */
function sharedEnglish(all: readonly LexiconCategory[]): string {
  const counts = new Map<string, number>()
  for (const { nameEn } of all) {
    const words = normalText(nameEn).split(' ')
    for (const from of words.keys()) {
      const end = words.slice(from).join(' ')
      counts.set(end, (counts.get(end) ?? 0) + 1)
    }
  }
  const [longest = ''] = [...counts]
    .filter(([end, count]) => count >= all.length * MOST_SHARE && !NO_THINGS_EN.has(end))
    .map(([end]) => end)
    .sort((a, b) => b.length - a.length)
  return longest
}

function areaSurfaces(area: LexiconArea): Surface<Target>[] {
  const en = normalText(area.nameEn)
  const texts = [area.name, en]
  // A community's bare name is an ordinary word too often.
  if (area.level !== 'community') {
    const stem = area.name.replace(AREA_SUFFIX, '')
    if (stem.length >= 2) texts.push(stem)
    texts.push(en.replace(AREA_SUFFIX_EN, ''))
    if (area.level === 'subdistrict' && stem.length >= 4) texts.push(area.name.slice(2), stem.slice(2))
  }
  return surfaces(texts, { kind: 'area', area })
}

function regulationSurfaces(regulation: LexiconRegulation): Surface<Target>[] {
  const { title, titleEn } = regulation
  const short = title.replace(/^中华人民共和国/u, '').replace(/^关于/u, '')
  const en = normalText(titleEn).replace(/ \(repealed\)$/, '')
  return surfaces(
    [
      title,
      short,
      // 云江市城市治理条例 → 城市治理条例
      title.replace(/^\p{Script=Han}{2,3}[市区县]/u, ''),
      en,
      en.replace(/^(regulations|provisions|measures|law) on (?:the )?(.+)$/, '$2 $1'),
      // Without its city: City Governance Regulations.
      en.replace(/^[a-z]+ (?=city )/, ''),
      ...englishNames(en),
      regulation.code,
    ].filter((text) => text.length >= 3),
    { kind: 'regulation', regulation },
  )
}

const KINDS_EN = [
  'law',
  'laws',
  'regulation',
  'regulations',
  'rule',
  'rules',
  'act',
  'provisions',
  'measures',
]

/** What a title is about: `law on the prevention of noise pollution` → noise pollution, noise. */
function topicsOf(titleEn: string): string[] {
  if (/\brepealed\b/.test(titleEn)) return []
  const on = /^(?:regulations|provisions|measures|law|rules) on (?:the )?(.+)$/.exec(titleEn)?.[1]
  const of = on ?? /^(.+) (?:law|regulations|provisions|measures|rules)$/.exec(titleEn)?.[1]
  if (!of) return []
  const bare = of
    .replace(/^(?:prevention|safety|control|management|aid) (?:of|for) (?:the )?/, '')
    .replace(/^pollution by (?:the )?/, '')
  return [...new Set([of, bare, bare.replace(/ pollution$/, '')])].filter((topic) => topic.length >= 4)
}

function englishNames(titleEn: string): string[] {
  return topicsOf(titleEn).flatMap((topic) => [
    ...KINDS_EN.map((kind) => `${topic} ${kind}`),
    ...['law', 'laws', 'regulations', 'rules'].map((kind) => `${kind} on ${topic}`),
  ])
}

function departmentSurfaces(department: LexiconDepartment): Surface<Target>[] {
  const short = department.name.replace(/^[市区县]/u, '')
  const en = normalText(department.nameEn)
  // The Traffic Police Brigade is the traffic police; a bureau's bare matter may be anything.
  const shortEn = en.replace(/ (?:brigade|team|corps|detachment|force)$/, '')
  return surfaces(
    [
      department.name,
      short.length >= 3 ? short : department.name,
      en,
      ...(shortEn.includes(' ') ? [shortEn] : []),
    ],
    { kind: 'department', department },
  )
}

function roadSurfaces(road: LexiconRoad): Surface<Target>[] {
  return surfaces([road.name, ...(road.nameEn.includes(' ') ? [road.nameEn] : [])], { kind: 'road', road })
}

function termSurfaces(term: Term): Surface<Target>[] {
  return surfaces([term.name.zh, term.name.en, ...term.also], { kind: 'term', term })
}
