import type { ExpressionSpecification } from 'maplibre-gl'
import { labelFont, type MapLayer } from './map-layer.ts'

/** Sensors are diamonds; a quiet one is hollow, an alarm is a filled red one. Silence is a state of its own. */
export const sensors: MapLayer = {
  overlay: 'sensors',
  layers: ({ palette, scale }) => {
    const icon = (color: string, isFilled: boolean) =>
      `tongguan:diamond:${color}:${isFilled ? 'filled' : 'hollow'}:${palette.halo}`
    const isAlarming: ExpressionSpecification = ['==', ['get', 'alarming'], true]
    const isCluster: ExpressionSpecification = ['has', 'point_count']
    const clusters: ExpressionSpecification = ['all', isCluster, ['step', ['zoom'], isAlarming, 14, true]]
    return [
      {
        id: 'sensor-clusters',
        type: 'circle',
        source: 'sensors',
        'source-layer': 'sensors',
        minzoom: 9,
        filter: clusters,
        paint: {
          'circle-color': palette.ground,
          'circle-opacity': 0.9,
          'circle-radius': [
            'interpolate',
            ['linear'],
            ['sqrt', ['get', 'point_count']],
            1,
            8 * scale,
            20,
            18 * scale,
          ],
          'circle-stroke-color': [
            'match',
            ['get', 'worst'],
            'alarm',
            palette.overdue,
            'warn',
            palette.near,
            palette.done,
          ],
          'circle-stroke-width': 1.5 * scale,
        },
      },
      {
        id: 'sensor-cluster-counts',
        type: 'symbol',
        source: 'sensors',
        'source-layer': 'sensors',
        minzoom: 9,
        filter: clusters,
        layout: {
          'icon-image': icon(palette.normal, false),
          'icon-size': 0.5 * scale,
          'icon-offset': [0, -16],
          'icon-allow-overlap': true,
          'text-field': ['to-string', ['get', 'point_count']],
          'text-font': labelFont,
          'text-size': 10.5 * scale,
          'text-offset': [0, 0.2],
          'text-allow-overlap': true,
        },
        paint: { 'text-color': palette.text },
      },
      {
        id: 'sensors-selected',
        type: 'circle',
        source: 'sensors',
        'source-layer': 'sensors',
        filter: ['!', isCluster],
        paint: {
          'circle-radius': ['case', ['boolean', ['feature-state', 'selected'], false], 13 * scale, 0],
          'circle-color': palette.accent,
          'circle-opacity': 0.25,
          'circle-stroke-color': palette.accent,
          'circle-stroke-width': ['case', ['boolean', ['feature-state', 'selected'], false], 2 * scale, 0],
        },
      },
      {
        id: 'sensors',
        type: 'symbol',
        source: 'sensors',
        'source-layer': 'sensors',
        minzoom: 9,
        filter: ['all', ['!', isCluster], ['step', ['zoom'], isAlarming, 14, true]],
        layout: {
          'icon-image': [
            'match',
            ['get', 'level'],
            'alarm',
            icon(palette.overdue, true),
            'warn',
            icon(palette.near, true),
            'silent',
            icon(palette.done, false),
            icon(palette.normal, false),
          ],
          'icon-size': ['interpolate', ['linear'], ['zoom'], 11, 0.7 * scale, 15, scale],
          'icon-allow-overlap': true,
          'icon-ignore-placement': true,
          'symbol-sort-key': ['match', ['get', 'level'], 'alarm', 3, 'warn', 2, 'silent', 1, 0],
        },
      },
    ]
  },
  legend: ({ palette }) => [
    {
      swatch: { kind: 'icon', icon: `tongguan:diamond:${palette.normal}:hollow:${palette.halo}` },
      label: { zh: '传感器', en: 'Sensor' },
    },
    {
      swatch: { kind: 'icon', icon: `tongguan:diamond:${palette.overdue}:filled:${palette.halo}` },
      label: { zh: '传感器报警', en: 'Sensor alarm' },
    },
    {
      swatch: { kind: 'icon', icon: `tongguan:diamond:${palette.near}:filled:${palette.halo}` },
      label: { zh: '传感器临界', en: 'Sensor near its limit' },
    },
  ],
}
