import { createExpression, latest, validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cityStyle, legendOf } from './city-style.ts'
import { drawOrder } from './draw-order.ts'
import { drawIcon } from './icons/draw-icon.ts'
import type { Language, OverlayLook, OverlayName, StyleParameters } from './map-layer.ts'
import { type Flavor, palettes } from './tokens.ts'

const everything: OverlayName[] = [
  'areas',
  'duty_grids',
  'unit_grids',
  'heat',
  'parts',
  'sensors',
  'units',
  'cases',
  'layer_features',
]

function parameters(
  flavor: Flavor,
  overlays: readonly OverlayName[] = everything,
  language: Language = 'zh',
): StyleParameters {
  return {
    flavor,
    palette: palettes[flavor],
    language,
    scale: 1,
    labels: flavor.startsWith('wall') ? 'sparse' : 'full',
    overlays: new Set(overlays),
    mainLevel: 'subdistrict',
    heatEntity: 'unit_grid',
    caseFilter: null,
    layerIds: overlays.length > 0 ? [1, 2] : null,
  }
}
const flavors = Object.keys(palettes) as Flavor[]
const styleOf = (flavor: Flavor, overlays?: readonly OverlayName[], language?: Language) =>
  cityStyle(parameters(flavor, overlays, language), 'http://city.test/api/tiles', [])

test.each(
  flavors.flatMap((flavor) =>
    (['zh', 'en'] as const).flatMap((language) =>
      [everything, []].map((overlays) => ({ flavor, language, overlays })),
    ),
  ),
)('$flavor, $language, $overlays: what the map library reads is valid', ({ flavor, language, overlays }) => {
  expect(validateStyleMin(styleOf(flavor, overlays, language) as never)).toEqual([])
})

test.each(flavors)('%s: two moments have a layer each, one after the other', (flavor) => {
  const style = cityStyle({ ...parameters(flavor), compared: 'heat' }, 'http://city.test/api/tiles', [])
  expect(validateStyleMin(style as never)).toEqual([])
  const ids = style.layers.map(({ id }) => id)
  // One after the other and of one source: see `tileMasks`.
  expect(ids.filter((id) => id.startsWith('compared-heat'))).toEqual([
    'compared-heat-masks',
    'compared-heat-left',
    'compared-heat-right',
  ])
  expect(ids.indexOf('compared-heat-right') - ids.indexOf('compared-heat-masks')).toBe(2)
  expect(ids.indexOf('compared-right') - ids.indexOf('compared-left')).toBe(1)
  expect(styleOf(flavor).layers.some(({ id }) => id.startsWith('compared'))).toBe(false)
})

const anyOrder = fc.shuffledSubarray(everything, { minLength: everything.length })
const anyLooks = fc.dictionary(
  fc.constantFrom(...everything),
  fc.record({
    opacity: fc.double({ min: 0.05, max: 1, noNaN: true }),
    minZoom: fc.double({ min: 8, max: 14, noNaN: true }),
    maxZoom: fc.double({ min: 15, max: 19.5, noNaN: true }),
  }),
)

test('any order and look of the layers is a valid style of the same ground', () => {
  const ground = styleOf('light', []).layers.map(({ id }) => id)
  fc.assert(
    fc.property(anyOrder, anyLooks, (overlayOrder, looks) => {
      const style = cityStyle(
        {
          ...parameters('light'),
          overlayOrder,
          looks: new Map(Object.entries(looks) as [OverlayName, OverlayLook][]),
        },
        'http://city.test/api/tiles',
        [],
      )
      expect(validateStyleMin(style as never)).toEqual([])
      const ids = style.layers.map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      expect(ids.filter((id) => ground.includes(id))).toEqual(ground.filter((id) => ids.includes(id)))
      const topOf = { cases: 'cases', parts: 'parts', sensors: 'sensors', duty_grids: 'duty-grids-line' }
      const wanted = overlayOrder.flatMap((name) => topOf[name as 'cases'] ?? [])
      expect(ids.filter((id) => wanted.includes(id))).toEqual(wanted)
    }),
    { numRuns: 25 },
  )
})

