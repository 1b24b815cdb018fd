import { z } from 'zod'
import { declared, router } from '../trpc.ts'
import { namedThings, namedThingsSchema, pageThings, pageThingsSchema } from './page-things.ts'
import { getShape, listShapes, removeShape, saveShape, saveShapeSchema } from './saved-shapes.ts'
import { shapeNear, shapeNearSchema } from './shape-near.ts'
import { thingsInShape, thingsInShapeSchema } from './things-in-shape.ts'

const token = z.object({ token: z.string().max(64) })

export const shapesRouter = router({
  near: declared('shapes.keep')
    .input(shapeNearSchema)
    .query(({ ctx, input }) => shapeNear(ctx.services, input)),
  things: declared('shapes.keep')
    .input(thingsInShapeSchema)
    .query(({ ctx, input }) => thingsInShape(ctx.services, ctx.actor, input)),
  page: declared('shapes.keep')
    .input(pageThingsSchema)
    .query(({ ctx, input }) => pageThings(ctx.services, ctx.actor, input)),
  named: declared('shapes.keep')
    .input(namedThingsSchema)
    .query(({ ctx, input }) => namedThings(ctx.services, ctx.actor, input)),
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
