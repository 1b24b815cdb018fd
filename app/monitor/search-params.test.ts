import { expect, test } from 'vitest'
import { formatMonitorSearch, nothingOpened, parseMonitorSearch } from './search-params.ts'

test('an opened number comes back from its address, and nonsense opens nothing', () => {
  const opened = {
    figure: 'unsigned',
    departmentId: 0,
    unitId: 4,
    ageBand: 2,
    closureLevel: 'grid',
    areaId: 0,
    caseId: 9,
  } as const
  expect(parseMonitorSearch(new URLSearchParams(formatMonitorSearch(opened)))).toEqual(opened)
  expect(parseMonitorSearch(new URLSearchParams('figure=x&department=-1&unit=0&age=5&case='))).toEqual(
    nothingOpened,
  )
  expect(formatMonitorSearch(nothingOpened)).toBe('')
})
