import { z } from 'zod'
import { declared, router } from '../trpc.ts'
import { followReport } from './follow-report.ts'
import { listConflicts } from './list-conflicts.ts'
import { reportInputSchema } from './report-input.ts'
import { resolveConflict, resolveConflictSchema } from './resolve-conflict.ts'
import { takeReport } from './take-report.ts'

export const reportsRouter = router({
  submit: declared('reports.submit')
    .input(reportInputSchema)
    .mutation(({ ctx, input }) => takeReport(ctx.services, ctx.actor, input)),
  follow: declared('reports.follow')
    .input(z.object({ followToken: z.string().max(64) }))
    .query(({ ctx, input }) => followReport(ctx.services, input.followToken)),
  conflicts: declared('reports.resolve').query(({ ctx }) => listConflicts(ctx.services, ctx.actor)),
  resolveConflict: declared('reports.resolve')
    .input(resolveConflictSchema)
    .mutation(({ ctx, input }) => resolveConflict(ctx.services, ctx.actor, input)),
})
