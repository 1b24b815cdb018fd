import { sql } from 'kysely'
import { withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import { holds } from '../identity/permissions.ts'
import type { Services } from '../services.ts'
import { cityDay } from './city-day.ts'
import type { RegulationLevel } from './tables.ts'

export type Standing = 'draft' | 'coming' | 'in_force' | 'superseded'

/** How a version stands on a day. */
export function standingOf(
  row: {
    readonly state: 'draft' | 'published'
    readonly effectiveOn: string
    readonly supersededOn: string | null
  },
  day: string,
): Standing {
  if (row.state === 'draft') return 'draft'
  if (row.supersededOn !== null && row.supersededOn <= day) return 'superseded'
  return row.effectiveOn > day ? 'coming' : 'in_force'
}

/** The registry, by code and version; drafts for those who make them. */
export async function listRegulations(services: Services, actor: Actor) {
  const isEditor = holds(actor.roles, 'basis.edit')
  return withScope(services.db, actor, async (trx) => {
    const day = await cityDay(trx, services.clock.now())
    const { rows } = await sql<{
      regulationId: number
      code: string
      version: number
      level: RegulationLevel
      title: string
      titleEn: string
      documentNumber: string
      effectiveOn: string
      supersededOn: string | null
      state: 'draft' | 'published'
      isSummary: boolean
      articleCount: number
      categoryCount: number
      candidateCount: number
    }>`
      select r.regulation_id as "regulationId", r.code, r.version, r.level, r.title, r.title_en as "titleEn",
        r.document_number as "documentNumber", r.effective_on as "effectiveOn", r.superseded_on as "supersededOn",
        r.state, r.is_summary as "isSummary",
        (select count(*) from regulation_piece p
          where p.regulation_id = r.regulation_id and p.kind = 'article')::int as "articleCount",
        (select count(distinct l.category_id) from regulation_piece p join article_link l using (piece_id)
          where p.regulation_id = r.regulation_id and l.state = 'confirmed')::int as "categoryCount",
        (select count(*) from regulation_piece p join article_link l using (piece_id)
          where p.regulation_id = r.regulation_id and l.state = 'candidate')::int as "candidateCount"
      from regulation r
      where r.state = 'published' or ${isEditor}
      order by r.code collate "C", r.version`.execute(trx)
    return rows.map((row) => ({ ...row, standing: standingOf(row, day) }))
  })
}
