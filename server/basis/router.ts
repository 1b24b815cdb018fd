import { z } from 'zod'
import { declared, router } from '../trpc.ts'
import { changeDays, changeDaysSchema, previewDays, previewDaysSchema } from './calendar/change-days.ts'
import { listCalendar, listCalendarSchema } from './calendar/list-calendar.ts'
import { decideChange, decideChangeSchema, listChanges } from './changes/changes.ts'
import { addLink, addLinkSchema, decideLinks, decideLinksSchema } from './decide-links.ts'
import { getRegulation } from './get-regulation.ts'
import { listEscalation, saveEscalation, saveEscalationSchema } from './limits/escalation-limits.ts'
import { limitsOfCategorySchema } from './limits/limits-input.ts'
import { limitVersionsSchema, listLimitVersions } from './limits/list-limit-versions.ts'
import { previewLimits } from './limits/preview-limits.ts'
import {
  publishLimits,
  publishLimitsSchema,
  withdrawLimits,
  withdrawLimitsSchema,
} from './limits/publish-limits.ts'
import { listCategories } from './list-categories.ts'
import { categoryBasis, categoryBasisSchema, listCategoryBasis } from './list-category-basis.ts'
import { listDuties } from './list-duties.ts'
import { listRegulations } from './list-regulations.ts'
import { discardDraft, draftSchema, publishDraft, saveHead, saveHeadSchema } from './publish-draft.ts'
import { reviewVersion } from './review-draft.ts'
import { searchArticles, searchArticlesSchema } from './search-articles.ts'

export const categoriesRouter = router({
  list: declared('categories.read').query(({ ctx }) => listCategories(ctx.services.db)),
})

const limitsRouter = router({
  versions: declared('basis.read')
    .input(limitVersionsSchema)
    .query(({ ctx, input }) => listLimitVersions(ctx.services, ctx.actor, input)),
  preview: declared('limits.edit')
    .input(limitsOfCategorySchema)
    .query(({ ctx, input }) => previewLimits(ctx.services, ctx.actor, input)),
  publish: declared('limits.edit')
    .input(publishLimitsSchema)
    .mutation(({ ctx, input }) => publishLimits(ctx.services, ctx.actor, input)),
  withdraw: declared('limits.edit')
    .input(withdrawLimitsSchema)
    .mutation(({ ctx, input }) => withdrawLimits(ctx.services, ctx.actor, input)),
  escalation: declared('basis.read').query(({ ctx }) => listEscalation(ctx.services, ctx.actor)),
  saveEscalation: declared('limits.edit')
    .input(saveEscalationSchema)
    .mutation(({ ctx, input }) => saveEscalation(ctx.services, ctx.actor, input)),
})

const calendarRouter = router({
  list: declared('basis.read')
    .input(listCalendarSchema)
    .query(({ ctx, input }) => listCalendar(ctx.services, ctx.actor, input)),
  preview: declared('limits.edit')
    .input(previewDaysSchema)
    .query(({ ctx, input }) => previewDays(ctx.services, ctx.actor, input)),
  change: declared('limits.edit')
    .input(changeDaysSchema)
    .mutation(({ ctx, input }) => changeDays(ctx.services, ctx.actor, input)),
})

const regulationId = z.object({ regulationId: z.number().int().positive() })

export const basisRouter = router({
  calendar: calendarRouter,
  limits: limitsRouter,
  regulations: declared('basis.read').query(({ ctx }) => listRegulations(ctx.services, ctx.actor)),
  regulation: declared('basis.read')
    .input(regulationId)
    .query(({ ctx, input }) => getRegulation(ctx.services, ctx.actor, input.regulationId)),
  search: declared('basis.read')
    .input(searchArticlesSchema)
    .query(({ ctx, input }) => searchArticles(ctx.services, ctx.actor, input)),
  categories: declared('basis.read').query(({ ctx }) => listCategoryBasis(ctx.services, ctx.actor)),
  category: declared('basis.read')
    .input(categoryBasisSchema)
    .query(({ ctx, input }) => categoryBasis(ctx.services, ctx.actor, input)),
  duties: declared('basis.read').query(({ ctx }) => listDuties(ctx.services, ctx.actor)),
  changes: declared('basis.read').query(({ ctx }) => listChanges(ctx.services, ctx.actor)),
  decideChange: declared('basis.edit')
    .input(decideChangeSchema)
    .mutation(({ ctx, input }) => decideChange(ctx.services, ctx.actor, input)),
  review: declared('basis.read')
    .input(regulationId)
    .query(({ ctx, input }) => reviewVersion(ctx.services, ctx.actor, input.regulationId)),
  saveHead: declared('basis.edit')
    .input(saveHeadSchema)
    .mutation(({ ctx, input }) => saveHead(ctx.services, ctx.actor, input)),
  decideLinks: declared('basis.edit')
    .input(decideLinksSchema)
    .mutation(({ ctx, input }) => decideLinks(ctx.services, ctx.actor, input)),
  addLink: declared('basis.edit')
    .input(addLinkSchema)
    .mutation(({ ctx, input }) => addLink(ctx.services, ctx.actor, input)),
  discard: declared('basis.edit')
    .input(draftSchema)
    .mutation(({ ctx, input }) => discardDraft(ctx.services, ctx.actor, input)),
  publish: declared('basis.edit')
    .input(draftSchema)
    .mutation(({ ctx, input }) => publishDraft(ctx.services, ctx.actor, input)),
})
