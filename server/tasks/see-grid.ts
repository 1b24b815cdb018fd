import { z } from 'zod'
import { answerOnce } from '../cases/answer-once.ts'
import { withSystem } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import { pointSchema } from '../locate/schemas.ts'
import type { Services } from '../services.ts'
import { markSeen } from './mark-seen.ts'

export const patrolSchema = z.object({
  idempotencyKey: z.string().min(1).max(200),
  /** The grid that was to be looked into. */
  unitGridId: z.number().int().positive(),
  /** Where the walker stood, WGS 84 degrees. */
  at: pointSchema,
  /** When, by the phone: it may be sent hours later. */
  seenAt: z.iso.datetime({ offset: true }),
})

/** 巡查: somebody stood in a unit grid and looked around. Only who stands in it has seen it. */
export async function seeGrid(services: Services, actor: Actor, input: z.output<typeof patrolSchema>) {
  const now = services.clock.now()
  const place = services.locator.locate(input.at.lng, input.at.lat)
  const grid = place.unitGrid
  if (!grid || !actor.scopeAreaIds.includes(place.scopeAreaId))
    throw new CodedError('conflict', 'OUTSIDE', '您不在辖区网格内', 'You stand outside of your grids', {
      field: 'at',
    })
  if (grid.unitGridId !== input.unitGridId)
    throw new CodedError(
      'conflict',
      'NOT_IN_GRID',
      `您现在在网格 ${grid.code}，不在要巡查的网格内`,
      `You stand in grid ${grid.code}, not in the one to look at`,
      { field: 'at' },
    )
  const said = new Date(input.seenAt)
  const seenAt = said < now ? said : now
  const once = { userId: actor.userId, key: input.idempotencyKey, request: input, at: now }
  return withSystem(services.db, 'tasks.seeGrid', (trx) =>
    answerOnce(trx, once, async () => {
      await markSeen(trx, {
        personId: actor.personId,
        unitGridId: grid.unitGridId,
        scopeAreaId: place.scopeAreaId,
        lngLat: [input.at.lng, input.at.lat],
        at: seenAt,
      })
      return { unitGridId: grid.unitGridId, code: grid.code }
    }),
  )
}
