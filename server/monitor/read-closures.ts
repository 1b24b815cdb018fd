import { sql } from 'kysely'
import { CLOSURE_LEVELS, type ClosureLevel } from '../cases/closure-level.ts'
import { withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'

/** Over how many days closings are counted. */
export const CLOSURE_DAYS = 30

export type Closures = {
  readonly days: number
  readonly levels: readonly ClosureLevel[]
  /** By subdistrict; 0 for what lies in none. */
  readonly areas: readonly {
    readonly areaId: number
    readonly name: string
    readonly nameEn: string
    readonly total: number
    readonly counts: Readonly<Record<ClosureLevel, number>>
  }[]
}

/** Closed in the last days, itself and not with its master. Conditions are on `c`. */
export const closedLately = (now: Date) => sql<boolean>`c.state = 'closed' and c.closure_level is not null
  and c.family is distinct from 'merged' and c.closed_at > ${new Date(now.getTime() - CLOSURE_DAYS * 86_400_000)}`

/** 小事不出社区、大事不出街道: at which level cases were closed, by subdistrict, in the actor's scope. */
export function readClosures(services: Services, actor: Actor): Promise<Closures> {
  const now = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    const counts = sql.join(
      CLOSURE_LEVELS.map(
        (level) => sql`count(*) filter (where c.closure_level = ${level})::int as ${sql.id(level)}`,
      ),
    )
    const { rows } = await sql<
      { areaId: number; name: string | null; nameEn: string | null; total: number } & Record<
        ClosureLevel,
        number
      >
    >`
      select coalesce(s.area_id, 0) as "areaId", s.name, s.name_en as "nameEn", count(*)::int as total, ${counts}
      from case_record c
      left join area leaf on leaf.area_id = c.scope_area_id
      left join area s on s.level = 'subdistrict' and s.area_id = any (leaf.path)
      where ${closedLately(now)}
      group by s.area_id, s.name, s.name_en order by s.area_id nulls last`.execute(trx)
    return {
      days: CLOSURE_DAYS,
      levels: CLOSURE_LEVELS,
      areas: rows.map(({ areaId, name, nameEn, total, ...row }) => ({
        areaId,
        name: name ?? '',
        nameEn: nameEn ?? '',
        total,
        counts: Object.fromEntries(CLOSURE_LEVELS.map((level) => [level, row[level]])) as Record<
          ClosureLevel,
          number
        >,
      })),
    }
  })
}
