import { z } from 'zod'
import type { Trx } from '../../db/client.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Services } from '../../services.ts'
import { stepActorOf } from '../step-actor-of.ts'
import { mustBeOpen, onCaseSchema, refuse, withCase } from './with-case.ts'
import { writeWork } from './write-work.ts'

export const claimSchema = onCaseSchema.extend({
  /** False lays it down again. */
  isClaimed: z.boolean(),
})

/** Who may take over what somebody else has claimed. */
const LEADERS = ['admin', 'shift_leader']

/**
 * 认领: one person at the center has taken a case upon themselves, so that others leave it alone. It forbids nobody a
 * step; it ends with the case, and passes over with the shift.
 */
export function claimCase(services: Services, actor: Actor, input: z.output<typeof claimSchema>) {
  return withCase(services, actor, input, async ({ trx, record, at }) => {
    mustBeOpen(record)
    const held = await trx
      .selectFrom('case_claim')
      .select(['user_id', 'name'])
      .where('case_id', '=', record.case_id)
      .forUpdate()
      .executeTakeFirst()
    const isOwn = held?.user_id === actor.userId
    const isLeader = actor.roles.some((role) => LEADERS.includes(role))
    if (held && !isOwn && !isLeader)
      throw refuse('CASE_CLAIMED', `${held.name}已认领此案`, `${held.name} has claimed this case`)
    if (input.isClaimed ? isOwn : !held) return { isClaimed: input.isClaimed }
    await trx.deleteFrom('case_claim').where('case_id', '=', record.case_id).execute()
    if (input.isClaimed)
      await trx
        .insertInto('case_claim')
        .values({
          case_id: record.case_id,
          user_id: actor.userId,
          name: actor.name,
          at,
          scope_area_id: record.scope_area_id,
        })
        .execute()
    const from = held && !isOwn ? { fromName: held.name } : {}
    await writeWork(
      trx,
      record,
      { verb: input.isClaimed ? 'claim' : 'unclaim', note: '', data: from },
      stepActorOf(actor, record),
      at,
    )
    return { isClaimed: input.isClaimed }
  })
}

/** 交接: what one shift leader has claimed is the next one's. @returns how many */
export async function passClaims(
  trx: Trx,
  from: string,
  to: Pick<Actor, 'userId' | 'name'>,
  at: Date,
): Promise<number> {
  const passed = await trx
    .updateTable('case_claim')
    .set({ user_id: to.userId, name: to.name, at })
    .where('user_id', '=', from)
    .returning('case_id')
    .execute()
  return passed.length
}
