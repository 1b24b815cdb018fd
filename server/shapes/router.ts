import { z } from 'zod'
import { declared, router } from '../trpc.ts'
import { getShape, listShapes, removeShape, saveShape, saveShapeSchema } from './saved-shapes.ts'

const token = z.object({ token: z.string().max(64) })

export const shapesRouter = router({
  list: declared('shapes.keep').query(({ ctx }) => listShapes(ctx.services, ctx.actor)),
  get: declared('shapes.keep')
    .input(token)
    .query(({ ctx, input }) => getShape(ctx.services, ctx.actor, input.token)),
  save: declared('shapes.keep')
    .input(saveShapeSchema)
    .mutation(({ ctx, input }) => saveShape(ctx.services, ctx.actor, input)),
  remove: declared('shapes.keep')
    .input(token)
    .mutation(({ ctx, input }) => removeShape(ctx.services, ctx.actor, input.token)),
})
