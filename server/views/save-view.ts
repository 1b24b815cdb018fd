import { sql } from 'kysely'
import { z } from 'zod'
import { withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'

/** As many as anybody finds again. */
const MOST_VIEWS = 100

export const saveViewSchema = z.object({
  name: z.string().trim().min(1).max(60),
  /** The address query of the desk, without `?`. */
  query: z
    .string()
    .max(6000)
    .regex(/^[^\s#?<>]*$/, 'An address query without ?'),
  isShared: z.boolean().default(false),
})

/** Keeps a view under a name; one's own of the same name is replaced, so that saving twice saves once. */
export async function saveView(
  services: Services,
  actor: Actor,
  { name, query, isShared }: z.output<typeof saveViewSchema>,
): Promise<{ viewId: number }> {
  return withScope(services.db, actor, async (trx) => {
    const { kept } = await trx
      .selectFrom('saved_view')
      .select((eb) => eb.fn.countAll<number>().as('kept'))
      .where('user_id', '=', actor.userId)
      .where('name', '<>', name)
      .executeTakeFirstOrThrow()
    if (Number(kept) >= MOST_VIEWS) {
      throw new CodedError(
        'conflict',
        'TOO_MANY_VIEWS',
        `最多保存 ${MOST_VIEWS} 个视图，请先删除不用的`,
        `At most ${MOST_VIEWS} views are kept; remove some first`,
        { field: 'name' },
      )
    }
    const values = {
      query,
      user_name: actor.name,
      is_shared: isShared,
      is_city_wide: actor.isWholeCity,
      area_ids: sql<number[]>`${[...actor.scopeAreaIds]}::int[]`,
      updated_at: services.clock.now(),
    }
    const { view_id } = await trx
      .insertInto('saved_view')
      .values({ name, user_id: actor.userId, ...values })
      .onConflict((oc) => oc.columns(['user_id', 'name']).doUpdateSet(values))
      .returning('view_id')
      .executeTakeFirstOrThrow()
    return { viewId: view_id }
  })
}
