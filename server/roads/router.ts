import { z } from 'zod'
import { declared, router } from '../trpc.ts'
import { closeRoad, closeRoadSchema } from './close-road.ts'
import { readClosures } from './closures.ts'
import { reachSchema, readReach } from './reach.ts'
import { reopenRoad } from './reopen-road.ts'
import { stretchBetween, stretchSchema } from './stretch-between.ts'

export const roadsRouter = router({
  reach: declared('units.read')
    .input(reachSchema)
    .query(({ ctx, input }) => readReach(ctx.services, ctx.actor, input)),
  between: declared('places.read')
    .input(stretchSchema)
    .query(({ ctx, input }) => stretchBetween(ctx.services, input)),
  closures: declared('roads.read').query(({ ctx: { services } }) =>
    readClosures(services.db, { from: services.clock.now() }),
  ),
  close: declared('roads.close')
    .input(closeRoadSchema)
    .mutation(({ ctx, input }) => closeRoad(ctx.services, ctx.actor, input)),
  reopen: declared('roads.close')
    .input(z.object({ roadClosureId: z.number().int().positive() }))
    .mutation(({ ctx, input }) => reopenRoad(ctx.services, ctx.actor, input.roadClosureId)),
})
