import { z } from 'zod'
import { declared, router } from '../../trpc.ts'
import { askRequest, requestSchema } from './ask-request.ts'
import { assignUnit, assignUnitSchema } from './assign-unit.ts'
import { assistDoneSchema, assistSchema, finishAssist, giveAssist } from './assist.ts'
import {
  askExclusion,
  callBack,
  callBackSchema,
  decideExclusion,
  decideExclusionSchema,
  excludeSchema,
} from './call-back.ts'
import { checkReportSchema, checkTaskSchema, reportCheck, sendCheck } from './check.ts'
import { claimCase, claimSchema } from './claim.ts'
import { decideRequest, decisionSchema } from './decide-request.ts'
import {
  callMeeting,
  checkIn,
  checkInSchema,
  concludeMeeting,
  concludeSchema,
  meetSchema,
  scoreParty,
  scoreSchema,
} from './meet.ts'
import { mergeCases, mergeSchema, unmergeCase, unmergeSchema } from './merge.ts'
import { orderOversight, overseeSchema, replyOversight, replySchema } from './oversee.ts'
import { parentCases, unparentCase } from './parent.ts'
import { lookAtCase } from './presence.ts'
import { splitCase, splitSchema } from './split.ts'

/** What is done to a case beside its steps. */
export const workRouter = router({
  ask: declared('cases.request')
    .input(requestSchema)
    .mutation(({ ctx, input }) => askRequest(ctx.services, ctx.actor, input)),
  decide: declared('cases.decide')
    .input(decisionSchema)
    .mutation(({ ctx, input }) => decideRequest(ctx.services, ctx.actor, input)),
  merge: declared('cases.merge')
    .input(mergeSchema)
    .mutation(({ ctx, input }) => mergeCases(ctx.services, ctx.actor, input)),
  unmerge: declared('cases.merge')
    .input(unmergeSchema)
    .mutation(({ ctx, input }) => unmergeCase(ctx.services, ctx.actor, input)),
  parent: declared('cases.merge')
    .input(mergeSchema)
    .mutation(({ ctx, input }) => parentCases(ctx.services, ctx.actor, input)),
  unparent: declared('cases.merge')
    .input(unmergeSchema)
    .mutation(({ ctx, input }) => unparentCase(ctx.services, ctx.actor, input)),
  split: declared('cases.decide')
    .input(splitSchema)
    .mutation(({ ctx, input }) => splitCase(ctx.services, ctx.actor, input)),
  assist: declared('cases.assist')
    .input(assistSchema)
    .mutation(({ ctx, input }) => giveAssist(ctx.services, ctx.actor, input)),
  finishAssist: declared('cases.assist')
    .input(assistDoneSchema)
    .mutation(({ ctx, input }) => finishAssist(ctx.services, ctx.actor, input)),
  assign: declared('cases.assign')
    .input(assignUnitSchema)
    .mutation(({ ctx, input }) => assignUnit(ctx.services, ctx.actor, input)),
  sendCheck: declared('cases.check')
    .input(checkTaskSchema)
    .mutation(({ ctx, input }) => sendCheck(ctx.services, ctx.actor, input)),
  reportCheck: declared('cases.check')
    .input(checkReportSchema)
    .mutation(({ ctx, input }) => reportCheck(ctx.services, ctx.actor, input)),
  meet: declared('cases.meet')
    .input(meetSchema)
    .mutation(({ ctx, input }) => callMeeting(ctx.services, ctx.actor, input)),
  checkIn: declared('cases.meet')
    .input(checkInSchema)
    .mutation(({ ctx, input }) => checkIn(ctx.services, ctx.actor, input)),
  conclude: declared('cases.meet')
    .input(concludeSchema)
    .mutation(({ ctx, input }) => concludeMeeting(ctx.services, ctx.actor, input)),
  score: declared('cases.meet')
    .input(scoreSchema)
    .mutation(({ ctx, input }) => scoreParty(ctx.services, ctx.actor, input)),
  oversee: declared('cases.oversee')
    .input(overseeSchema)
    .mutation(({ ctx, input }) => orderOversight(ctx.services, ctx.actor, input)),
  reply: declared('cases.request')
    .input(replySchema)
    .mutation(({ ctx, input }) => replyOversight(ctx.services, ctx.actor, input)),
  callBack: declared('cases.call_back')
    .input(callBackSchema)
    .mutation(({ ctx, input }) => callBack(ctx.services, ctx.actor, input)),
  exclude: declared('cases.call_back')
    .input(excludeSchema)
    .mutation(({ ctx, input }) => askExclusion(ctx.services, ctx.actor, input)),
  decideExclusion: declared('cases.decide')
    .input(decideExclusionSchema)
    .mutation(({ ctx, input }) => decideExclusion(ctx.services, ctx.actor, input)),
  claim: declared('cases.claim')
    .input(claimSchema)
    .mutation(({ ctx, input }) => claimCase(ctx.services, ctx.actor, input)),
  look: declared('cases.read')
    .input(z.object({ caseId: z.number().int().positive() }))
    .mutation(({ ctx, input }) => lookAtCase(ctx.services, ctx.actor, input.caseId)),
})
