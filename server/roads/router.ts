import { declared, router } from '../trpc.ts'
import { stretchBetween, stretchSchema } from './stretch-between.ts'

export const roadsRouter = router({
  between: declared('places.read')
    .input(stretchSchema)
    .query(({ ctx, input }) => stretchBetween(ctx.services, input)),
})
