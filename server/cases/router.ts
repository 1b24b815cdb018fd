import { z } from 'zod'
import { declared, router } from '../trpc.ts'
import { actOnCase } from './act.ts'
import { actInputSchema } from './act-input.ts'
import { bulkDispatch, bulkDispatchSchema } from './bulk-dispatch.ts'
import { describeMachine } from './describe-machine.ts'
import { getCase } from './get-case.ts'
import { getCaseFile } from './get-case-file.ts'
import { countInShape, inShapeSchema } from './in-shape.ts'
import { inboxSchema, listInbox } from './list-inbox.ts'
import { listPlaces, placesInputSchema } from './list-places.ts'
import { listQueue, queueInputSchema } from './list-queue.ts'
import { workRouter } from './work/router.ts'

export const casesRouter = router({
  work: workRouter,
  queue: declared('cases.read')
    .input(queueInputSchema)
    .query(({ ctx, input }) => listQueue(ctx.services, ctx.actor, input)),
  places: declared('cases.read')
    .input(placesInputSchema)
    .query(({ ctx, input }) => listPlaces(ctx.services, ctx.actor, input)),
  get: declared('cases.read')
    .input(z.object({ caseId: z.number().int().positive() }))
    .query(({ ctx, input }) => getCase(ctx.services, ctx.actor, input.caseId)),
  /** The same for paper. */
  file: declared('cases.read')
    .input(z.object({ caseId: z.number().int().positive() }))
    .query(({ ctx, input }) => getCaseFile(ctx.services, ctx.actor, input.caseId)),
  inShape: declared('cases.read')
    .input(inShapeSchema)
    .query(({ ctx, input }) => countInShape(ctx.services, ctx.actor, input)),
  /** What waits for a department. */
  inbox: declared('inbox.read')
    .input(inboxSchema)
    .query(({ ctx, input }) => listInbox(ctx.services, ctx.actor, input)),
  /** The lifecycle as data, for the drawing of it. */
  machine: declared('cases.read').query(() => describeMachine()),
  act: declared('cases.act')
    .input(actInputSchema)
    .mutation(({ ctx, input }) => actOnCase(ctx.services, ctx.actor, input)),
  bulkDispatch: declared('cases.bulk_dispatch')
    .input(bulkDispatchSchema)
    .mutation(({ ctx, input }) => bulkDispatch(ctx.services, ctx.actor, input)),
})
