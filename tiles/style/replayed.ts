import type { ExpressionSpecification } from 'maplibre-gl'
import { caseIcon } from './icons/icon-name.ts'
import type { MapLayer } from './map-layer.ts'

/** Cases as they stood at a moment that is replayed: fed by the page, in the shapes that cases always have. */
export const replayed: MapLayer = {
  overlay: null,
  layers: ({ palette, scale }) => {
    const byOrigin = (shape: 'ring' | 'half' | 'triangle'): ExpressionSpecification => [
      'case',
      ['get', 'isMachineFound'],
      caseIcon(shape, palette, true),
      caseIcon(shape, palette, false),
    ]
    return [
      {
        id: 'replayed',
        type: 'symbol',
        source: 'replayed',
        layout: {
          'icon-image': [
            'match',
            ['get', 'level'],
            'overdue',
            byOrigin('triangle'),
            'near',
            byOrigin('half'),
            byOrigin('ring'),
          ],
          'icon-size': [
            'interpolate',
            ['linear'],
            ['zoom'],
            11,
            0.5 * scale,
            14,
            0.85 * scale,
            17,
            1.2 * scale,
          ],
          'icon-allow-overlap': true,
          'icon-ignore-placement': true,
          'symbol-sort-key': ['match', ['get', 'level'], 'overdue', 2, 'near', 1, 0],
        },
      },
    ]
  },
}
