import { declared, router } from '../trpc.ts'
import { wallSummary } from './wall-summary.ts'

export const wallRouter = router({
  summary: declared('wall.read').query(({ ctx }) => wallSummary(ctx.services, ctx.actor)),
})
