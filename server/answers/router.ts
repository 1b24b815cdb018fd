import { z } from 'zod'
import { declared, router } from '../trpc.ts'
import { answerQuestion, questionSchema } from './answer-question.ts'
import {
  claimHandOver,
  claimSchema,
  handOver,
  handOverSchema,
  listHandOvers,
  replyHandOver,
  replySchema,
} from './hand-over.ts'
import { keepUnanswered, listUnanswered, notHelpfulSchema, settleUnanswered } from './keep-unanswered.ts'

export const answersRouter = router({
  ask: declared('answers.ask')
    .input(questionSchema)
    .query(({ ctx, input }) => answerQuestion(ctx.services, ctx.actor, input)),
  notHelpful: declared('answers.ask')
    .input(notHelpfulSchema)
    .mutation(({ ctx, input }) =>
      keepUnanswered(ctx.services, { ...input, reason: 'not_helpful', isPublic: false }),
    ),
  handOver: declared('answers.ask')
    .input(handOverSchema)
    .mutation(({ ctx, input }) => handOver(ctx.services, ctx.actor, input)),
  mine: declared('answers.ask').query(({ ctx }) => listHandOvers(ctx.services, ctx.actor, 'mine')),
  queue: declared('answers.reply').query(({ ctx }) => listHandOvers(ctx.services, ctx.actor, 'queue')),
  claim: declared('answers.reply')
    .input(claimSchema)
    .mutation(({ ctx, input }) => claimHandOver(ctx.services, ctx.actor, input)),
  reply: declared('answers.reply')
    .input(replySchema)
    .mutation(({ ctx, input }) => replyHandOver(ctx.services, ctx.actor, input)),
  unanswered: declared('answers.review').query(({ ctx }) => listUnanswered(ctx.services, ctx.actor)),
  settle: declared('answers.review')
    .input(z.object({ unansweredId: z.number().int().positive() }))
    .mutation(({ ctx, input }) => settleUnanswered(ctx.services, ctx.actor, input.unansweredId)),
})
