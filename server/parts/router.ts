import { z } from 'zod'
import { declared, router } from '../trpc.ts'
import { getPart } from './get-part.ts'

export const partsRouter = router({
  get: declared('parts.read')
    .input(z.object({ partId: z.number().int() }))
    .query(({ ctx, input }) => getPart(ctx.services, ctx.actor, input.partId)),
})
