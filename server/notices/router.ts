import { z } from 'zod'
import { declared, router } from '../trpc.ts'
import { listNotices, readNotices } from './notices.ts'

export const noticesRouter = router({
  list: declared('notices.read').query(({ ctx }) => listNotices(ctx.services, ctx.actor)),
  read: declared('notices.read')
    .input(z.object({ notificationIds: z.array(z.number().int()).max(200).optional() }))
    .mutation(({ ctx, input }) => readNotices(ctx.services, ctx.actor, input.notificationIds)),
})
