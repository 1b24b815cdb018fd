import type { Kysely } from 'kysely'
import { withScope } from '../db/client.ts'
import type { Database } from '../db/schema.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import { holds } from '../identity/permissions.ts'
import type { Services } from '../services.ts'
import { cityDay } from './city-day.ts'
import { standingOf } from './list-regulations.ts'
import { markDuties } from './mark-duties.ts'

/** A version of a regulation: head, pieces with what obliges, forbids and punishes, and what each article is the basis of. */
export async function getRegulation(services: Services, actor: Actor, regulationId: number) {
  return withScope(services.db, actor, async (trx) => {
    const row = await readRegulation(trx, regulationId)
    if (row.state === 'draft' && !holds(actor.roles, 'basis.edit')) throw noSuchRegulation()
    const day = await cityDay(trx, services.clock.now())
    const pieces = await trx
      .selectFrom('regulation_piece')
      .select(['piece_id', 'kind', 'key', 'label', 'text'])
      .where('regulation_id', '=', regulationId)
      .orderBy('ordinal')
      .execute()
    const versions = await trx
      .selectFrom('regulation')
      .select(['regulation_id', 'version', 'state', 'effective_on', 'superseded_on'])
      .where('code', '=', row.code)
      .orderBy('version', 'desc')
      .execute()
    const successor =
      row.superseded_by_id === null
        ? null
        : ((await trx
            .selectFrom('regulation')
            .select(['regulation_id as regulationId', 'code', 'title', 'title_en as titleEn', 'version'])
            .where('regulation_id', '=', row.superseded_by_id)
            .executeTakeFirst()) ?? null)
    const head = { state: row.state, effectiveOn: row.effective_on, supersededOn: row.superseded_on }
    return {
      regulationId,
      code: row.code,
      version: row.version,
      level: row.level,
      title: row.title,
      titleEn: row.title_en,
      documentNumber: row.document_number,
      issuer: row.issuer,
      issuedOn: row.issued_on,
      ...head,
      standing: standingOf(head, day),
      successor,
      isSummary: row.is_summary,
      authorName: row.author_name,
      rowVersion: row.row_version,
      versions: versions
        .filter(({ state }) => state === 'published' || holds(actor.roles, 'basis.edit'))
        .map((version) => ({
          regulationId: version.regulation_id,
          version: version.version,
          standing: standingOf(
            {
              state: version.state,
              effectiveOn: version.effective_on,
              supersededOn: version.superseded_on,
            },
            day,
          ),
          effectiveOn: version.effective_on,
        })),
      pieces: pieces.map(({ piece_id, kind, key, label, text }) => ({
        pieceId: piece_id,
        kind,
        key,
        code: `${row.code}-${key}`,
        label,
        // An article's words stand in its clauses.
        text: kind === 'article' ? '' : text,
        marks: kind === 'clause' || kind === 'item' ? markDuties(text) : [],
      })),
      links: await listLinks(trx, regulationId),
    }
  })
}

export async function readRegulation(db: Kysely<Database>, regulationId: number, isLocked = false) {
  let query = db.selectFrom('regulation').selectAll().where('regulation_id', '=', regulationId)
  if (isLocked) query = query.forUpdate()
  const row = await query.executeTakeFirst()
  if (!row) throw noSuchRegulation()
  return row
}

export function noSuchRegulation(): CodedError {
  return new CodedError('not_found', 'NO_SUCH_REGULATION', '没有这部法规', 'There is no such regulation')
}

async function listLinks(db: Kysely<Database>, regulationId: number) {
  const rows = await db
    .selectFrom('article_link')
    .innerJoin('regulation_piece', 'regulation_piece.piece_id', 'article_link.piece_id')
    .leftJoin('category', 'category.category_id', 'article_link.category_id')
    .leftJoin('department', 'department.department_id', 'article_link.department_id')
    .select([
      'link_id',
      'article_link.piece_id',
      'article_link.state',
      'origin',
      'score',
      'category.category_id',
      'category.code as category_code',
      'category.name as category_name',
      'category.name_en as category_name_en',
      'department.department_id',
      'department.name as department_name',
      'department.name_en as department_name_en',
    ])
    .where('regulation_id', '=', regulationId)
    .orderBy('regulation_piece.ordinal')
    .orderBy('score', (order) => order.desc().nullsFirst())
    .orderBy('link_id')
    .execute()
  return rows.map((row) => ({
    linkId: row.link_id,
    pieceId: row.piece_id,
    state: row.state,
    origin: row.origin,
    score: row.score,
    kind: row.category_id === null ? ('department' as const) : ('category' as const),
    targetId: (row.category_id ?? row.department_id)!,
    code: row.category_code ?? '',
    name: row.category_name ?? row.department_name ?? '',
    nameEn: row.category_name_en ?? row.department_name_en ?? '',
  }))
}
