import { declared, router } from '../trpc.ts'
import { listControlAreas } from './list-control-areas.ts'

export const controlAreasRouter = router({
  list: declared('control_areas.read').query(({ ctx }) => listControlAreas(ctx.services, ctx.actor)),
})
