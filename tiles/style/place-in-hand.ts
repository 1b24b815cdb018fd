import type { MapLayer } from './map-layer.ts'

/** The place in hand, and the shape in hand. What pulses is drawn by the page, so that the map rests. */
export const placeInHand: MapLayer = {
  overlay: null,
  layers: ({ palette, scale }) => [
    {
      id: 'marker',
      type: 'circle',
      source: 'marker',
      paint: {
        'circle-color': palette.accent,
        'circle-radius': 7 * scale,
        'circle-stroke-color': palette.halo,
        'circle-stroke-width': 3 * scale,
      },
    },
    {
      id: 'sketch',
      type: 'fill',
      source: 'sketch',
      paint: { 'fill-color': palette.accent, 'fill-opacity': 0.05 },
    },
    {
      id: 'sketch-line',
      type: 'line',
      source: 'sketch',
      paint: { 'line-color': palette.accent, 'line-width': 2.5 * scale },
    },
  ],
}
