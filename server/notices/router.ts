import { z } from 'zod'
import { declared, router } from '../trpc.ts'
import { browserSchema, listenInBrowser, pushKey } from './browser-push.ts'
import {
  deliveryIdSchema,
  destinationSchema,
  giveUpDelivery,
  keepDestination,
  listDestinations,
  retryDelivery,
  retryFailed,
  testDestination,
} from './destinations.ts'
import { findRecipients, selectionSchema } from './find-recipients.ts'
import { getMessage, listMessages } from './list-messages.ts'
import { listNotices, readNotices } from './notices.ts'
import { sendMessage, sendMessageSchema } from './send-message.ts'

export const noticesRouter = router({
  list: declared('notices.read').query(({ ctx }) => listNotices(ctx.services, ctx.actor)),
  read: declared('notices.read')
    .input(z.object({ notificationIds: z.array(z.number().int()).max(200).optional() }))
    .mutation(({ ctx, input }) => readNotices(ctx.services, ctx.actor, input.notificationIds)),
  pushKey: declared('notices.read').query(({ ctx }) => pushKey(ctx.services)),
  listenInBrowser: declared('notices.read')
    .input(browserSchema)
    .mutation(({ ctx, input }) => listenInBrowser(ctx.services, ctx.actor, input)),
  recipients: declared('notices.message')
    .input(selectionSchema)
    .query(({ ctx, input }) => findRecipients(ctx.services, ctx.actor, input)),
  sendMessage: declared('notices.message')
    .input(sendMessageSchema)
    .mutation(({ ctx, input }) => sendMessage(ctx.services, ctx.actor, input)),
  messages: declared('notices.message').query(({ ctx }) => listMessages(ctx.services, ctx.actor)),
  message: declared('notices.message')
    .input(z.object({ messageId: z.number().int().positive() }))
    .query(({ ctx, input }) => getMessage(ctx.services, ctx.actor, input.messageId)),
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
  retryFailed: declared('notices.steer').mutation(({ ctx }) => retryFailed(ctx.services, ctx.actor)),
  giveUp: declared('notices.steer')
    .input(deliveryIdSchema)
    .mutation(({ ctx, input }) => giveUpDelivery(ctx.services, ctx.actor, input.deliveryId)),
})
