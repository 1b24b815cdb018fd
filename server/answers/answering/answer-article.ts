import { cityDay } from '../../basis/city-day.ts'
import { standingOf } from '../../basis/list-regulations.ts'
import { searchArticles } from '../../basis/search-articles.ts'
import { withScope } from '../../db/client.ts'
import type { AnswerPart, Words } from '../answer.ts'
import { both } from '../answer.ts'
import type { LexiconRegulation } from '../reading/lexicon.ts'
import type { Reading } from '../reading/reading.ts'
import { restate } from '../reading/restate.ts'
import { articleName, articleSource, cut } from './answer-matter.ts'
import { type Answered, type Asked, SourceList } from './asked.ts'

const MOST_FOUND = 4
const MOST_LISTED = 8

type ArticleReading = Extract<Reading, { intent: 'article' }>
type Article = {
  readonly pieceId: number
  readonly key: string
  readonly label: string
  readonly text: string
}

/** A regulation's article, what it says of something, or what any of them says of it. */
export async function answerArticle(asked: Asked, reading: ArticleReading): Promise<Answered> {
  const { regulation, articleKey, words } = reading
  if (!regulation) return searchAll(asked, words)
  const { head, articles } = await readArticles(asked, regulation)
  const sources = new SourceList(asked)
  const partOf = (article: Article, isWhole: boolean): AnswerPart => ({
    title: { zh: article.label, en: article.label },
    text: both(() => (isWhole ? article.text : cut(article.text))),
    sources: [sources.add(articleSource({ ...head, ...article }))],
    found: words,
  })
  const standing = head.note ? [{ title: { zh: '', en: '' }, text: head.note, sources: [] }] : []
  if (articleKey) {
    const article = articles.find(({ key }) => key === articleKey)
    if (article) return { parts: [...standing, partOf(article, true)], sources: sources.all }
    return noSuchArticle(reading, regulation, articles)
  }
  if (words.length > 0) {
    const found = rank(articles, words).slice(0, MOST_FOUND)
    if (found.length === 0) return nothingFound(reading, regulation)
    return { parts: [...standing, ...found.map((one) => partOf(one, true))], sources: sources.all }
  }
  return {
    parts: [...standing, head.about, ...articles.slice(0, MOST_LISTED).map((one) => partOf(one, false))],
    sources: sources.all,
    alternatives: articles
      .slice(0, 3)
      .map(({ key }) => restate({ ...reading, articleKey: key, words: [] }, '')),
  }
}

async function readArticles({ services, reader }: Asked, { regulationId }: LexiconRegulation) {
  return withScope(services.db, reader, async (trx) => {
    const row = await trx
      .selectFrom('regulation')
      .selectAll()
      .where('regulation_id', '=', regulationId)
      .executeTakeFirstOrThrow()
    const articles = await trx
      .selectFrom('regulation_piece')
      .select(['piece_id as pieceId', 'key', 'label', 'text'])
      .where('regulation_id', '=', regulationId)
      .where('kind', '=', 'article')
      .orderBy('ordinal')
      .execute()
    const standing = standingOf(
      { state: row.state, effectiveOn: row.effective_on, supersededOn: row.superseded_on },
      await cityDay(trx, services.clock.now()),
    )
    const note: Words | null =
      standing === 'superseded'
        ? {
            zh: `该文件自 ${row.superseded_on} 起失效。`,
            en: `No longer in force since ${row.superseded_on}.`,
          }
        : standing === 'coming'
          ? {
              zh: `该文件自 ${row.effective_on} 起施行，尚未生效。`,
              en: `In force only from ${row.effective_on}.`,
            }
          : null
    const about: AnswerPart = {
      title: { zh: `《${row.title}》`, en: row.title_en || row.title },
      text: {
        zh: `${[row.issuer, row.document_number].filter(Boolean).join('，')}，${row.effective_on} 起施行，登记 ${articles.length} 条。`,
        en: `${[row.issuer, row.document_number].filter(Boolean).join(', ')}; in force from ${row.effective_on}; ${articles.length} articles registered.`,
      },
      sources: [],
    }
    return {
      articles,
      head: {
        regulationId,
        regulationCode: row.code,
        level: row.level,
        title: row.title,
        titleEn: row.title_en,
        isSummary: row.is_summary,
        note,
        about,
      },
    }
  })
}

