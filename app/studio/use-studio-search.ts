import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { formatStudioSearch, parseStudioSearch, type StudioSearch } from './search-params.ts'

/** The studio's view as the address has it, and the way to change it; the address changes without a request. */
export function useStudioSearch(): [StudioSearch, (change: Partial<StudioSearch>) => void] {
  const params = useSearchParams()
  const search = useMemo(() => parseStudioSearch(params), [params])
  const change = useCallback((changed: Partial<StudioSearch>) => {
    const before = parseStudioSearch(new URLSearchParams(window.location.search))
    const query = formatStudioSearch({ ...before, ...changed })
    window.history.replaceState(
      null,
      '',
      query ? `${window.location.pathname}?${query}` : window.location.pathname,
    )
  }, [])
  return [search, change]
}
