import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { cases } from './cases.ts'
import { caseIcon } from './icons/icon-name.ts'
import type { LegendEntry, MapLayer, StyleParameters } from './map-layer.ts'
import { casesThen } from './replayed.ts'

/**
 * Two moments on one map: each side has its own layers, and the page lets each be drawn on its own side of a line only.
 * So the ground is fetched, kept and drawn once.
 */
export const sides = ['left', 'right'] as const
export type Side = (typeof sides)[number]

/** The feature-state of duty grids that says how many cases a side has there: 1 few … 5 many. */
export const crowdKeys = { left: 'crowdLeft', right: 'crowdRight' } as const satisfies Record<Side, string>
/** Layers of one side lie next to each other, left below right. */
export const comparedLayers = {
  heat: { left: 'compared-heat-left', right: 'compared-heat-right' },
  cases: { left: 'compared-left', right: 'compared-right' },
} as const satisfies Record<string, Record<Side, string>>

export const comparedHeat: MapLayer = {
  overlay: null,
  layers: (parameters) =>
    parameters.compared === 'heat' ? [tileMasks, ...sides.map((side) => crowdOf(side, parameters))] : [],
}

/**
 * Draws nothing, but the library marks the ground of tiles for it: over the whole map, before only one side may be
 * touched, and once for layers of one source that follow each other.
 */
const tileMasks: LayerSpecification = {
  id: 'compared-heat-masks',
  type: 'fill',
  source: 'duty_grids',
  'source-layer': 'duty_grids',
  paint: { 'fill-opacity': 0 },
}

function crowdOf(side: Side, { palette }: StyleParameters): LayerSpecification {
  const crowd: ExpressionSpecification = ['coalesce', ['feature-state', crowdKeys[side]], 0]
  const [one, two, three, four, five] = palette.heat
  return {
    id: comparedLayers.heat[side],
    type: 'fill',
    source: 'duty_grids',
    'source-layer': 'duty_grids',
    paint: {
      'fill-color': ['match', crowd, 1, one, 2, two, 3, three, 4, four, 5, five, palette.ground],
      'fill-opacity': ['case', ['>=', crowd, 1], 0.66, 0],
    },
  }
}

export const comparedCases: MapLayer = {
  overlay: null,
  layers: (parameters) =>
    parameters.compared ? sides.map((side) => casesThen(comparedLayers.cases[side], parameters)) : [],
  legend: (parameters) => {
    const { palette, compared } = parameters
    if (!compared) return []
    const done: LegendEntry = {
      swatch: { kind: 'icon', icon: caseIcon('done', palette, false) },
      label: { zh: '已办结', en: 'Done' },
    }
    const heat: LegendEntry = {
      swatch: {
        kind: 'ramp',
        colors: palette.heat,
        from: { zh: '案件少', en: 'Few cases' },
        to: { zh: '多', en: 'Many' },
      },
      label: { zh: '每个责任网格的案件', en: 'Cases by duty grid' },
    }
    return [...(cases.legend?.(parameters) ?? []), done, ...(compared === 'heat' ? [heat] : [])]
  },
}
