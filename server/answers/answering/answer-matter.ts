import { type BasisArticle, listCategoryBasis } from '../../basis/list-category-basis.ts'
import type { Limit } from '../../clocks/deadlines.ts'
import { findDepartment } from '../../dispatch/find-department.ts'
import type { AnswerPart, Words } from '../answer.ts'
import { both, listedWords, named } from '../answer.ts'
import type { LexiconArea } from '../reading/lexicon.ts'
import type { Reading } from '../reading/reading.ts'
import { restate } from '../reading/restate.ts'
import { type Answered, type Asked, SourceList } from './asked.ts'
import { limitWords } from './limit-words.ts'

const MOST_ARTICLES = 3
/** A class has twenty categories: of more nobody reads who must act. */
const MOST_CATEGORIES = 12
const MOST_CHARACTERS = 160
const STAGES = [
  ['dispatch', { zh: '分拨', en: 'dispatch' }],
  ['handle', { zh: '处置', en: 'handle' }],
  ['check', { zh: '核查', en: 'check' }],
  ['total', { zh: '全程', en: 'in all' }],
] as const

type Matter = Extract<Reading, { intent: 'matter' }>
type Basis = Awaited<ReturnType<typeof listCategoryBasis>>[number]
type Owner = { readonly who: Words | null; readonly why: Words }

/** Why we may act, who must, by when, and when it may be closed. */
export async function answerMatter(asked: Asked, reading: Matter): Promise<Answered> {
  const { services, reader } = asked
  const { subject, area, others } = reading
  const all = (await listCategoryBasis(services, reader)).filter(({ categoryId }) =>
    subject.categoryIds.includes(categoryId),
  )
  const shown = all.slice(0, MOST_CATEGORIES)
  const sources = new SourceList(asked)
  const parts: AnswerPart[] = [
    await whoMust(asked, shown, area, sources),
    byWhen(shown, sources),
    ...closing(shown, sources),
    ...whyWeMay(shown, sources),
  ]
  const single = subject.categoryIds.length > 1 ? shown.slice(0, 4) : []
  return {
    parts,
    sources: sources.all,
    areaId: area?.areaId ?? null,
    alternatives: [
      ...single.map((one) => ({
        categoryIds: [one.categoryId],
        words: named(one),
        how: 'name' as const,
      })),
      ...others,
    ].map((other) => restate({ ...reading, subject: other }, '')),
  }
}

function categorySource(sources: SourceList, one: Basis): number {
  return sources.add({
    kind: 'category',
    title: both((language) => `${language === 'zh' ? '事项依据' : 'Basis of'} · ${named(one)[language]}`),
    detail: { zh: one.code, en: one.code },
    href: `/basis?tab=categories&category=${one.code}`,
  })
}

async function whoMust(
  { services }: Asked,
  all: readonly Basis[],
  area: LexiconArea | null,
  sources: SourceList,
): Promise<AnswerPart> {
  const owned = await Promise.all(
    all.map(async (one) => ({ one, owner: area ? await ownerIn(services, one, area) : ownerOf(one) })),
  )
  const groups = [...Map.groupBy(owned, ({ owner }) => `${owner.who?.zh ?? ''} ${owner.why.zh}`).values()]
  // A reason that all share is said once.
  const isShared = groups.length > 1 && new Set(owned.map(({ owner }) => owner.why.zh)).size === 1
  const lines = groups.map((group) => {
    const { owner } = group[0]!
    const names = group.map(({ one }) => named(one))
    return both((language) => {
      const name = owner.who?.[language]
      const of = all.length > 1 ? `${listedWords(names, language)}${language === 'zh' ? '：' : ': '}` : ''
      if (!name) return `${of}${owner.why[language]}`
      return isShared ? `${of}${name}` : `${of}${name}${inBrackets(owner.why[language], language)}`
    })
  })
  if (isShared) lines.push(both((language) => inBrackets(owned[0]!.owner.why[language], language).trim()))
  const [first] = all
  const source = sources.add({
    kind: 'duty',
    title: { zh: '权责清单', en: 'Duty list' },
    detail: both((language) => listedWords(all.slice(0, 3).map(named), language)),
    href:
      first && all.length === 1
        ? `/basis?tab=duties&q=${encodeURIComponent(first.name)}`
        : '/basis?tab=duties',
  })
  return {
    title: { zh: '谁来管', en: 'Who must act' },
    text: both((language) => lines.map((line) => line[language]).join('\n')),
    sources: [source],
  }
}

function inBrackets(text: string, language: 'zh' | 'en'): string {
  return language === 'zh' ? `（${text}）` : ` (${text})`
}

