import { createExpression, latest } from '@maplibre/maplibre-gl-style-spec'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeGlyphs } from '../../bin/icons.ts'
import { glyphs } from './icons/glyphs.ts'
import { placeKinds } from './place-kinds.ts'
import { places } from './places.ts'
import { palettes } from './tokens.ts'

const layer = places
  .layers({
    flavor: 'light',
    palette: palettes.light,
    language: 'zh',
    scale: 1,
    labels: 'full',
    overlays: new Set(),
    mainLevel: 'subdistrict',
    heatEntity: null,
    caseFilter: null,
  })
  .find(({ id }) => id === 'places') as unknown as { filter: unknown; layout: Record<string, unknown> }

function evaluate(expression: unknown, zoom: number, properties: Record<string, unknown>): unknown {
  const made = createExpression(expression as never, latest.layout_symbol['symbol-sort-key'] as never)
  if (made.result === 'error') throw new Error(made.value.map(({ message }) => message).join())
  return made.value.evaluateWithoutErrorHandling({ zoom } as never, { type: 1, properties } as never)
}
const isShown = (zoom: number, rank: number) =>
  evaluate(['case', layer.filter, 1, 0], zoom, { class: 'school', name: '学校', rank }) === 1

test('the more important place is never hidden where a less important one is named, and none vanishes on the way in', () => {
  const rank = fc.integer({ min: 0, max: 12 })
  const zoom = fc.double({ min: 9, max: 19, noNaN: true })
  fc.assert(
    fc.property(zoom, rank, rank, (at, one, other) => {
      const [more, less] = one < other ? [one, other] : [other, one]
      if (isShown(at, less)) expect(isShown(at, more)).toBe(true)
      if (isShown(at, more)) expect(isShown(Math.min(19, at + 1), more)).toBe(true)
    }),
  )
  expect(isShown(12, 2)).toBe(true)
  expect(isShown(12, 8)).toBe(false)
  expect(isShown(17, 12)).toBe(true)
  const isVillageShown = (zoom: number) =>
    evaluate(['case', layer.filter, 1, 0], zoom, { class: 'village', name: '王家村', rank: 9 }) === 1
  expect([11.9, 12].map(isVillageShown)).toEqual([false, true])
})

test('the more important place is laid out first', () => {
  expect(evaluate(layer.layout['symbol-sort-key'], 15, { rank: 2 })).toBeLessThan(
    evaluate(layer.layout['symbol-sort-key'], 15, { rank: 7 }) as number,
  )
})

test('every sign that a kind of place names is drawn from the icons at hand', () => {
  for (const { glyph } of Object.values(placeKinds)) if (glyph) expect(glyphs).toHaveProperty([glyph])
  expect(makeGlyphs().match(/'[\w/-]+': '[^']+'/g)).toEqual(
    Object.entries(glyphs).map(([name, rings]) => `'${name}': '${rings}'`),
  )
})
