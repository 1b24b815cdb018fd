import { withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { type AuthoritySetting, DEFAULT_AUTHORITY } from './authority-of.ts'
import { readAuthority } from './read-authority.ts'

const CHANGES = 50

/** What the robot may do, and who decided so, newest first. */
export async function listAuthority(services: Services, actor: Actor) {
  return withScope(services.db, actor, async (trx) => {
    const rows = await readAuthority(trx)
    const changes = await trx
      .selectFrom('dispatch_authority_change')
      .selectAll()
      .orderBy('change_id', 'desc')
      .limit(CHANGES)
      .execute()
    return {
      standard: DEFAULT_AUTHORITY,
      rows: rows.map(({ countedFrom, changedAt, ...row }) => ({
        ...row,
        changedAt: changedAt.toISOString(),
      })),
      changes: changes.map((change) => ({
        changeId: change.change_id,
        at: change.at.toISOString(),
        isRobot: change.actor_user_id === null,
        actorName: change.actor_name,
        categoryId: change.category_id,
        areaId: change.area_id,
        before: change.before as AuthoritySetting | null,
        after: change.after as AuthoritySetting,
        reason: change.reason,
        figures: change.figures,
      })),
    }
  })
}
