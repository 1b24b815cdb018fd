import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { formatGridsSearch, type GridsSearch, parseGridsSearch } from './search-params.ts'

/** The screen's view as the address has it, and the way to change it; the address changes without a request. */
export function useGridsSearch(): [GridsSearch, (change: Partial<GridsSearch>) => void] {
  const params = useSearchParams()
  const search = useMemo(() => parseGridsSearch(params), [params])
  const change = useCallback((changed: Partial<GridsSearch>) => {
    const before = parseGridsSearch(new URLSearchParams(window.location.search))
    const query = formatGridsSearch({ ...before, ...changed })
    window.history.replaceState(
      null,
      '',
      query ? `${window.location.pathname}?${query}` : window.location.pathname,
    )
  }, [])
  return [search, change]
}
