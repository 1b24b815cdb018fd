import { z } from 'zod'
import { declared, router } from '../trpc.ts'
import { acceptCandidates, acceptSchema } from './accept.ts'
import { dismissCandidate, dismissSchema } from './dismiss.ts'
import { finishSchema, finishTask } from './finish.ts'
import { getCandidate } from './get-candidate.ts'
import { listCandidates, listSchema } from './list-candidates.ts'
import { readRecord, recordSchema } from './read-record.ts'
import { runDetectors } from './run-detectors.ts'
import { listSettings, setSchema, setSetting } from './settings.ts'

/** 未诉先办: what may become a complaint, seen to before it does. */
export const aheadRouter = router({
  list: declared('ahead.read')
    .input(listSchema)
    .query(({ ctx, input }) => listCandidates(ctx.services, ctx.actor, input)),
  get: declared('ahead.read')
    .input(z.object({ candidateId: z.number().int().positive() }))
    .query(({ ctx, input }) => getCandidate(ctx.services, ctx.actor, input.candidateId)),
  record: declared('ahead.read')
    .input(recordSchema)
    .query(({ ctx, input }) => readRecord(ctx.services, ctx.actor, input)),
  settings: declared('ahead.read').query(({ ctx }) => listSettings(ctx.services, ctx.actor)),
  accept: declared('ahead.decide')
    .input(acceptSchema)
    .mutation(({ ctx, input }) => acceptCandidates(ctx.services, ctx.actor, input)),
  dismiss: declared('ahead.decide')
    .input(dismissSchema)
    .mutation(({ ctx, input }) => dismissCandidate(ctx.services, ctx.actor, input)),
  finish: declared('ahead.finish')
    .input(finishSchema)
    .mutation(({ ctx, input }) => finishTask(ctx.services, ctx.actor, input)),
  set: declared('ahead.steer')
    .input(setSchema)
    .mutation(({ ctx, input }) => setSetting(ctx.services, ctx.actor, input)),
  /** Looks again now, where a parameter was changed. */
  run: declared('ahead.steer').mutation(({ ctx }) => runDetectors(ctx.services)),
})
