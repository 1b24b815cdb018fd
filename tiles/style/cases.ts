import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { caseIcon } from './icons/icon-name.ts'
import { type Language, labelFont, type MapLayer } from './map-layer.ts'

const isCluster: ExpressionSpecification = ['has', 'point_count']
const isSelected: ExpressionSpecification = ['boolean', ['feature-state', 'selected'], false]

/** Cases: ○ in time, ◐ near its limit, ▲ overdue, grey when done; a violet outline where a machine found it. */
export const cases: MapLayer = {
  overlay: 'cases',
  layers: ({ palette, scale, caseFilter, labels }) => {
    const icon = (shape: 'ring' | 'half' | 'triangle' | 'done', isMachine: boolean) =>
      caseIcon(shape, palette, isMachine)
    const byOrigin = (shape: 'ring' | 'half' | 'triangle' | 'done'): ExpressionSpecification => [
      'case',
      ['==', ['get', 'found_by'], 'machine'],
      icon(shape, true),
      icon(shape, false),
    ]
    const filter = (own: ExpressionSpecification): ExpressionSpecification =>
      caseFilter ? ['all', own, caseFilter] : own
    return [
      {
        id: 'cases-selected',
        type: 'circle',
        source: 'cases',
        'source-layer': 'cases',
        filter: ['!', isCluster],
        paint: {
          'circle-radius': [
            'case',
            isSelected,
            16 * scale,
            ['boolean', ['feature-state', 'hover'], false],
            12 * scale,
            0,
          ],
          'circle-color': palette.accent,
          'circle-opacity': 0.22,
          'circle-stroke-color': palette.accent,
          'circle-stroke-width': ['case', isSelected, 2.5 * scale, 0],
        },
      },
      {
        id: 'cases',
        type: 'symbol',
        source: 'cases',
        'source-layer': 'cases',
        filter: filter(['!', isCluster]),
        layout: {
          'icon-image': [
            'case',
            ['in', ['get', 'state'], ['literal', ['closed', 'canceled']]],
            byOrigin('done'),
            ['==', ['get', 'clock_level'], 'overdue'],
            byOrigin('triangle'),
            ['==', ['get', 'clock_level'], 'near'],
            byOrigin('half'),
            byOrigin('ring'),
          ],
          // From afar only what presses keeps its size.
          'icon-size':
            labels === 'sparse'
              ? ['match', ['get', 'clock_level'], ['overdue', 'near'], 1.15 * scale, 0.6 * scale]
              : [
                  'interpolate',
                  ['linear'],
                  ['zoom'],
                  11,
                  ['match', ['get', 'clock_level'], ['overdue', 'near'], 0.62 * scale, 0.42 * scale],
                  14,
                  ['match', ['get', 'clock_level'], ['overdue', 'near'], 0.95 * scale, 0.8 * scale],
                  17,
                  1.2 * scale,
                ],
          'icon-allow-overlap': true,
          // Near by, names of the ground make room; from afar there would be no room left for names.
          'icon-ignore-placement': ['step', ['zoom'], true, 14, false],
          'symbol-sort-key': [
            '+',
            ['match', ['get', 'clock_level'], 'overdue', 20, 'near', 10, 0],
            ['match', ['get', 'severity'], 'urgent', 3, 'important', 2, 1],
            ['case', ['in', ['get', 'state'], ['literal', ['closed', 'canceled']]], -30, 0],
          ],
        },
      },
    ]
  },
  legend: ({ palette }) => [
    {
      swatch: { kind: 'icon', icon: caseIcon('ring', palette, false) },
      label: { zh: '时限内', en: 'In time' },
    },
    {
      swatch: { kind: 'icon', icon: caseIcon('half', palette, false) },
      label: { zh: '临近时限', en: 'Near its limit' },
    },
    {
      swatch: { kind: 'icon', icon: caseIcon('triangle', palette, false) },
      label: { zh: '超时', en: 'Overdue' },
    },
    {
      swatch: { kind: 'icon', icon: caseIcon('ring', palette, true) },
      label: { zh: '机器发现', en: 'Found by machine' },
    },
  ],
}

