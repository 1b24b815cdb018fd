import { z } from 'zod'
import { pointSchema } from '../locate/schemas.ts'
import { declared, router } from '../trpc.ts'
import { listTasks } from './list-tasks.ts'
import { patrolSchema, seeGrid } from './see-grid.ts'

/** What waits for somebody out in the city. */
export const tasksRouter = router({
  mine: declared('tasks.read')
    .input(z.object({ near: pointSchema.optional() }).optional())
    .query(({ ctx, input }) => listTasks(ctx.services, ctx.actor, input?.near)),
  seeGrid: declared('tasks.patrol')
    .input(patrolSchema)
    .mutation(({ ctx, input }) => seeGrid(ctx.services, ctx.actor, input)),
})
