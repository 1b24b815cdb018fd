import { z } from 'zod'
import { declared, router } from '../trpc.ts'
import { searchPlaces } from './search-places.ts'

export const placesRouter = router({
  search: declared('places.read')
    .input(z.object({ text: z.string().max(120), limit: z.number().int().min(1).max(50).default(12) }))
    .query(({ ctx, input }) => searchPlaces(ctx.services, input)),
})
