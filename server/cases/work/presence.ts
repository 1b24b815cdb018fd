import { sql } from 'kysely'
import { withScope } from '../../db/client.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Services } from '../../services.ts'

/** A screen that was not heard of for so long is gone. */
const PRESENT_SECONDS = 30

/** Says that somebody looks at a case, and who else does. Nobody is heard of whose area does not hold it. */
export function lookAtCase(services: Services, actor: Actor, caseId: number) {
  const now = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    await sql`insert into case_presence (case_id, user_id, name, at, scope_area_id)
      select case_id, ${actor.userId}, ${actor.name}, ${now}, scope_area_id from case_record where case_id = ${caseId}
      on conflict (case_id, user_id) do update set at = excluded.at, name = excluded.name`.execute(trx)
    const others = await trx
      .selectFrom('case_presence')
      .select(['user_id as userId', 'name'])
      .where('case_id', '=', caseId)
      .where('user_id', '<>', actor.userId)
      .where('at', '>', new Date(now.getTime() - PRESENT_SECONDS * 1000))
      .orderBy('name')
      .execute()
    return { others }
  })
}
