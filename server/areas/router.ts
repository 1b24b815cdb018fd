import { z } from 'zod'
import { declared, router } from '../trpc.ts'
import { getArea, listAreas } from './queries.ts'

const level = z.enum(['city', 'district', 'subdistrict', 'community'])

export const areasRouter = router({
  list: declared('areas.read')
    .input(z.object({ level: level.optional() }).optional())
    .query(({ ctx, input }) => listAreas(ctx.services.db, input?.level)),
  get: declared('areas.read')
    .input(z.object({ areaId: z.number().int() }))
    .query(({ ctx, input }) => getArea(ctx.services.db, input.areaId)),
})