/** The share of a topic's pairs of characters that an article has; what has none is left out. */
function rank(articles: readonly Article[], words: readonly string[]): Article[] {
  const wanted = words.flatMap(pairsOf)
  const least = Math.max(1, wanted.length / 2)
  return articles
    .map((article) => {
      const text = article.text.toLowerCase()
      return { article, shared: wanted.filter((pair) => text.includes(pair)).length }
    })
    .filter(({ shared }) => shared >= least)
    .sort((a, b) => b.shared - a.shared || a.article.pieceId - b.article.pieceId)
    .map(({ article }) => article)
}

function pairsOf(word: string): string[] {
  if (!/\p{Script=Han}/u.test(word)) return [word]
  const pairs: string[] = []
  for (let at = 0; at + 2 <= word.length; at++) pairs.push(word.slice(at, at + 2))
  return pairs
}

/** All the words together, else all their pairs, else the longest word alone: what of it was found is said. */
async function searchAll(asked: Asked, words: readonly string[]): Promise<Answered> {
  const pairs = words.flatMap((word) =>
    /\p{Script=Han}/u.test(word) ? (word.match(/.{2}/gu) ?? []) : [word],
  )
  const [longest = ''] = words.toSorted((a, b) => b.length - a.length)
  for (const [i, attempt] of [words, pairs.slice(0, 8), [longest]].entries()) {
    const text = attempt.join(' ').slice(0, 100)
    if (!text) continue
    const { found, total } = await searchArticles(asked.services, asked.reader, { text })
    if (found.length === 0) continue
    const sources = new SourceList(asked)
    const parts = found.slice(0, MOST_FOUND).map((one): AnswerPart => {
      const article = { ...one, regulationCode: one.code, isSummary: false }
      return {
        title: articleName(one),
        text: both(() => cut(one.text)),
        sources: [sources.add(articleSource(article))],
        found: attempt,
      }
    })
    const more: AnswerPart[] =
      total > MOST_FOUND
        ? [
            {
              title: { zh: '', en: '' },
              text: {
                zh: `共找到 ${total} 条，显示前 ${MOST_FOUND} 条。`,
                en: `${total} articles were found; the first ${MOST_FOUND} are shown.`,
              },
              sources: [],
            },
          ]
        : []
    return { parts: [...parts, ...more], sources: sources.all, confidence: i === 0 ? 'likely' : 'guess' }
  }
  return {
    intent: 'unknown',
    reason: 'nothing_found',
    parts: [
      {
        title: { zh: '', en: '' },
        text: {
          zh: `登记的法规里没有找到“${words.join(' ')}”。`,
          en: `No registered regulation speaks of “${words.join(' ')}”.`,
        },
        sources: [],
      },
    ],
    sources: [],
  }
}

function noSuchArticle(
  reading: ArticleReading,
  regulation: LexiconRegulation,
  articles: readonly Article[],
): Answered {
  const labels = articles.map(({ label }) => label)
  return {
    intent: 'unknown',
    reason: 'no_such_article',
    parts: [
      {
        title: { zh: '', en: '' },
        text: {
          zh: `登记的《${regulation.title}》没有这一条。已登记：${labels.slice(0, 30).join('、')}。`,
          en: `Of ${regulation.titleEn || regulation.title} this article is not registered. Registered: ${labels.slice(0, 30).join(', ')}.`,
        },
        sources: [],
      },
    ],
    sources: [],
    alternatives: articles.slice(0, 3).map(({ key }) => restate({ ...reading, articleKey: key }, '')),
  }
}

function nothingFound(reading: ArticleReading, regulation: LexiconRegulation): Answered {
  const said = reading.words.join(' ')
  return {
    intent: 'unknown',
    reason: 'nothing_found',
    parts: [
      {
        title: { zh: '', en: '' },
        text: {
          zh: `《${regulation.title}》里没有找到“${said}”。`,
          en: `${regulation.titleEn || regulation.title} does not speak of “${said}”.`,
        },
        sources: [],
      },
    ],
    sources: [],
    alternatives: [restate({ ...reading, words: [] }, ''), restate({ ...reading, regulation: null }, '')],
  }
}
