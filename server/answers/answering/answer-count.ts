import { sql } from 'kysely'
import { type CaseFilter, whereCases } from '../../cases/case-filter.ts'
import { withScope } from '../../db/client.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Locator } from '../../locate/locator.ts'
import type { AnswerPart, CountedArea, Words } from '../answer.ts'
import { both, listedWords, named } from '../answer.ts'
import type { CountReading } from '../reading/reading.ts'
import { restate, STATE_PHRASES } from '../reading/restate.ts'
import type { Answered, Asked } from './asked.ts'
import { daysWords } from './moment-words.ts'

const MOST_NAMED = 3

/** How many, and where: counted by the desk's own filter under the asker's own permission. */
export async function answerCount(asked: Asked, reading: CountReading): Promise<Answered> {
  if (asked.isPublic) return notPublic()
  const { services, reader } = asked
  const reach = reachOf(services.locator, reader, reading.area?.areaId ?? null)
  if (reach.visible.length === 0 && reach.all.length > 0) return outOfReach(reading, reach.own)
  const filter = filterOf(reading)
  const byLeaf = await countByLeaf(asked, filter)
  const total = [...byLeaf.values()].reduce((sum, n) => sum + n, 0)
  const areas = split(asked, reading, byLeaf, reach.visible)
  const placed = areas.reduce((sum, { count }) => sum + count, 0)
  return {
    parts: [
      { title: { zh: '', en: '' }, text: sentence(reading, total, areas, asked.timeZone), sources: [0] },
      ...notes(reading, reach),
    ],
    sources: [
      {
        kind: 'cases',
        title: { zh: '这些案件（指挥席）', en: 'These cases, on the desk' },
        detail: both((language) => (language === 'zh' ? `${total} 件` : `${total} cases`)),
        href: null,
      },
    ],
    counted: { total, areas, elsewhere: total - placed, filter, areaId: reading.area?.areaId ?? null },
    areaId: reading.area?.areaId ?? null,
    alternatives: wider(reading),
  }
}

/** The desk's filter for what was asked. */
export function filterOf({ subject, area, placeWords, department, period, state }: CountReading): CaseFilter {
  const from = period ? new Date(period.fromMs).toISOString() : undefined
  const to = period?.toMs == null ? undefined : new Date(period.toMs).toISOString()
  const byClosing = state === 'closed' && period !== null
  return {
    ...stateFilter(state, period !== null),
    ...(subject && { categoryIds: [...subject.categoryIds] }),
    ...(department && { departmentIds: [department.departmentId] }),
    ...(area && { areaId: area.areaId }),
    ...(placeWords && { text: placeWords.zh }),
    ...(from && (byClosing ? { closedFrom: from } : { from })),
    ...(to && (byClosing ? { closedTo: to } : { to })),
  }
}

function stateFilter(state: CountReading['state'], hasPeriod: boolean): CaseFilter {
  switch (state) {
    case 'open':
      return { open: true }
    case 'near':
      return { open: true, clockLevels: ['near'] }
    case 'open_overdue':
      return { open: true, clockLevels: ['overdue'] }
    // Of a period also what was late and is closed by now.
    case 'overdue':
      return hasPeriod ? { clockLevels: ['overdue'] } : { open: true, clockLevels: ['overdue'] }
    case 'closed':
      return { states: ['closed'] }
    case 'shelved':
      return { states: ['shelved'] }
    case 'unchecked':
      return { states: ['fed_back'] }
    case 'undispatched':
      return { states: ['registered'] }
    case 'unsigned':
      return { states: ['dispatched'] }
    case null:
      return {}
  }
}

async function countByLeaf(
  { services, reader }: Asked,
  filter: CaseFilter,
): Promise<ReadonlyMap<number, number>> {
  const rows = await withScope(services.db, reader, (trx) =>
    trx
      .selectFrom('case_record')
      .select(['scope_area_id', sql<number>`count(*)::int`.as('n')])
      .where((eb) => whereCases(eb, filter))
      .groupBy('scope_area_id')
      .execute(),
  )
  return new Map(rows.map((row) => [row.scope_area_id, row.n]))
}

type Reach = {
  /** The leaves of the area asked about, and those of them that the asker sees. */
  readonly all: readonly number[]
  readonly visible: readonly number[]
  /** What the asker sees at all, in as few names as it takes; empty for the whole city. */
  readonly own: readonly Words[]
}

function reachOf(locator: Locator, reader: Actor, areaId: number | null): Reach {
  const all = areaId === null ? locator.leafAreaIds : locator.leafAreaIdsWithin(areaId)
  if (reader.isWholeCity) return { all, visible: all, own: [] }
  const scope = new Set(reader.scopeAreaIds)
  return { all, visible: all.filter((id) => scope.has(id)), own: namesOf(locator, scope) }
}

/** The largest areas that lie wholly within. */
function namesOf(locator: Locator, scope: ReadonlySet<number>): Words[] {
  const largest = new Set<number>()
  for (const leaf of scope) {
    const path = locator.findArea(leaf)?.path ?? []
    const whole = path.find((id) => locator.leafAreaIdsWithin(id).every((inner) => scope.has(inner)))
    if (whole !== undefined) largest.add(whole)
  }
  return [...largest].flatMap((id) => {
    const area = locator.findArea(id)
    return area ? [named(area)] : []
  })
}

