import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { type DataSearch, formatDataSearch, parseDataSearch } from './search-params.ts'

/** The data page's view as the address has it, and the way to change it; the address changes without a request. */
export function useDataSearch(): [DataSearch, (change: Partial<DataSearch>) => void] {
  const params = useSearchParams()
  const search = useMemo(() => parseDataSearch(params), [params])
  const change = useCallback((changed: Partial<DataSearch>) => {
    const before = parseDataSearch(new URLSearchParams(window.location.search))
    const query = formatDataSearch({ ...before, ...changed })
    window.history.replaceState(
      null,
      '',
      query ? `${window.location.pathname}?${query}` : window.location.pathname,
    )
  }, [])
  return [search, change]
}
