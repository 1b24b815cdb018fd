import { expect, test } from 'vitest'
import { formatGridsSearch, parseGridsSearch } from './search-params.ts'

test('the screen as it opens has a bare address', () => {
  const opened = parseGridsSearch(new URLSearchParams())
  expect(opened).toEqual({ dutyGridId: null, unseenDays: 7, camera: null, ownLayerIds: [] })
  expect(formatGridsSearch(opened)).toBe('')
})

test('a view comes back from its address', () => {
  const view = { dutyGridId: 12, unseenDays: 30, camera: '@118.8,31.9,15', ownLayerIds: [3, 12] } as const
  expect(parseGridsSearch(new URLSearchParams(formatGridsSearch(view)))).toEqual(view)
})

test('what is mistyped is left out', () => {
  expect(parseGridsSearch(new URLSearchParams('grid=-1&days=5&own=x.4.-2.4'))).toEqual({
    dutyGridId: null,
    unseenDays: 7,
    camera: null,
    ownLayerIds: [4],
  })
})
