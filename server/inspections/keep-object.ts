import { z } from 'zod'
import { withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'

export const objectSchema = z.object({
  objectId: z.number().int().positive(),
  /** The company that answers for it; ties are declared with it. */
  owner: z.string().trim().max(100),
  isActive: z.boolean(),
})

/** Who owns an object, and whether it is still there to be drawn. */
export function keepObject(services: Services, actor: Actor, input: z.output<typeof objectSchema>) {
  return withScope(services.db, actor, async (trx) => {
    const changed = await trx
      .updateTable('inspection_object')
      .set({ owner: input.owner, is_active: input.isActive })
      .where('object_id', '=', input.objectId)
      .returning('object_id as objectId')
      .executeTakeFirst()
    if (changed) return changed
    throw new CodedError('not_found', 'OBJECT_NOT_FOUND', '没有这个检查对象', 'There is no such object', {
      field: 'objectId',
    })
  })
}
