import { z } from 'zod'
import { declared, router } from '../trpc.ts'
import { runCheckup } from './run-checkup.ts'

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
const polygon = z.array(z.array(position).min(4)).min(1)

export const checkupsRouter = router({
  run: declared('checkups.run')
    .input(
      z.object({
        areaId: z.number().int().optional(),
        geometry: z
          .discriminatedUnion('type', [
            z.object({ type: z.literal('Polygon'), coordinates: polygon }),
            z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(polygon).min(1) }),
          ])
          .optional(),
        from: z.iso.datetime(),
        to: z.iso.datetime(),
      }),
    )
    .query(({ ctx, input }) => runCheckup(ctx.services, ctx.actor, input)),
})
