import { declared, router } from '../trpc.ts'
import { momentSchema, readMoment } from './read-moment.ts'
import { readReplay, replaySchema } from './read-replay.ts'

export const replayRouter = router({
  read: declared('cases.read')
    .input(replaySchema)
    .query(({ ctx, input }) => readReplay(ctx.services, ctx.actor, input)),
  moment: declared('cases.read')
    .input(momentSchema)
    .query(({ ctx, input }) => readMoment(ctx.services, ctx.actor, input)),
})
