import { z } from 'zod'
import { withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'

const id = z.number().int().positive()
export const decideLinksSchema = z.object({
  linkIds: z.array(id).min(1).max(500),
  state: z.enum(['candidate', 'confirmed', 'rejected']),
})
export const addLinkSchema = z.object({ pieceId: id, categoryId: id })

/** A person says of links whether they hold. Of a version that is published, too: the next look sees it. */
export function decideLinks(
  services: Services,
  actor: Actor,
  { linkIds, state }: z.output<typeof decideLinksSchema>,
) {
  return withScope(services.db, actor, async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('article_link')
      .set({ state, decided_by: actor.userId, decided_at: services.clock.now() })
      .where('link_id', 'in', linkIds)
      .executeTakeFirst()
    return { decided: Number(numUpdatedRows) }
  })
}

/** A link that nobody thought of; one that was rejected is confirmed. */
export function addLink(
  services: Services,
  actor: Actor,
  { pieceId, categoryId }: z.output<typeof addLinkSchema>,
) {
  return withScope(services.db, actor, async (trx) => {
    const piece = await trx
      .selectFrom('regulation_piece')
      .select('kind')
      .where('piece_id', '=', pieceId)
      .executeTakeFirst()
    const category = await trx
      .selectFrom('category')
      .select('category_id')
      .where('category_id', '=', categoryId)
      .executeTakeFirst()
    if (piece?.kind !== 'article' || !category)
      throw new CodedError(
        'not_found',
        'NO_SUCH_ARTICLE',
        '没有这一条文或事项',
        'There is no such article or category',
        {
          field: piece?.kind === 'article' ? 'categoryId' : 'pieceId',
        },
      )
    const decided = {
      state: 'confirmed',
      decided_by: actor.userId,
      decided_at: services.clock.now(),
    } as const
    const standing = await trx
      .updateTable('article_link')
      .set(decided)
      .where('piece_id', '=', pieceId)
      .where('category_id', '=', categoryId)
      .executeTakeFirst()
    if (standing.numUpdatedRows === 0n)
      await trx
        .insertInto('article_link')
        .values({
          ...decided,
          piece_id: pieceId,
          category_id: categoryId,
          department_id: null,
          origin: 'person',
        })
        .execute()
  })
}
