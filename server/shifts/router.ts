import { declared, router } from '../trpc.ts'
import { giveSchema, giveShift, takeSchema, takeShift } from './hand-over.ts'
import { readShift } from './read-shift.ts'
import { logSchema, writeLog } from './write-log.ts'

export const shiftsRouter = router({
  now: declared('shift.read').query(({ ctx }) => readShift(ctx.services, ctx.actor)),
  log: declared('shift.read')
    .input(logSchema)
    .mutation(({ ctx, input }) => writeLog(ctx.services, ctx.actor, input)),
  give: declared('shift.hand_over')
    .input(giveSchema)
    .mutation(({ ctx, input }) => giveShift(ctx.services, ctx.actor, input)),
  take: declared('shift.hand_over')
    .input(takeSchema)
    .mutation(({ ctx, input }) => takeShift(ctx.services, ctx.actor, input)),
})
