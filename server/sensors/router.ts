import { z } from 'zod'
import { declared, router } from '../trpc.ts'
import { ingestReadings, readingsSchema } from './ingest-readings.ts'
import { getSensor, listSensors, listSensorsSchema } from './list-sensors.ts'

export const sensorsRouter = router({
  list: declared('sensors.read')
    .input(listSensorsSchema)
    .query(({ ctx, input }) => listSensors(ctx.services, ctx.actor, input)),
  get: declared('sensors.read')
    .input(z.object({ sensorId: z.number().int() }))
    .query(({ ctx, input }) => getSensor(ctx.services, ctx.actor, input.sensorId)),
  ingest: declared('sensors.ingest')
    .input(readingsSchema)
    .mutation(({ ctx, input }) => ingestReadings(ctx.services, ctx.actor, input)),
})
