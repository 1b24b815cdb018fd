import { declared, router } from '../trpc.ts'
import {
  appeal,
  appealAgain,
  appealAgainSchema,
  appealSchema,
  appealsSchema,
  decideAppeal,
  decideAppealSchema,
  listAppeals,
} from './appeals.ts'
import { calculateSchema, calculateSheet } from './calculate-sheet.ts'
import {
  applySchema,
  applySheet,
  publishSchema,
  publishSheet,
  withdrawSchema,
  withdrawSheet,
} from './decide-sheet.ts'
import { getSheet, itemsSchema, listItems, monthInputSchema } from './read-sheets.ts'
import { verifySchema, verifySheet } from './verify-sheet.ts'

/** 考评: to calculate, to publish and to apply points are three permissions. */
export const appraisalRouter = router({
  sheet: declared('appraisal.read')
    .input(monthInputSchema)
    .query(({ ctx, input }) => getSheet(ctx.services, ctx.actor, input)),
  items: declared('appraisal.read')
    .input(itemsSchema)
    .query(({ ctx, input }) => listItems(ctx.services, ctx.actor, input)),
  appeals: declared('appraisal.read')
    .input(appealsSchema)
    .query(({ ctx, input }) => listAppeals(ctx.services, ctx.actor, input)),
  verifySheet: declared('appraisal.calculate')
    .input(verifySchema)
    .mutation(({ ctx, input }) => verifySheet(ctx.services, ctx.actor, input)),
  calculateSheet: declared('appraisal.calculate')
    .input(calculateSchema)
    .mutation(({ ctx, input }) => calculateSheet(ctx.services, ctx.actor, input)),
  publishSheet: declared('appraisal.publish')
    .input(publishSchema)
    .mutation(({ ctx, input }) => publishSheet(ctx.services, ctx.actor, input)),
  withdrawSheet: declared('appraisal.publish')
    .input(withdrawSchema)
    .mutation(({ ctx, input }) => withdrawSheet(ctx.services, ctx.actor, input)),
  applySheet: declared('appraisal.apply')
    .input(applySchema)
    .mutation(({ ctx, input }) => applySheet(ctx.services, ctx.actor, input)),
  appeal: declared('appraisal.appeal')
    .input(appealSchema)
    .mutation(({ ctx, input }) => appeal(ctx.services, ctx.actor, input)),
  appealAgain: declared('appraisal.appeal')
    .input(appealAgainSchema)
    .mutation(({ ctx, input }) => appealAgain(ctx.services, ctx.actor, input)),
  decideAppeal: declared('appraisal.review')
    .input(decideAppealSchema)
    .mutation(({ ctx, input }) => decideAppeal(ctx.services, ctx.actor, input)),
})
