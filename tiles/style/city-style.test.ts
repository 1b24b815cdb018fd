import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import { expect, test } from 'vitest'
import { cityStyle, legendOf } from './city-style.ts'
import { drawOrder } from './draw-order.ts'
import { drawIcon } from './icons/draw-icon.ts'
import type { Language, OverlayName, StyleParameters } from './map-layer.ts'
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

test('from bottom to top: ground, water, roads, rails, bridges over both, buildings, names, what the city keeps', () => {
  const ids = styleOf('light').layers.map(({ id }) => id)
  const places = [
    'land',
    'water',
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

test('a layer that is off asks for no source', () => {
  expect(Object.keys(styleOf('light', ['cases']).sources).sort()).toEqual([
    'basemap',
    'cases',
    'marker',
    'sketch',
  ])
})

test('the same parameters give the same style', () => {
  expect(styleOf('dark')).toEqual(styleOf('dark'))
})

test('text stands out from its halo by at least 4.5, on walls by 7', () => {
  for (const flavor of flavors) {
    const { text, halo, textMuted, ground } = palettes[flavor]
    const least = flavor.startsWith('wall') ? 7 : 4.5
    for (const [ink, paper] of [
      [text, halo],
      [textMuted, halo],
      [text, ground],
    ] as const) {
      expect(contrast(ink, paper), `${flavor} ${ink} on ${paper}`).toBeGreaterThanOrEqual(least)
    }
  }
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
