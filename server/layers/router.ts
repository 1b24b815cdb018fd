import { declared, router } from '../trpc.ts'
import { listLayers } from './list-layers.ts'

export const layersRouter = router({
  list: declared('layers.read').query(({ ctx }) => listLayers(ctx.services, ctx.actor)),
})
