import { declared, router } from '../trpc.ts'
import { listRejections } from './list-rejections.ts'
import { settleRejection, settleRejectionSchema } from './settle-rejection.ts'

export const intakeRouter = router({
  rejections: declared('reports.resolve').query(({ ctx }) => listRejections(ctx.services)),
  settle: declared('reports.resolve')
    .input(settleRejectionSchema)
    .mutation(({ ctx, input }) => settleRejection(ctx.services, ctx.actor, input)),
})