test('a fainter layer keeps its own shades, and what the style hides at a zoom stays hidden', () => {
  const looks = new Map<OverlayName, OverlayLook>([
    ['duty_grids', { opacity: 0.5, minZoom: 9, maxZoom: 12 }],
    ['parts', { opacity: 1, maxZoom: 12 }],
    ['cases', { opacity: 1, classes: ['01'] }],
  ])
  const { layers } = cityStyle({ ...parameters('light'), looks }, 'http://city.test/api/tiles', [])
  const line = layers.find(({ id }) => id === 'duty-grids-line')
  expect(line).toMatchObject({ minzoom: 10.5, maxzoom: 12 })
  expect(line?.paint).toMatchObject({
    'line-opacity': [
      'interpolate',
      ['linear'],
      ['zoom'],
      11,
      ['*', 0.5, expect.anything()],
      14,
      ['*', 0.5, expect.anything()],
    ],
  })
  expect(layers.find(({ id }) => id === 'cases')).toMatchObject({
    filter: expect.arrayContaining([['in', ['get', 'class_code'], ['literal', ['01']]]]),
  })
  // Parts begin at 12: up to there nothing is left of them.
  expect(layers.some(({ id }) => id.startsWith('part'))).toBe(false)
})

test('from bottom to top: ground, water, borders, roads, rails, bridges over both, buildings, names, what the city keeps', () => {
  const ids = styleOf('light').layers.map(({ id }) => id)
  const places = [
    'land',
    'water',
    'subdistricts-band',
    'subdistricts-line',
    'tunnel',
    'road-casing',
    'road',
    'rail',
    'bridge-casing',
    'bridge',
    'rail-bridge-deck',
    'buildings',
    'road-names',
    'places',
    'road-shields',
    'subdistrict-names',
    'cases',
  ].map((id) => ids.indexOf(id))
  expect(places).not.toContain(-1)
  expect(places).toEqual([...places].sort((a, b) => a - b))
  expect(new Set(drawOrder).size).toBe(drawOrder.length)
})

test('names of areas are read over the cases of a moment, which stand in no clusters', () => {
  const style = cityStyle({ ...parameters('light'), compared: 'cases' }, 'http://city.test/api/tiles', [])
  const ids = style.layers.map(({ id }) => id)
  for (const marks of ['replayed', 'compared-left', 'compared-right']) {
    expect(ids).toContain(marks)
    expect(ids.indexOf(marks)).toBeLessThan(ids.indexOf('subdistrict-names'))
    expect(ids.indexOf(marks)).toBeGreaterThan(ids.indexOf('parts'))
  }
})

test('who lifts areas above what lies over them sees their borders above the roads; so does a wall', () => {
  const linesOf = (style: ReturnType<typeof styleOf>) => {
    const ids = style.layers.map(({ id }) => id)
    expect(ids).toContain('areas-hit')
    return { isLow: ids.indexOf('subdistricts-line') < ids.indexOf('road'), ids }
  }
  const ordered = (overlayOrder: OverlayName[]) =>
    linesOf(cityStyle({ ...parameters('light'), overlayOrder }, 'http://city.test/api/tiles', []))
  expect(ordered(['unit_grids', 'areas', 'duty_grids', 'cases']).isLow).toBe(true)
  const lifted = ordered(['duty_grids', 'areas', 'cases'])
  expect(lifted.isLow).toBe(false)
  expect(lifted.ids.filter((id) => /^subdistricts-(line|band)/.test(id))).toEqual(['subdistricts-line'])
  expect(linesOf(styleOf('wall-lit')).isLow).toBe(false)
})

test.each(['zh', 'en'] as const)('%s: a road is not called what its plate says', (language) => {
  const { layers } = styleOf('light', [], language)
  const field = layers.find(({ id }) => id === 'road-names')!.layout as Record<string, unknown>
  const made = createExpression(field['text-field'] as never, latest.layout_symbol['text-field'] as never)
  if (made.result === 'error') throw new Error(made.value.map(({ message }) => message).join())
  const called = (name: string, name_en: string, ref?: string) =>
    String(
      made.value.evaluateWithoutErrorHandling({ zoom: 14 } as never, {
        type: 2,
        properties: { name, name_en, ...(ref && { ref }) },
      }),
    )
  const own = { zh: '云柳线', en: 'Yunliu Road' }[language]
  expect(called('S110 云柳线', 'S110 Yunliu Road', 'S110')).toBe(own)
  expect(called('云柳线', 'Yunliu Road', 'S110')).toBe(own)
  expect(called('云柳线', 'Yunliu Road')).toBe(own)
  expect(called('S110', 'S110', 'S110')).toBe('')
})

test('the city and its districts are named from afar whether areas are shown or not, on a wall without them only', () => {
  const names = (flavor: Flavor, overlays: readonly OverlayName[]) =>
    styleOf(flavor, overlays).layers.flatMap(({ id }) => (/^(city|district)-places$/.test(id) ? [id] : []))
  expect(names('light', everything)).toEqual(['district-places', 'city-places'])
  expect(names('light', [])).toEqual(['district-places', 'city-places'])
  expect(names('wall-dark', everything)).toEqual([])
})