function ownerOf({ department, areaDuties }: Basis): Owner {
  if (!department)
    return {
      who: null,
      why: {
        zh: '权责清单未列明部门，由所在街道办事处先行处置（属地兜底）',
        en: 'No department is on the duty list: it falls to the subdistrict where it is',
      },
    }
  const also = areaDuties > 0
  return {
    who: named(department),
    why: {
      zh: also ? `权责清单；另有 ${areaDuties} 处按区域另定` : '权责清单，全域',
      en: also ? `duty list; set otherwise for ${areaDuties} areas` : 'duty list, everywhere',
    },
  }
}

async function ownerIn(
  { db, locator }: Asked['services'],
  { categoryId }: Basis,
  area: LexiconArea,
): Promise<Owner> {
  const chain = (locator.findArea(area.areaId)?.path ?? []).flatMap((id) => locator.findArea(id) ?? [])
  const { departmentId, reason } = await findDepartment(db, categoryId, chain)
  if (departmentId === null) return { who: null, why: reason }
  const department = await db
    .selectFrom('department')
    .select(['name', 'name_en as nameEn'])
    .where('department_id', '=', departmentId)
    .executeTakeFirst()
  return { who: department ? named(department) : null, why: reason }
}

function byWhen(all: readonly Basis[], sources: SourceList): AnswerPart {
  const groups = [...Map.groupBy(all, ({ limits }) => limitsText(limits, all.length === 1).zh).values()]
  const lines = groups.map((group) => {
    const limits = limitsText(group[0]!.limits, all.length === 1)
    return both((language) =>
      all.length > 1
        ? `${listedWords(group.map(named), language)}${language === 'zh' ? '：' : ': '}${limits[language]}`
        : limits[language],
    )
  })
  return {
    title: { zh: '多久办结', en: 'By when' },
    text: both((language) => lines.map((line) => line[language]).join('\n')),
    sources: all.slice(0, MOST_ARTICLES).map((one) => categorySource(sources, one)),
  }
}

/** All stages of one category; of several only how long handling may take. */
function limitsText(limits: readonly Limit[], isWhole: boolean): Words {
  const lines = STAGES.flatMap(([stage, name]) => {
    if (!isWhole && stage !== 'handle') return []
    const own = limits.filter((limit) => limit.stage === stage).map(limitWords)
    if (own.length === 0) return []
    return [both((language) => `${name[language]} ${listedWords(own, language)}`)]
  })
  if (lines.length === 0) return { zh: '未定时限', en: 'No limit is set' }
  return both((language) => lines.map((line) => line[language]).join(language === 'zh' ? '；' : '; '))
}

function closing(all: readonly Basis[], sources: SourceList): AnswerPart[] {
  const groups = [
    ...Map.groupBy(
      all.filter(({ closing: text }) => text !== ''),
      ({ closing: text }) => text,
    ).values(),
  ]
  if (groups.length === 0) return []
  return [
    {
      title: { zh: '怎样算办结', en: 'When it may be closed' },
      text: both((language) =>
        groups
          .map((group) => {
            const { closing: zh, closingEn } = group[0]!
            const text = language === 'en' && closingEn ? closingEn : zh
            return groups.length > 1
              ? `${listedWords(group.map(named), language)}${language === 'zh' ? '：' : ': '}${text}`
              : text
          })
          .join('\n'),
      ),
      sources: groups.slice(0, MOST_ARTICLES).map((group) => categorySource(sources, group[0]!)),
    },
  ]
}

function whyWeMay(all: readonly Basis[], sources: SourceList): AnswerPart[] {
  const articles = new Map<number, BasisArticle>()
  for (const { articles: own } of all) for (const article of own) articles.set(article.pieceId, article)
  const shown = [...articles.values()].slice(0, MOST_ARTICLES)
  if (shown.length === 0)
    return [
      {
        title: { zh: '为什么能管', en: 'Why we may act' },
        text: { zh: '尚未登记依据。', en: 'No basis is registered yet.' },
        sources: [],
      },
    ]
  return shown.map((article, i) => ({
    title: i === 0 ? { zh: '为什么能管', en: 'Why we may act' } : { zh: '', en: '' },
    text: both((language) => `${articleName(article)[language]} ${cut(article.text)}`),
    sources: [sources.add(articleSource(article))],
  }))
}

export function articleName({
  title,
  titleEn,
  label,
}: Pick<BasisArticle, 'title' | 'titleEn' | 'label'>): Words {
  return { zh: `《${title}》${label}`, en: `${titleEn || title}, ${label}` }
}

export function articleSource(article: BasisArticle) {
  return {
    kind: 'article' as const,
    title: articleName(article),
    detail: article.isSummary
      ? { zh: '条文为摘要，以官方公布文本为准', en: 'A summary; the published text decides' }
      : { zh: article.regulationCode, en: article.regulationCode },
    href: `/basis?regulation=${article.regulationId}&article=${encodeURIComponent(article.key)}`,
  }
}

export function cut(text: string): string {
  const plain = text.replaceAll(/\s+/g, ' ').trim()
  return plain.length > MOST_CHARACTERS ? `${plain.slice(0, MOST_CHARACTERS)}…` : plain
}
