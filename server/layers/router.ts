import { z } from 'zod'
import { declared, router } from '../trpc.ts'
import { getLayerFeature } from './get-layer-feature.ts'
import { getImport, listImports } from './list-imports.ts'
import { listLayers } from './list-layers.ts'
import { namedFeatures, namedFeaturesSchema } from './named-features.ts'
import { undoImport } from './undo-import.ts'

const importId = z.object({ importId: z.number().int().positive() })

export const layersRouter = router({
  list: declared('layers.read').query(({ ctx }) => listLayers(ctx.services, ctx.actor)),
  feature: declared('layers.read')
    .input(z.object({ layerFeatureId: z.number().int().positive() }))
    .query(({ ctx, input }) => getLayerFeature(ctx.services, ctx.actor, input.layerFeatureId)),
  named: declared('layers.read')
    .input(namedFeaturesSchema)
    .query(({ ctx, input }) => namedFeatures(ctx.services, ctx.actor, input.ids)),
  imports: declared('layers.import').query(({ ctx }) => listImports(ctx.services, ctx.actor)),
  import: declared('layers.import')
    .input(importId)
    .query(({ ctx, input }) => getImport(ctx.services, ctx.actor, input.importId)),
  undo: declared('layers.import')
    .input(importId)
    .mutation(({ ctx, input }) => undoImport(ctx.services, ctx.actor, input.importId)),
})
