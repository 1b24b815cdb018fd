import { expect, test } from 'vitest'
import { formatDataSearch, parseDataSearch } from './search-params.ts'

test('a view comes back from its address; what is mistyped is left out', () => {
  const view = {
    isImporting: true,
    isExporting: false,
    importId: 3,
    hiddenLayerIds: [2, 5],
    camera: '@118.8,31.9,15',
  }
  expect(parseDataSearch(new URLSearchParams(formatDataSearch(view)))).toEqual(view)
  const start = { isImporting: false, isExporting: false, importId: null, hiddenLayerIds: [], camera: null }
  expect(parseDataSearch(new URLSearchParams('import=x&off=a.-1&new=yes'))).toEqual(start)
  expect(formatDataSearch(start)).toBe('')
})