/** By the areas just below the one asked about; of a smallest one by itself. */
function split(
  { services: { locator }, lexicon }: Asked,
  { area }: CountReading,
  byLeaf: ReadonlyMap<number, number>,
  visible: readonly number[],
): CountedArea[] {
  const childrenOf = (areaId: number | undefined) =>
    lexicon.rows.areas.filter(({ parentAreaId }) => parentAreaId === areaId)
  let root = area?.areaId ?? lexicon.rows.areas.find(({ parentAreaId }) => parentAreaId === null)?.areaId
  let children = childrenOf(root)
  // A city of one district is read by what lies in that.
  while (children.length === 1 && childrenOf(children[0]!.areaId).length > 0) {
    root = children[0]!.areaId
    children = childrenOf(root)
  }
  const seen = new Set(visible)
  return (children.length > 0 ? children : lexicon.rows.areas.filter(({ areaId }) => areaId === root))
    .flatMap((one) => {
      const leaves = locator.leafAreaIdsWithin(one.areaId)
      if (!leaves.some((leaf) => seen.has(leaf))) return []
      const count = leaves.reduce((sum, leaf) => sum + (byLeaf.get(leaf) ?? 0), 0)
      return [{ areaId: one.areaId, name: one.name, nameEn: one.nameEn, count }]
    })
    .sort((a, b) => b.count - a.count || a.areaId - b.areaId)
}

function sentence(
  reading: CountReading,
  total: number,
  areas: readonly CountedArea[],
  timeZone: string,
): Words {
  const { period, state, subject } = reading
  const days = period && daysWords(period.fromMs, period.toMs, timeZone)
  const how = state === 'closed' ? { zh: '结案', en: 'closed' } : { zh: '上报', en: 'reported' }
  const top = areas.filter(({ count }) => count > 0).slice(0, MOST_NAMED)
  const most = both((language) =>
    listedWords(
      top.map((one) => ({ zh: `${one.name} ${one.count} 件`, en: `${one.nameEn || one.name} ${one.count}` })),
      language,
    ),
  )
  const what = {
    zh: `${state ? STATE_PHRASES[state].zh : ''}${subject ? subject.words.zh : ''}案件`,
    en: `${[state && STATE_PHRASES[state].en, subject?.words.en.toLowerCase()]
      .filter(Boolean)
      .map((one) => `${one} `)
      .join('')}${total === 1 ? 'case' : 'cases'}`,
  }
  const isSplit = areas.length > 1 && top.length > 0
  return {
    zh: `${what.zh} ${total} 件${days ? `（${days.zh} ${how.zh}）` : ''}。${isSplit ? `最多：${most.zh}。` : ''}`,
    en: `${total} ${what.en}${days ? ` (${how.en} ${days.en})` : ''}.${isSplit ? ` Most: ${most.en}.` : ''}`,
  }
}

function notes(reading: CountReading, { all, visible, own }: Reach): AnswerPart[] {
  const lines: Words[] = []
  if (visible.length < all.length)
    lines.push({
      zh: `您的辖区是${listedWords(own, 'zh')}，以上只是辖区内的数。`,
      en: `Your areas are ${listedWords(own, 'en')}; the number is of these alone.`,
    })
  if (reading.state === 'overdue' && reading.period)
    lines.push({ zh: '含已经结案的超期案件。', en: 'Cases that were late and are closed by now are in it.' })
  if (reading.subject && reading.subject.categoryIds.length > 1)
    lines.push({
      zh: `“${reading.subject.words.zh}”含 ${reading.subject.categoryIds.length} 类。`,
      en: `“${reading.subject.words.en}” is ${reading.subject.categoryIds.length} categories.`,
    })
  if (reading.placeWords)
    lines.push({
      zh: `按地址或描述中含“${reading.placeWords.zh}”计。`,
      en: `Counted where address or description has “${reading.placeWords.zh}”.`,
    })
  return lines.map((text) => ({ title: { zh: '', en: '' }, text, sources: [] }))
}

/** The same with one condition less. */
function wider(reading: CountReading): Words[] {
  const asked = (some: Partial<CountReading>) => restate({ ...reading, ...some, ignored: [] }, '')
  return [
    ...(reading.state ? [asked({ state: null })] : [asked({ state: 'overdue' })]),
    ...(reading.area ? [asked({ area: null })] : []),
    ...(reading.subject ? [asked({ subject: null })] : []),
  ]
}

function outOfReach(reading: CountReading, own: readonly Words[]): Answered {
  return {
    intent: 'refused',
    parts: [
      {
        title: { zh: '', en: '' },
        text: {
          zh: `${reading.area?.name ?? ''}不在您的辖区（${listedWords(own, 'zh')}），您看不到那里的案件数。`,
          en: `${reading.area ? named(reading.area).en : ''} lies outside your areas (${listedWords(own, 'en')}): you do not see its cases.`,
        },
        sources: [],
      },
    ],
    sources: [],
    alternatives: [restate({ ...reading, area: null, ignored: [] }, '')],
    areaId: reading.area?.areaId ?? null,
  }
}

function notPublic(): Answered {
  return {
    intent: 'refused',
    parts: [
      {
        title: { zh: '', en: '' },
        text: {
          zh: '案件统计不在这里公布。可以问规定、由谁负责、多久办结，或凭查询码查自己上报的案件。',
          en: 'Numbers of cases are not published here. Ask about rules, who is responsible and by when, or follow your own report by its code.',
        },
        sources: [],
      },
    ],
    sources: [],
  }
}
