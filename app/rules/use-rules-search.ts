import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { formatRulesSearch, parseRulesSearch, type RulesSearch } from './search-params.ts'

/** The hub's view as the address has it, and the way to change it; the address changes without a request. */
export function useRulesSearch(): [RulesSearch, (change: Partial<RulesSearch>) => void] {
  const params = useSearchParams()
  const search = useMemo(() => parseRulesSearch(params), [params])
  const change = useCallback((changed: Partial<RulesSearch>) => {
    const before = parseRulesSearch(new URLSearchParams(window.location.search))
    const query = formatRulesSearch({ ...before, ...changed })
    window.history.replaceState(
      null,
      '',
      query ? `${window.location.pathname}?${query}` : window.location.pathname,
    )
  }, [])
  return [search, change]
}
