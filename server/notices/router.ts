import { z } from 'zod'
import { declared, router } from '../trpc.ts'
import {
  deliveryIdSchema,
  destinationSchema,
  keepDestination,
  listDestinations,
  retryDelivery,
  testDestination,
} from './destinations.ts'
import { listNotices, readNotices } from './notices.ts'

export const noticesRouter = router({
  list: declared('notices.read').query(({ ctx }) => listNotices(ctx.services, ctx.actor)),
  read: declared('notices.read')
    .input(z.object({ notificationIds: z.array(z.number().int()).max(200).optional() }))
    .mutation(({ ctx, input }) => readNotices(ctx.services, ctx.actor, input.notificationIds)),
  destinations: declared('notices.steer').query(({ ctx }) => listDestinations(ctx.services)),
  keepDestination: declared('notices.steer')
    .input(destinationSchema)
    .mutation(({ ctx, input }) => keepDestination(ctx.services, ctx.actor, input)),
  testDestination: declared('notices.steer')
    .input(z.object({ destinationId: z.number().int().positive() }))
    .mutation(({ ctx, input }) => testDestination(ctx.services, ctx.actor, input.destinationId)),
  retry: declared('notices.steer')
    .input(deliveryIdSchema)
    .mutation(({ ctx, input }) => retryDelivery(ctx.services, ctx.actor, input.deliveryId)),
})
