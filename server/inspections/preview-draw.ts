import { z } from 'zod'
import { withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { countToDraw, listSha256 } from './draw-lots.ts'
import { areasToDraw, findItem, mustBeRatio, obstacleOf, readPool } from './read-pool.ts'

export const poolSchema = z.object({
  itemId: z.number().int().positive(),
  /** Null: the whole city. */
  areaId: z.number().int().positive().nullable(),
  /** Of the list, in percent; the item's own where it is absent. */
  ratioPercent: z.number().optional(),
})

/** What would be drawn from: the lists and how many, never who. What stands in the way is said in place of an error. */
export async function previewDraw(services: Services, actor: Actor, input: z.output<typeof poolSchema>) {
  const leaves = areasToDraw(services, actor, input.areaId)
  return withScope(services.db, actor, async (trx) => {
    const item = await findItem(trx, input.itemId)
    const ratioPercent = input.ratioPercent ?? item.ratioPercent
    mustBeRatio(ratioPercent)
    const pool = await readPool(trx, item, leaves, services.clock.now())
    const obstacle = obstacleOf(pool)
    const owners = new Set(pool.objects.map(({ owner }) => owner))
    return {
      ratioPercent,
      objects: pool.objects.map(({ objectId, code, name, owner }) => ({ objectId, code, name, owner })),
      notDue: pool.notDue,
      inspectors: pool.inspectors.length,
      ties: pool.ties.filter(({ owner }) => owners.has(owner)).length,
      count: countToDraw(pool, ratioPercent),
      listSha256: listSha256(pool),
      obstacle: obstacle && {
        code: obstacle.code,
        zh: obstacle.messageZh,
        en: obstacle.message,
      },
    }
  })
}
