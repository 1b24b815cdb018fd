import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { formatInspectionsSearch, type InspectionsSearch, parseInspectionsSearch } from './search-params.ts'

/** The page's view as the address has it, and the way to change it; the address changes without a request. */
export function useInspectionsSearch(): [InspectionsSearch, (change: Partial<InspectionsSearch>) => void] {
  const params = useSearchParams()
  const search = useMemo(() => parseInspectionsSearch(params), [params])
  const change = useCallback((changed: Partial<InspectionsSearch>) => {
    const before = parseInspectionsSearch(new URLSearchParams(window.location.search))
    const query = formatInspectionsSearch({ ...before, ...changed })
    window.history.replaceState(
      null,
      '',
      query ? `${window.location.pathname}?${query}` : window.location.pathname,
    )
  }, [])
  return [search, change]
}
