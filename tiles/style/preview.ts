import type { FilterSpecification } from 'maplibre-gl'
import type { MapLayer } from './map-layer.ts'

/**
 * Things that are looked at before they are kept, above everything else; those of tone `strong` stand out, and a `band` is
 * one of several that lie over each other.
 */
export const preview: MapLayer = {
  overlay: null,
  layers: ({ palette, scale }) => {
    const of = (type: string): FilterSpecification => ['==', ['geometry-type'], type]
    return [
      {
        id: 'preview-fill',
        type: 'fill',
        source: 'preview',
        filter: of('Polygon'),
        paint: { 'fill-color': palette.accent, 'fill-opacity': 0.15 },
      },
      {
        id: 'preview-line',
        type: 'line',
        source: 'preview',
        filter: ['all', ['!=', ['geometry-type'], 'Point'], ['!=', ['get', 'tone'], 'band']],
        paint: { 'line-color': palette.accent, 'line-width': 2 * scale, 'line-dasharray': [3, 1.5] },
      },
      {
        id: 'preview-band',
        type: 'line',
        source: 'preview',
        filter: ['==', ['get', 'tone'], 'band'],
        paint: { 'line-color': palette.accent, 'line-width': 1.2 * scale, 'line-opacity': 0.7 },
      },
      {
        id: 'preview',
        type: 'circle',
        source: 'preview',
        filter: of('Point'),
        paint: {
          'circle-color': ['match', ['get', 'tone'], 'strong', palette.near, palette.accent],
          'circle-radius': 4.5 * scale,
          'circle-stroke-color': palette.halo,
          'circle-stroke-width': 1.5 * scale,
        },
      },
    ]
  },
}
