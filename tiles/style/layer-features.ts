import type { ExpressionSpecification, FilterSpecification } from 'maplibre-gl'
import { labelFont, type MapLayer } from './map-layer.ts'
import type { Palette } from './tokens.ts'

/** The colour of a layer that somebody brought in. */
export function layerColor({ layers }: Palette, layerId: number): string {
  return layers[layerId % layers.length]!
}

const isCluster: ExpressionSpecification = ['has', 'point_count']

/** What people brought in: points, lines and areas in the colour of their layer. */
export const layerFeatures: MapLayer = {
  overlay: 'layer_features',
  layers: ({ palette, scale, layerIds }) => {
    const color: ExpressionSpecification = [
      'to-color',
      ['at', ['%', ['get', 'layer_id'], palette.layers.length], ['literal', [...palette.layers]]],
    ]
    const isSelected: ExpressionSpecification = ['boolean', ['feature-state', 'selected'], false]
    const isShown: ExpressionSpecification = ['in', ['get', 'layer_id'], ['literal', [...(layerIds ?? [])]]]
    const filter = (type: 'Point' | 'LineString' | 'Polygon', isOf = true): FilterSpecification => {
      const kind: ExpressionSpecification = [isOf ? '==' : '!=', ['geometry-type'], type]
      return layerIds ? ['all', kind, isShown] : kind
    }
    const source = { source: 'layer_features', 'source-layer': 'layer_features' } as const
    return [
      {
        id: 'layer-features-fill',
        type: 'fill',
        ...source,
        filter: filter('Polygon'),
        paint: { 'fill-color': color, 'fill-opacity': ['case', isSelected, 0.4, 0.16] },
      },
      {
        id: 'layer-features-line',
        type: 'line',
        ...source,
        filter: filter('Point', false),
        layout: { 'line-join': 'round', 'line-cap': 'round' },
        paint: { 'line-color': color, 'line-width': ['case', isSelected, 4 * scale, 2 * scale] },
      },
      {
        id: 'layer-features',
        type: 'circle',
        ...source,
        filter: ['all', filter('Point'), ['!', isCluster]] as FilterSpecification,
        paint: {
          'circle-color': color,
          'circle-radius': ['interpolate', ['linear'], ['zoom'], 10, 3 * scale, 16, 6 * scale],
          'circle-stroke-color': ['case', isSelected, palette.accent, palette.halo],
          'circle-stroke-width': ['case', isSelected, 3 * scale, 1.5 * scale],
        },
      },
      {
        id: 'layer-feature-clusters',
        type: 'circle',
        ...source,
        filter: ['all', filter('Point'), isCluster] as FilterSpecification,
        paint: {
          'circle-color': palette.ground,
          'circle-opacity': 0.88,
          'circle-radius': [
            'interpolate',
            ['linear'],
            ['sqrt', ['get', 'point_count']],
            1,
            6 * scale,
            30,
            18 * scale,
          ],
          'circle-stroke-color': color,
          'circle-stroke-width': 2 * scale,
        },
      },
      {
        id: 'layer-feature-counts',
        type: 'symbol',
        ...source,
        filter: ['all', filter('Point'), isCluster] as FilterSpecification,
        layout: {
          'text-field': ['to-string', ['get', 'point_count']],
          'text-font': labelFont,
          'text-size': ['case', ['<', ['get', 'point_count'], 10], 9 * scale, 10.5 * scale],
          // It stands within its own circle: an empty one would say nothing.
          'text-allow-overlap': true,
          'text-ignore-placement': true,
        },
        paint: { 'text-color': palette.text },
      },
      {
        id: 'layer-features-name',
        type: 'symbol',
        ...source,
        minzoom: 14.5,
        ...(layerIds && { filter: isShown }),
        layout: {
          'text-field': ['get', 'name'],
          'text-font': labelFont,
          'text-size': 12 * scale,
          'text-anchor': 'top',
          'text-offset': [0, 0.7],
          'text-max-width': 9,
          'text-optional': true,
        },
        paint: { 'text-color': color, 'text-halo-color': palette.halo, 'text-halo-width': 1.6 * scale },
      },
    ]
  },
  legend: ({ palette }) => [
    { swatch: { kind: 'fill', color: palette.layers[0] }, label: { zh: '专题图层', en: 'Own layer' } },
  ],
}
