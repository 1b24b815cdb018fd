import { declared, router } from '../trpc.ts'
import { cityFigures } from './city-figures.ts'
import { shippedMetrics } from './shipped-models.ts'
import { TOPIC_NAMES_EN } from './topic-names.ts'
import { understand, understandSchema } from './understand.ts'

export const textRouter = router({
  understand: declared('text.understand')
    .input(understandSchema)
    .query(({ ctx, input }) => understand(ctx.services, ctx.actor, input)),
  /** Figures of the models that come with the program, measured before. */
  metrics: declared('text.measure').query(() => ({ ...shippedMetrics(), topicNamesEn: TOPIC_NAMES_EN })),
  cityFigures: declared('text.measure').query(({ ctx }) => cityFigures(ctx.services, ctx.actor)),
})
