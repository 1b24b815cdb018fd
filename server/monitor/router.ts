import { declared, router } from '../trpc.ts'
import { behindSchema, listBehind } from './list-behind.ts'
import { readCallbacks } from './read-callbacks.ts'
import { readClosures } from './read-closures.ts'
import { readMonitor } from './read-monitor.ts'

export const monitorRouter = router({
  now: declared('monitor.read').query(({ ctx }) => readMonitor(ctx.services, ctx.actor)),
  callbacks: declared('monitor.read').query(({ ctx }) => readCallbacks(ctx.services, ctx.actor)),
  closures: declared('monitor.read').query(({ ctx }) => readClosures(ctx.services, ctx.actor)),
  behind: declared('monitor.read')
    .input(behindSchema)
    .query(({ ctx, input }) => listBehind(ctx.services, ctx.actor, input)),
})
