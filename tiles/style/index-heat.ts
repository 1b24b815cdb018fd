import type { ExpressionSpecification } from 'maplibre-gl'
import type { HeatEntity, MapLayer } from './map-layer.ts'

/** 1 what may rest … 5 what needs attention; 0 too few data; absent: not computed. Set as feature-state. */
const attention: ExpressionSpecification = ['coalesce', ['feature-state', 'attention'], -1]

const sources: Record<HeatEntity, string> = {
  unit_grid: 'unit_grids',
  duty_grid: 'duty_grids',
  area: 'areas',
}

/** Which tile source carries an index computed for this kind of place. */
export function heatSourceOf(entity: HeatEntity): string {
  return sources[entity]
}

/** An index per place as heat. Bright (on paper: dark) always means attention; too few data is hatched, never coloured. */
export const indexHeat: MapLayer = {
  overlay: 'heat',
  layers: ({ palette, heatEntity, labels }) => {
    if (!heatEntity) return []
    const source = sources[heatEntity]
    const [one, two, three, four, five] = palette.heat
    return [
      {
        id: 'heat',
        type: 'fill',
        source,
        'source-layer': source,
        paint: {
          'fill-color': ['match', attention, 1, one, 2, two, 3, three, 4, four, 5, five, palette.ground],
          'fill-opacity': ['case', ['>=', attention, 1], labels === 'sparse' ? 0.78 : 0.66, 0],
          'fill-color-transition': { duration: 300 },
        },
      },
      {
        id: 'heat-too-few',
        type: 'fill',
        source,
        'source-layer': source,
        paint: {
          'fill-pattern': `tongguan:hatch:${palette.hatch}`,
          'fill-opacity': ['case', ['==', attention, 0], 0.45, 0],
        },
      },
      {
        id: 'heat-selected',
        type: 'line',
        source,
        'source-layer': source,
        paint: {
          'line-color': palette.text,
          'line-width': 2.5,
          'line-opacity': ['case', ['boolean', ['feature-state', 'selected'], false], 1, 0],
        },
      },
    ]
  },
  legend: ({ palette }) => [
    {
      swatch: {
        kind: 'ramp',
        colors: palette.heat,
        from: { zh: '平稳', en: 'Calm' },
        to: { zh: '需关注', en: 'Attention' },
      },
      label: { zh: '指数', en: 'Index' },
    },
    { swatch: { kind: 'hatch', color: palette.hatch }, label: { zh: '数据不足', en: 'Too few data' } },
  ],
}
