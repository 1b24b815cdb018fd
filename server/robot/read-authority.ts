import type { Kysely } from 'kysely'
import type { Database } from '../db/schema.ts'
import type { AuthorityRow } from './authority-of.ts'

/** Every row that somebody, or the robot, has set. */
export async function readAuthority(
  db: Kysely<Database>,
): Promise<
  (AuthorityRow & { readonly version: number; readonly countedFrom: Date; readonly changedAt: Date })[]
> {
  const rows = await db.selectFrom('dispatch_authority').selectAll().orderBy('authority_id').execute()
  return rows.map((row) => ({
    authorityId: row.authority_id,
    categoryId: row.category_id,
    areaId: row.area_id,
    mode: row.mode,
    minScore: row.min_score,
    maxReturnRate: row.max_return_rate,
    isStopped: row.is_stopped,
    version: row.version,
    countedFrom: row.counted_from,
    changedAt: row.changed_at,
  }))
}
