import { z } from 'zod'
import { declared, router } from '../trpc.ts'
import { listViews } from './list-views.ts'
import { removeView } from './remove-view.ts'
import { saveView, saveViewSchema } from './save-view.ts'

export const viewsRouter = router({
  list: declared('views.keep').query(({ ctx }) => listViews(ctx.services, ctx.actor)),
  save: declared('views.keep')
    .input(saveViewSchema)
    .mutation(({ ctx, input }) => saveView(ctx.services, ctx.actor, input)),
  remove: declared('views.keep')
    .input(z.object({ viewId: z.number().int().positive() }))
    .mutation(({ ctx, input }) => removeView(ctx.services, ctx.actor, input.viewId)),
})
