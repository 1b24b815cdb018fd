import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  changeLayer,
  deskLayers,
  firstChoices,
  formatLayers,
  type LayerChoice,
  mapLayersOf,
  moveLayer,
  parseLayers,
  toggleLayer,
} from './layer-choices.ts'

const anyChoices = fc.shuffledSubarray([...deskLayers]).chain((names) =>
  fc.tuple(
    ...names.map((name) =>
      fc
        .record(
          {
            opacity: fc.integer({ min: 5, max: 100 }),
            minZoom: fc.integer({ min: 8, max: 13 }),
            maxZoom: fc.integer({ min: 14, max: 19 }),
            classes: fc.uniqueArray(fc.constantFrom('01', '02', '21'), { minLength: 1 }),
          },
          { requiredKeys: ['opacity'] },
        )
        .map((look): LayerChoice => ({ name, ...look })),
    ),
  ),
)

test('the desk as it opens needs no word in the address', () => {
  expect(formatLayers(firstChoices)).toBeNull()
  expect(parseLayers(null)).toBeNull()
  expect(formatLayers([])).toBe('')
  expect(parseLayers('')).toEqual([])
})

test('what is written is read again, and fits an address without escapes', () => {
  fc.assert(
    fc.property(anyChoices, (choices) => {
      const text = formatLayers(choices)
      expect(parseLayers(text) ?? firstChoices).toEqual(choices)
      expect(text ?? '').toMatch(/^[\w*.-]*$/)
    }),
  )
})

test('what is mistyped is left out', () => {
  expect(parseLayers('cases*900*x-y_lava_cases_parts*0')).toEqual([
    { name: 'cases', opacity: 100 },
    { name: 'parts', opacity: 100 },
  ])
})

test('a layer comes where it belongs, goes, and moves one place at a time', () => {
  const withParts = toggleLayer(firstChoices, 'parts')
  expect(withParts.map(({ name }) => name)).toEqual(['units', 'cases', 'parts', 'areas'])
  expect(toggleLayer(withParts, 'parts')).toEqual(firstChoices)
  expect(moveLayer(withParts, 'parts', -1).map(({ name }) => name)).toEqual([
    'units',
    'parts',
    'cases',
    'areas',
  ])
  expect(moveLayer(withParts, 'units', -1)).toEqual(withParts)
  fc.assert(
    fc.property(
      anyChoices,
      fc.constantFrom(...deskLayers),
      fc.constantFrom(-1 as const, 1 as const),
      (all, name, by) => {
        const moved = moveLayer(all, name, by)
        expect(moved.toSorted(byName)).toEqual([...all].sort(byName))
        expect(moveLayer(moved, name, by === 1 ? -1 : 1)).toEqual(moved === all ? expect.anything() : all)
      },
    ),
  )
})
const byName = (a: LayerChoice, b: LayerChoice) => (a.name < b.name ? -1 : 1)

test('the map is told of what is unusual only', () => {
  expect(mapLayersOf(firstChoices)).toEqual({
    overlays: ['units', 'cases', 'areas'],
    looks: new Map(),
    overlayOrder: undefined,
  })
  const changed = changeLayer(moveLayer(firstChoices, 'areas', -1), 'areas', { opacity: 40, minZoom: 12 })
  expect(mapLayersOf(changed)).toEqual({
    overlays: ['units', 'areas', 'cases'],
    looks: new Map([['areas', { opacity: 0.4, minZoom: 12 }]]),
    overlayOrder: ['cases', 'areas', 'units'],
  })
  expect(changeLayer(changed, 'areas', { opacity: 100, minZoom: undefined })).toEqual(
    moveLayer(firstChoices, 'areas', -1),
  )
})
