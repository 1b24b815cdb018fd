import type { Kysely } from 'kysely'
import type { Database } from '../db/schema.ts'
import type { EventType } from '../identity/permissions.ts'
import type { LiveEvent } from '../live/event-feed.ts'

/** Numbered events after a position, in order; of these leaf areas only, where they are given. */
export async function readEvents(
  db: Kysely<Database>,
  query: { readonly after: number; readonly limit: number; readonly scopeAreaIds?: readonly number[] },
): Promise<readonly LiveEvent[]> {
  let select = db
    .selectFrom('event_log')
    .select(['position', 'at', 'type', 'entity', 'entity_id', 'scope_area_id', 'data'])
    .where('position', '>', query.after)
    .orderBy('position')
    .limit(query.limit)
  if (query.scopeAreaIds) select = select.where('scope_area_id', 'in', [...query.scopeAreaIds])
  const rows = await select.execute()
  return rows.map((row) => ({
    position: row.position as number,
    at: row.at.toISOString(),
    type: row.type as EventType,
    entity: row.entity,
    entityId: row.entity_id,
    scopeAreaId: row.scope_area_id,
    data: row.data,
  }))
}

/** The last position given so far, 0 where there is none. */
export async function lastPosition(db: Kysely<Database>): Promise<number> {
  const row = await db
    .selectFrom('event_log')
    .select('position')
    .where('position', 'is not', null)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.position ?? 0
}
