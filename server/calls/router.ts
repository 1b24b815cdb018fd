import { z } from 'zod'
import { listNearby } from '../cases/list-nearby.ts'
import { withScope } from '../db/client.ts'
import { declared, router } from '../trpc.ts'
import { findCaller, findCallerSchema } from './find-caller.ts'
import { finishCall, finishCallSchema } from './finish-call.ts'

export const callsRouter = router({
  finish: declared('calls.take')
    .input(finishCallSchema)
    .mutation(({ ctx, input }) => finishCall(ctx.services, ctx.actor, input)),
  caller: declared('calls.take')
    .input(findCallerSchema)
    .query(({ ctx, input }) => findCaller(ctx.services, ctx.actor, input)),
  /** Open cases around the place that the caller means. */
  nearby: declared('calls.take')
    .input(z.object({ lng: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) }))
    .query(({ ctx, input: { lng, lat } }) =>
      withScope(ctx.services.db, ctx.actor, (trx) => listNearby(trx, [lng, lat])),
    ),
})
