import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { caseIcon } from './icons/icon-name.ts'
import type { MapLayer, StyleParameters } from './map-layer.ts'

/** Cases as they stood at a moment that is replayed. */
export const replayed: MapLayer = {
  overlay: null,
  layers: (parameters) => [casesThen('replayed', parameters)],
}

/** Cases that the page feeds with how they stood then, in the shapes that cases always have. */
export function casesThen(source: string, { palette, scale }: StyleParameters): LayerSpecification {
  const byOrigin = (shape: 'ring' | 'half' | 'triangle' | 'done'): ExpressionSpecification => [
    'case',
    ['get', 'isMachineFound'],
    caseIcon(shape, palette, true),
    caseIcon(shape, palette, false),
  ]
  return {
    id: source,
    type: 'symbol',
    source,
    layout: {
      'icon-image': [
        'match',
        ['get', 'level'],
        'overdue',
        byOrigin('triangle'),
        'near',
        byOrigin('half'),
        'done',
        byOrigin('done'),
        byOrigin('ring'),
      ],
      'icon-size': ['interpolate', ['linear'], ['zoom'], 11, 0.5 * scale, 14, 0.85 * scale, 17, 1.2 * scale],
      'icon-allow-overlap': true,
      'icon-ignore-placement': true,
      'symbol-sort-key': ['match', ['get', 'level'], 'overdue', 2, 'near', 1, 'done', -1, 0],
    },
  }
}
