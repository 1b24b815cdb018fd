import { sql } from 'kysely'
import { z } from 'zod'
import { withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { cityDay } from './city-day.ts'
import { type Standing, standingOf } from './list-regulations.ts'
import type { RegulationLevel } from './tables.ts'

const MAX_FOUND = 60
const MAX_WORDS = 8

export const searchArticlesSchema = z.object({ text: z.string().trim().min(1).max(100) })

/** Published articles whose text, label or regulation's title has every word of the query; what is in force first. */
export async function searchArticles(
  services: Services,
  actor: Actor,
  { text }: z.output<typeof searchArticlesSchema>,
) {
  const words = [...new Set(text.split(/[\s,，、]+/u).filter(Boolean))].slice(0, MAX_WORDS)
  const conditions = words.map((word) => {
    const pattern = `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`
    return sql`(p.text ilike ${pattern} or p.label like ${pattern} or r.title ilike ${pattern}
      or r.title_en ilike ${pattern} or r.code || '-' || p.key ilike ${pattern})`
  })
  return withScope(services.db, actor, async (trx) => {
    const day = await cityDay(trx, services.clock.now())
    const { rows } = await sql<{
      regulationId: number
      code: string
      version: number
      level: RegulationLevel
      title: string
      titleEn: string
      effectiveOn: string
      supersededOn: string | null
      pieceId: number
      key: string
      label: string
      text: string
      total: number
    }>`
      select r.regulation_id as "regulationId", r.code, r.version, r.level, r.title, r.title_en as "titleEn",
        r.effective_on as "effectiveOn", r.superseded_on as "supersededOn",
        p.piece_id as "pieceId", p.key, p.label, p.text, count(*) over ()::int as total
      from regulation_piece p join regulation r using (regulation_id)
      where p.kind = 'article' and r.state = 'published' and ${sql.join(conditions, sql` and `)}
      order by r.superseded_on is not null, r.code collate "C", r.version desc, p.ordinal
      limit ${MAX_FOUND}`.execute(trx)
    return {
      words,
      total: rows[0]?.total ?? 0,
      found: rows.map(({ total: _, ...row }) => ({
        ...row,
        standing: standingOf({ ...row, state: 'published' }, day) satisfies Standing,
      })),
    }
  })
}
