import { declared, router } from '../trpc.ts'
import { readReplay, replaySchema } from './read-replay.ts'

export const replayRouter = router({
  read: declared('cases.read')
    .input(replaySchema)
    .query(({ ctx, input }) => readReplay(ctx.services, ctx.actor, input)),
})
