import { z } from 'zod'
import { declared, router } from '../trpc.ts'
import { decideDraft, decideDraftSchema } from './decide-draft.ts'
import { getDraft, listStudio, saveDraft, saveDraftSchema, startDraft, startDraftSchema } from './drafts.ts'
import { carveDraft, carveDraftSchema, reviewDraft } from './review-draft.ts'

const draftId = z.object({ draftId: z.number().int().positive() })

export const studioRouter = router({
  list: declared('grids.studio').query(({ ctx }) => listStudio(ctx.services, ctx.actor)),
  get: declared('grids.studio')
    .input(draftId)
    .query(({ ctx, input }) => getDraft(ctx.services, ctx.actor, input.draftId)),
  review: declared('grids.studio')
    .input(draftId.extend({ version: z.number().int() }))
    .query(({ ctx, input }) => reviewDraft(ctx.services, ctx.actor, input.draftId)),
  start: declared('grids.draft')
    .input(startDraftSchema)
    .mutation(({ ctx, input }) => startDraft(ctx.services, ctx.actor, input)),
  save: declared('grids.draft')
    .input(saveDraftSchema)
    .mutation(({ ctx, input }) => saveDraft(ctx.services, ctx.actor, input)),
  carve: declared('grids.draft')
    .input(carveDraftSchema)
    .mutation(({ ctx, input }) => carveDraft(ctx.services, ctx.actor, input)),
  decide: declared('grids.studio')
    .input(decideDraftSchema)
    .mutation(({ ctx, input }) => decideDraft(ctx.services, ctx.actor, input)),
})
