import { type Kysely, sql } from 'kysely'
import { type Trx, withScope } from '../db/client.ts'
import type { Database } from '../db/schema.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { findCandidates } from './find-candidates.ts'
import { CODE_PREFIXES, type RegulationHeadInput } from './regulation-head.ts'
import { splitRegulation } from './split-regulation.ts'
import { writeRegulation } from './write-regulation.ts'

const MAX_PIECES = 20_000
const CHUNK_LINKS = 2000

/** @throws {CodedError} NOT_A_REGULATION for a text without numbered articles */
export function mustSplit(text: string) {
  const split = splitRegulation(text)
  if (!split.pieces.some(({ kind }) => kind === 'article'))
    throw new CodedError(
      'bad_input',
      'NOT_A_REGULATION',
      '没有找到条文编号（如“第一条”“5.2.1”“一、”），不像法规文本，未保存',
      'No numbered articles were found: it does not read like a regulation. Nothing was kept',
      { field: 'text', expected: '第一条 … / 1.1 … / 一、…' },
    )
  if (split.pieces.length > MAX_PIECES)
    throw new CodedError(
      'too_large',
      'TOO_MANY_PIECES',
      `文本拆出 ${split.pieces.length} 段，最多 ${MAX_PIECES} 段，请分部录入`,
      `The text has ${split.pieces.length} pieces; at most ${MAX_PIECES}`,
      { field: 'text' },
    )
  return split
}

/**
 * Keeps a text as a draft: split and coded, with candidates for what its articles are the basis of. As a new version
 * of a code that is there, links of articles that stayed word for word are carried over; of those that changed they
 * become candidates. All or nothing is written.
 */
export async function startDraft(
  services: Services,
  actor: Actor,
  { head, text }: { readonly head: RegulationHeadInput; readonly text: string },
): Promise<{ regulationId: number; code: string; version: number }> {
  const articles = mustSplit(text).pieces.filter(({ kind }) => kind === 'article')
  const found = await findCandidates(services.db, articles)
  return withScope(services.db, actor, async (trx) => {
    const code = head.code ?? (await nextCode(trx, head.level))
    const versions = await trx
      .selectFrom('regulation')
      .select(['regulation_id', 'version', 'state'])
      .where('code', '=', code)
      .orderBy('version', 'desc')
      .execute()
    if (versions.some(({ state }) => state === 'draft'))
      throw new CodedError(
        'conflict',
        'DRAFT_EXISTS',
        `${code} 已有一份草稿，请先发布或废弃`,
        `There is a draft of ${code} already; publish or discard it first`,
        { field: 'code' },
      )
    const { regulationId, articleIds } = await writeRegulation(
      trx,
      { ...head, code },
      {
        version: (versions[0]?.version ?? 0) + 1,
        text,
        state: 'draft',
        author: { userId: actor.userId, name: actor.name },
        at: services.clock.now(),
      },
    )
    const former = versions.find(({ state }) => state === 'published')
    const carried = former ? await carriedLinks(trx, former.regulation_id, articles) : []
    const taken = new Set(carried.map(linkKey))
    const rows = [
      ...carried,
      ...found
        .filter((candidate) => !taken.has(linkKey(candidate)))
        .map((candidate) => ({ ...candidate, state: 'candidate' as const, origin: 'engine' as const })),
    ].map((link) => ({
      piece_id: articleIds.get(link.key)!,
      category_id: link.categoryId,
      department_id: link.departmentId,
      state: link.state,
      origin: link.origin,
      score: link.score,
    }))
    for (let from = 0; from < rows.length; from += CHUNK_LINKS)
      await trx
        .insertInto('article_link')
        .values(rows.slice(from, from + CHUNK_LINKS))
        .execute()
    return { regulationId, code, version: (versions[0]?.version ?? 0) + 1 }
  })
}

async function nextCode(trx: Trx, level: RegulationHeadInput['level']): Promise<string> {
  const prefix = CODE_PREFIXES[level]
  const { rows } = await sql<{ last: number }>`
    select coalesce(max(substr(code, 3)::int), 0) as last from regulation
    where code ~ ${`^${prefix}[0-9]{1,6}$`}`.execute(trx)
  return `${prefix}${String((rows[0]?.last ?? 0) + 1).padStart(3, '0')}`
}

type Target = {
  readonly key: string
  readonly categoryId: number | null
  readonly departmentId: number | null
}
const linkKey = ({ key, categoryId, departmentId }: Target) => `${key}/${categoryId}/${departmentId}`

/** Links of the former version, at the article of the same words, or else of the same number. */
async function carriedLinks(
  db: Kysely<Database>,
  formerId: number,
  articles: readonly { readonly key: string; readonly text: string }[],
) {
  const links = await db
    .selectFrom('article_link')
    .innerJoin('regulation_piece', 'regulation_piece.piece_id', 'article_link.piece_id')
    .select(['key', 'text', 'category_id', 'department_id'])
    .where('regulation_id', '=', formerId)
    .where('state', '=', 'confirmed')
    .orderBy('link_id')
    .execute()
  const byText = new Map(articles.map(({ key, text }) => [text, key]))
  const byKey = new Set(articles.map(({ key }) => key))
  const carried = links.flatMap(({ key, text, category_id, department_id }) => {
    const same = byText.get(text)
    if (same === undefined && !byKey.has(key)) return []
    return [
      {
        key: same ?? key,
        categoryId: category_id,
        departmentId: department_id,
        score: null,
        state: same === undefined ? ('candidate' as const) : ('confirmed' as const),
        origin: 'carried' as const,
      },
    ]
  })
  return [...new Map(carried.map((link) => [linkKey(link), link])).values()]
}
