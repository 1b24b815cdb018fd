import { declared, router } from '../trpc.ts'
import { locateAt } from './locate-at.ts'
import { pointSchema } from './schemas.ts'

export const locateRouter = router({
  at: declared('locate.read')
    .input(pointSchema)
    .query(({ ctx, input }) => locateAt(ctx.services.locator, input.lng, input.lat)),
})
