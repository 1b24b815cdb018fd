import { sql } from 'kysely'
import { withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'

export type SavedView = {
  readonly viewId: number
  readonly name: string
  readonly query: string
  readonly isShared: boolean
  readonly isOwn: boolean
  /** Who keeps it. */
  readonly userName: string
  readonly updatedAt: Date
}

/** One's own views, then those that others share with one's area, by name. */
export function listViews(services: Services, actor: Actor): Promise<SavedView[]> {
  return withScope(services.db, actor, (trx) =>
    trx
      .selectFrom('saved_view')
      .select([
        'view_id as viewId',
        'name',
        'query',
        'is_shared as isShared',
        sql<boolean>`user_id = ${actor.userId}`.as('isOwn'),
        'user_name as userName',
        'updated_at as updatedAt',
      ])
      .orderBy(sql`user_id <> ${actor.userId}`)
      .orderBy('name')
      .orderBy('view_id')
      .limit(300)
      .execute(),
  )
}
