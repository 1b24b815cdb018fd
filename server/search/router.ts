import { declared, router } from '../trpc.ts'
import { search, searchSchema } from './search.ts'

export const searchRouter = router({
  find: declared('search.read')
    .input(searchSchema)
    .query(({ ctx, input }) => search(ctx.services, ctx.actor, input)),
})
