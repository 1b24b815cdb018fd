import { z } from 'zod'
import { declared, router } from '../trpc.ts'
import { dispatchSettingSchema, getDispatchSetting, setDispatchSetting } from './dispatch-setting.ts'
import { planBatch, planBatchSchema } from './plan-batch.ts'
import { suggestDispatch } from './suggest.ts'

export const dispatchRouter = router({
  suggest: declared('dispatch.suggest')
    .input(z.object({ caseId: z.number().int().positive() }))
    .query(({ ctx, input }) => suggestDispatch(ctx.services, ctx.actor, input.caseId)),
  planBatch: declared('cases.bulk_dispatch')
    .input(planBatchSchema)
    .query(({ ctx, input }) => planBatch(ctx.services, ctx.actor, input)),
  setting: declared('robot.read').query(({ ctx }) => getDispatchSetting(ctx.services, ctx.actor)),
  setSetting: declared('robot.steer')
    .input(dispatchSettingSchema)
    .mutation(({ ctx, input }) => setDispatchSetting(ctx.services, ctx.actor, input)),
})