/** 1,204 · 2.5 万 · 24.8k: never more than a circle has room for. */
function countText(count: ExpressionSpecification, language: Language): ExpressionSpecification {
  const [from, unit, mark] = language === 'zh' ? [10_000, 10_000, ' 万'] : [10_000, 1000, 'k']
  const digits = { locale: 'en', 'max-fraction-digits': 1 }
  return [
    'case',
    ['>=', count, from],
    ['concat', ['number-format', ['/', count, unit], digits], mark],
    ['number-format', count, digits],
  ]
}

/** From afar cases gather, open ones apart from finished ones; above units, which would hide how many they are. */
export const caseClusters: MapLayer = {
  overlay: 'cases',
  layers: ({ palette, scale, language, labels, areCasesDone, hasDoneCases }) => {
    // What is done stands in clusters of its own; beside open ones it would only hide them.
    const shownClusters: ExpressionSpecification = [
      'all',
      isCluster,
      [areCasesDone ? '==' : '>', ['coalesce', ['get', 'open_count'], 0], 0],
    ]
    const count: ExpressionSpecification = areCasesDone
      ? ['get', 'point_count']
      : ['coalesce', ['get', 'open_count'], ['get', 'point_count']]
    const worstColor: string | ExpressionSpecification = areCasesDone
      ? palette.done
      : ['match', ['get', 'worst'], 'overdue', palette.overdue, 'near', palette.near, palette.normal]
    const radiusOf = (members: ExpressionSpecification): ExpressionSpecification => [
      'interpolate',
      ['linear'],
      ['sqrt', members],
      1,
      (labels === 'sparse' ? 17 : 9) * scale,
      15,
      (labels === 'sparse' ? 32 : 22) * scale,
    ]
    const doneClusters: ExpressionSpecification = [
      'all',
      isCluster,
      ['==', ['coalesce', ['get', 'open_count'], 0], 0],
    ]
    // Aside and below, so that a pair of them reads as two.
    const aside: [number, number] = [34 * scale, 26 * scale]
    const done: LayerSpecification[] = [
      {
        id: 'case-clusters-done',
        type: 'circle',
        source: 'cases',
        'source-layer': 'cases',
        filter: doneClusters,
        paint: {
          'circle-color': palette.ground,
          'circle-opacity': 0.75,
          'circle-stroke-color': palette.done,
          'circle-stroke-width': 1.5 * scale,
          'circle-radius': radiusOf(['get', 'point_count']),
          'circle-translate': aside,
        },
      },
      {
        id: 'case-cluster-counts-done',
        type: 'symbol',
        source: 'cases',
        'source-layer': 'cases',
        filter: doneClusters,
        layout: {
          'text-field': countText(['get', 'point_count'], language),
          'text-font': labelFont,
          'text-size': (labels === 'sparse' ? 24 : 11) * scale,
          'text-allow-overlap': true,
          'text-ignore-placement': true,
        },
        paint: { 'text-color': palette.textMuted, 'text-translate': aside },
      },
    ]
    return [
      ...(hasDoneCases && !areCasesDone ? done : []),
      {
        id: 'case-clusters',
        type: 'circle',
        source: 'cases',
        'source-layer': 'cases',
        filter: shownClusters,
        paint: {
          'circle-color': palette.ground,
          'circle-opacity': 0.9,
          'circle-stroke-color': worstColor,
          'circle-stroke-width': 2 * scale,
          'circle-radius': radiusOf(count),
        },
      },
      {
        id: 'case-cluster-counts',
        type: 'symbol',
        source: 'cases',
        'source-layer': 'cases',
        filter: shownClusters,
        layout: {
          'text-field': countText(count, language),
          'text-font': labelFont,
          'text-size': (labels === 'sparse' ? 27 : 12) * scale,
          'text-allow-overlap': true,
          // The few names of the far map stand beside clusters; near by there would be no room left for names.
          ...(labels === 'sparse'
            ? { 'text-ignore-placement': true }
            : {
                'text-ignore-placement': ['step', ['zoom'], false, 10.6, true] as ExpressionSpecification,
                'text-padding': ['step', ['zoom'], 11 * scale, 10.6, 2] as ExpressionSpecification,
              }),
        },
        paint: { 'text-color': palette.text },
      },
    ]
  },
}
