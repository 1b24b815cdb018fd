import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { formatHealthSearch, type HealthSearch, parseHealthSearch } from './search-params.ts'

/** What is examined, as the address has it, and the way to change it; the browser's back goes to the one before. */
export function useHealthSearch(): [HealthSearch, (change: Partial<HealthSearch>) => void] {
  const params = useSearchParams()
  const search = useMemo(() => parseHealthSearch(params), [params])
  const change = useCallback((changed: Partial<HealthSearch>) => {
    const before = parseHealthSearch(new URLSearchParams(window.location.search))
    const query = formatHealthSearch({ ...before, ...changed })
    window.history.pushState(
      null,
      '',
      query ? `${window.location.pathname}?${query}` : window.location.pathname,
    )
  }, [])
  return [search, change]
}
