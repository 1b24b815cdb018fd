import { declared, router } from '../trpc.ts'
import { listUnits } from './list-units.ts'
import { moveUnits, moveUnitsSchema } from './move-units.ts'

export const unitsRouter = router({
  list: declared('units.read').query(({ ctx }) => listUnits(ctx.services, ctx.actor)),
  move: declared('units.move')
    .input(moveUnitsSchema)
    .mutation(({ ctx, input }) => moveUnits(ctx.services, ctx.actor, input)),
})
