import { z } from 'zod'
import { declared, router } from '../trpc.ts'
import { indexValues } from './index-values.ts'
import { type Indicator, indices, listIndicators } from './indicators.ts'

export const indicesRouter = router({
  list: declared('indices.read').query(() => indices.map(described)),
  catalog: declared('indices.read').query(() =>
    listIndicators().map(({ indicator, ...use }) => ({ ...described(indicator), ...use })),
  ),
  values: declared('indices.read')
    .input(z.object({ code: z.string(), entity: z.enum(['unit_grid', 'duty_grid', 'area']) }))
    .query(({ ctx, input }) => indexValues(ctx.services, ctx.actor, input.code, input.entity)),
})

function described({
  code,
  name,
  nameEn,
  formula,
  formulaEn,
  unit,
  direction,
  minSample,
  version,
  target,
}: Indicator) {
  return { code, name, nameEn, formula, formulaEn, unit, direction, minSample, version, target }
}
