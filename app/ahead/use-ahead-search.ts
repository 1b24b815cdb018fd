import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { type AheadSearch, formatAheadSearch, parseAheadSearch } from './search-params.ts'

/** The page's view as the address has it, and the way to change it; the address changes without a request. */
export function useAheadSearch(): [AheadSearch, (change: Partial<AheadSearch>) => void] {
  const params = useSearchParams()
  const search = useMemo(() => parseAheadSearch(params), [params])
  const change = useCallback((changed: Partial<AheadSearch>) => {
    const before = parseAheadSearch(new URLSearchParams(window.location.search))
    const query = formatAheadSearch({ ...before, ...changed })
    window.history.replaceState(
      null,
      '',
      query ? `${window.location.pathname}?${query}` : window.location.pathname,
    )
  }, [])
  return [search, change]
}
