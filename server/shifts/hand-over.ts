import { sql } from 'kysely'
import { z } from 'zod'
import { passClaims } from '../cases/work/claim.ts'
import { withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { beginOfShift, mustSeeCity } from './read-shift.ts'
import { summarizeShift } from './summarize-shift.ts'
import { keepLog } from './write-log.ts'

export const giveSchema = z.object({ note: z.string().trim().max(4000).default('') })
export const takeSchema = z.object({ handoverId: z.number().int().positive() })

/** Any fixed number: who hands over waits for who hands over. */
const LOCK = 7_261_067

/** 交班: the shift as it stands is kept with the leader's note and waits for the next leader. One at a time. */
export function giveShift(services: Services, actor: Actor, { note }: z.output<typeof giveSchema>) {
  mustSeeCity(actor)
  const at = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(trx)
    const waiting = await trx
      .selectFrom('shift_handover')
      .select('given_name')
      .where('taken_at', 'is', null)
      .executeTakeFirst()
    if (waiting)
      throw new CodedError(
        'conflict',
        'HANDOVER_WAITING',
        `${waiting.given_name}已交班，等待接班`,
        `${waiting.given_name} has handed over already: it waits to be taken`,
      )
    const summary = await summarizeShift(trx, await beginOfShift(trx, at), at)
    const given = await trx
      .insertInto('shift_handover')
      .values({
        at,
        given_by: actor.userId,
        given_name: actor.name,
        note,
        summary: JSON.stringify(summary),
      })
      .returning('handover_id')
      .executeTakeFirstOrThrow()
    await keepLog(trx, { at, byName: actor.name, text: '@given', caseId: null })
    return { handoverId: given.handover_id }
  })
}

/** 接班: another leader takes it; from now on the shift is theirs, and what the one before had claimed. */
export function takeShift(services: Services, actor: Actor, { handoverId }: z.output<typeof takeSchema>) {
  mustSeeCity(actor)
  const at = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    const handover = await trx
      .selectFrom('shift_handover')
      .select(['given_by', 'given_name', 'taken_name', 'taken_at'])
      .where('handover_id', '=', handoverId)
      .forUpdate()
      .executeTakeFirst()
    if (!handover)
      throw new CodedError('not_found', 'HANDOVER_NOT_FOUND', '没有这次交班', 'There is no such handover')
    if (handover.taken_at)
      throw new CodedError(
        'conflict',
        'HANDOVER_TAKEN',
        `${handover.taken_name}已接班`,
        `${handover.taken_name} has taken it already`,
      )
    if (handover.given_by === actor.userId)
      throw new CodedError(
        'forbidden',
        'FORBIDDEN_SAME_PERSON',
        '交班人不能自己接班',
        'Who hands over cannot take it themselves',
      )
    await trx
      .updateTable('shift_handover')
      .set({ taken_at: at, taken_by: actor.userId, taken_name: actor.name })
      .where('handover_id', '=', handoverId)
      .execute()
    const claims = await passClaims(trx, handover.given_by, actor, at)
    await keepLog(trx, { at, byName: actor.name, text: '@taken', caseId: null })
    return { handoverId, claims }
  })
}
