import { byZoom, labelFont, type MapLayer } from './map-layer.ts'

/** Stretches of road that nobody drives on: barrier tape along them. Fed by the page. */
export const roadClosures: MapLayer = {
  overlay: null,
  layers: ({ palette, scale, labels }) => [
    {
      id: 'road-closures-tape',
      type: 'line',
      source: 'road_closures',
      filter: ['==', ['geometry-type'], 'LineString'],
      layout: { 'line-cap': 'butt', 'line-join': 'round' },
      paint: {
        'line-color': palette.halo,
        'line-width': byZoom(scale * (labels === 'sparse' ? 1.7 : 1), [10, 4.5], [14, 7.5], [17, 15]),
      },
    },
    {
      id: 'road-closures',
      type: 'line',
      source: 'road_closures',
      filter: ['==', ['geometry-type'], 'LineString'],
      layout: { 'line-cap': 'butt', 'line-join': 'round' },
      paint: {
        'line-color': palette.overdue,
        'line-width': byZoom(scale * (labels === 'sparse' ? 1.7 : 1), [10, 3], [14, 5], [17, 11]),
        'line-dasharray': [1.1, 0.7],
      },
    },
  ],
}

/** In the middle of each a no-entry sign with why and until when, above all that crowds there. */
export const closureSigns: MapLayer = {
  overlay: null,
  layers: ({ palette, scale, labels }) => [
    {
      id: 'road-closures-sign',
      type: 'symbol',
      source: 'road_closures',
      filter: ['==', ['geometry-type'], 'Point'],
      layout: {
        'icon-image': `tongguan:barred:${palette.overdue}:${palette.halo}`,
        'icon-size': labels === 'sparse' ? 1.4 * scale : byZoom(scale, [10, 0.6], [14, 0.95], [17, 1.2]),
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'text-field': labels === 'sparse' ? ['get', 'label'] : ['step', ['zoom'], '', 13, ['get', 'label']],
        'text-font': labelFont,
        'text-size': (labels === 'sparse' ? 25 : 12.5) * scale,
        'text-anchor': 'top',
        'text-offset': [0, 1],
        'text-max-width': labels === 'sparse' ? 6 : 12,
        'text-optional': true,
      },
      paint: {
        'text-color': palette.overdue,
        'text-halo-color': palette.halo,
        'text-halo-width': 1.8 * scale,
      },
    },
  ],
}
