import { type Trx, withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { drawNotFound } from './draw.ts'

/** 公开: once everything drawn was visited. What is published stays. */
export function publishDraw(services: Services, actor: Actor, drawId: number) {
  const at = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    const draw = await trx
      .selectFrom('inspection_draw')
      .select(['published_at', 'superseded_at'])
      .where('draw_id', '=', drawId)
      .forUpdate()
      .executeTakeFirst()
    if (!draw) throw drawNotFound()
    if (draw.published_at) return { publishedAt: draw.published_at.toISOString() }
    if (draw.superseded_at)
      throw new CodedError('conflict', 'DRAW_SUPERSEDED', '这次抽取已被重抽', 'It has been drawn again', {
        field: 'drawId',
      })
    const open = await countOpen(trx, drawId)
    if (open > 0)
      throw new CodedError(
        'conflict',
        'DRAW_UNFINISHED',
        `还有 ${open} 个对象未检查，全部完成后才公开`,
        `${open} objects are not visited yet; results are published together`,
        { field: 'drawId', expected: 'every visit done' },
      )
    await trx.updateTable('inspection_draw').set({ published_at: at }).where('draw_id', '=', drawId).execute()
    return { publishedAt: at.toISOString() }
  })
}

async function countOpen(trx: Trx, drawId: number): Promise<number> {
  const row = await trx
    .selectFrom('inspection_visit')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('draw_id', '=', drawId)
    .where('state', '<>', 'done')
    .executeTakeFirstOrThrow()
  return Number(row.n)
}