test('a quarter is named once: by the areas where they are shown, else by the ground', () => {
  const names = (overlays: readonly OverlayName[]) =>
    styleOf('light', overlays).layers.flatMap(({ id }) =>
      /^subdistrict-(names|places)$/.test(id) ? [id] : [],
    )
  expect(names(everything)).toEqual(['subdistrict-names'])
  expect(names([])).toEqual(['subdistrict-places'])
})

test.each(flavors)('%s: every layer has its own name and a source that is declared', (flavor) => {
  const { layers, sources } = styleOf(flavor)
  expect(new Set(layers.map(({ id }) => id)).size).toBe(layers.length)
  for (const layer of layers) if ('source' in layer) expect(sources).toHaveProperty([layer.source as string])
})

test.each(flavors)('%s: every icon that a style or a legend names can be drawn', (flavor) => {
  const text = JSON.stringify([styleOf(flavor), legendOf(parameters(flavor))])
  const names = new Set(text.match(/tongguan:[a-z]+[^"]*/g))
  expect(names.size).toBeGreaterThan(8)
  for (const name of names) {
    const icon = drawIcon(name)
    expect(icon, name).toBeDefined()
    expect(
      icon!.data.some((value, index) => index % 4 === 3 && value > 200),
      name,
    ).toBe(true)
  }
})

test.each(
  (['file', 'protomaps', 'openmaptiles', 'raster'] as const).flatMap((kind) =>
    flavors.map((flavor) => ({ kind, flavor })),
  ),
)(
  'on another ground ($kind, $flavor) the style is valid and what the city keeps stays as it is',
  ({ kind, flavor }) => {
    const ground = { kind, minZoom: 0, maxZoom: 14, attribution: '' }
    const style = cityStyle(parameters(flavor), 'http://city.test/api/tiles', [], ground)
    expect(validateStyleMin(style as never)).toEqual([])
    expect(style.sources.basemap).toMatchObject({
      type: kind === 'raster' ? 'raster' : 'vector',
      tiles: ['http://city.test/api/ground/{z}/{x}/{y}'],
    })
    const cityLayers = (one: typeof style) =>
      one.layers.filter((layer) => 'source' in layer && layer.source !== 'basemap').map(({ id }) => id)
    expect(cityLayers(style)).toEqual(cityLayers(styleOf(flavor)))
    const [first, second] = style.layers
    expect(first?.type).toBe('background')
    if (kind === 'raster') expect(second?.type).toBe('raster')
  },
)

test('a layer that is off asks for no source', () => {
  expect(Object.keys(styleOf('light', ['cases']).sources).sort()).toEqual([
    'basemap',
    'cases',
    'marker',
    'preview',
    'replayed',
    'road_closures',
    'sketch',
  ])
})

test('the same parameters give the same style', () => {
  expect(styleOf('dark')).toEqual(styleOf('dark'))
})

test('text stands out from its halo by at least 4.5, on walls by 7', () => {
  for (const flavor of flavors) {
    const { text, halo, textMuted, ground, shield, numberPlate } = palettes[flavor]
    const least = flavor.startsWith('wall') ? 7 : 4.5
    for (const [ink, paper] of [
      [text, halo],
      [textMuted, halo],
      [text, ground],
    ] as const) {
      expect(contrast(ink, paper), `${flavor} ${ink} on ${paper}`).toBeGreaterThanOrEqual(least)
    }
    // Walls have no plates.
    for (const plate of [shield, numberPlate])
      expect(contrast(plate.text, plate.fill), flavor).toBeGreaterThanOrEqual(4.5)
  }
})

test('where heat is shown no road has the colour of a grade', () => {
  for (const flavor of flavors) {
    const style = JSON.stringify(
      styleOf(flavor).layers.filter(({ id }) => id === 'road' || id === 'bridge' || id.startsWith('road-')),
    )
    for (const grade of palettes[flavor].heat) expect(style).not.toContain(grade)
  }
  const { arterial } = palettes.light.road
  expect(JSON.stringify(styleOf('light').layers)).not.toContain(arterial)
  expect(JSON.stringify(styleOf('light', ['cases']).layers)).toContain(arterial)
})

test('heat grades differ in lightness by even steps', () => {
  for (const flavor of flavors) {
    const lightness = palettes[flavor].heat.map((color) => 116 * Math.cbrt(luminance(color)) - 16)
    const steps = lightness.slice(1).map((value, index) => Math.abs(value - lightness[index]!))
    expect(Math.max(...steps) / Math.min(...steps), flavor).toBeLessThan(1.6)
  }
})

/** WCAG 2 contrast of two colours as #rrggbb. */
function contrast(one: string, other: string): number {
  const [bright, dim] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (bright! + 0.05) / (dim! + 0.05)
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const value = Number.parseInt(hex.slice(start, start + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}
