import { labelFont, type MapLayer, nameIn } from './map-layer.ts'

/** Units are arrows in their heading; a free one is the accent's, a busy one neutral, one off shift faint. */
export const units: MapLayer = {
  overlay: 'units',
  layers: ({ palette, scale, language, labels }) => [
    {
      id: 'units-selected',
      type: 'circle',
      source: 'units',
      paint: {
        'circle-radius': ['case', ['boolean', ['feature-state', 'selected'], false], 15 * scale, 0],
        'circle-color': palette.accent,
        'circle-opacity': 0.22,
        'circle-stroke-color': palette.accent,
        'circle-stroke-width': ['case', ['boolean', ['feature-state', 'selected'], false], 2 * scale, 0],
      },
    },
    {
      id: 'units',
      type: 'symbol',
      source: 'units',
      filter:
        labels === 'sparse'
          ? ['!=', ['get', 'status'], 'off']
          : ['step', ['zoom'], ['!=', ['get', 'status'], 'off'], 13, true],
      layout: {
        'icon-image': [
          'match',
          ['get', 'status'],
          'idle',
          `tongguan:arrow:${palette.accent}:${palette.halo}`,
          'off',
          `tongguan:arrow:${palette.done}:${palette.halo}`,
          `tongguan:arrow:${palette.normal}:${palette.halo}`,
        ],
        'icon-rotate': ['coalesce', ['get', 'headingDegrees'], 0],
        'icon-rotation-alignment': 'map',
        'icon-size':
          labels === 'sparse'
            ? 0.85 * scale
            : [
                'interpolate',
                ['linear'],
                ['zoom'],
                9,
                0.38 * scale,
                12,
                0.65 * scale,
                14,
                0.9 * scale,
                17,
                1.1 * scale,
              ],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        ...(labels === 'sparse'
          ? {}
          : {
              'text-field': ['step', ['zoom'], '', 15, nameIn(language, 'name', 'nameEn')],
              'text-font': labelFont,
              'text-size': 11 * scale,
              'text-anchor': 'top',
              'text-offset': [0, 0.9],
              'text-optional': true,
            }),
      },
      paint: {
        'icon-opacity': ['match', ['get', 'status'], 'off', 0.6, 1],
        'text-color': palette.textMuted,
        'text-halo-color': palette.halo,
        'text-halo-width': 1.3 * scale,
      },
    },
  ],
  legend: ({ palette }) => [
    {
      swatch: { kind: 'icon', icon: `tongguan:arrow:${palette.accent}:${palette.halo}` },
      label: { zh: '空闲力量', en: 'Unit, free' },
    },
    {
      swatch: { kind: 'icon', icon: `tongguan:arrow:${palette.normal}:${palette.halo}` },
      label: { zh: '在途 / 处置中', en: 'Unit, at work' },
    },
    {
      swatch: { kind: 'icon', icon: `tongguan:arrow:${palette.done}:${palette.halo}` },
      label: { zh: '不当班', en: 'Unit, off shift' },
    },
  ],
}
