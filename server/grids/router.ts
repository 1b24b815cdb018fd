import { z } from 'zod'
import { declared, router } from '../trpc.ts'
import { getGrid } from './get-grid.ts'
import { DEFAULT_UNSEEN_DAYS, listMyGrids } from './list-my-grids.ts'

const unseenDays = z.number().int().min(1).max(365).default(DEFAULT_UNSEEN_DAYS)

export const gridsRouter = router({
  mine: declared('grids.read')
    .input(z.object({ unseenDays }).optional())
    .query(({ ctx, input }) => listMyGrids(ctx.services, ctx.actor, input?.unseenDays)),
  get: declared('grids.read')
    .input(z.object({ dutyGridId: z.number().int(), unseenDays }))
    .query(({ ctx, input }) => getGrid(ctx.services, ctx.actor, input.dutyGridId, input.unseenDays)),
})
