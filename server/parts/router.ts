import { z } from 'zod'
import { pointSchema } from '../locate/schemas.ts'
import { declared, router } from '../trpc.ts'
import { getPart } from './get-part.ts'
import { listNearParts } from './list-near.ts'

export const partsRouter = router({
  get: declared('parts.read')
    .input(z.object({ partId: z.number().int() }))
    .query(({ ctx, input }) => getPart(ctx.services, ctx.actor, input.partId)),
  near: declared('parts.read')
    .input(pointSchema)
    .query(({ ctx, input }) => listNearParts(ctx.services, ctx.actor, [input.lng, input.lat])),
})
