import { declared, router } from '../trpc.ts'
import { readPositions, readPositionsSchema } from './read-positions.ts'
import { search, searchSchema } from './search.ts'

export const searchRouter = router({
  find: declared('search.read')
    .input(searchSchema)
    .query(({ ctx, input }) => search(ctx.services, ctx.actor, input)),
  positions: declared('search.read')
    .input(readPositionsSchema)
    .query(({ ctx, input }) => readPositions(ctx.services, input)),
})
