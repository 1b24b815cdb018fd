import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { formatInboxSearch, type InboxSearch, parseInboxSearch } from './search-params.ts'

/** The inbox's view as the address has it, and the way to change it; the address changes without a request. */
export function useInboxSearch(): [InboxSearch, (change: Partial<InboxSearch>) => void] {
  const params = useSearchParams()
  const search = useMemo(() => parseInboxSearch(params), [params])
  const change = useCallback((changed: Partial<InboxSearch>) => {
    const before = parseInboxSearch(new URLSearchParams(window.location.search))
    const query = formatInboxSearch({ ...before, ...changed })
    window.history.replaceState(
      null,
      '',
      query ? `${window.location.pathname}?${query}` : window.location.pathname,
    )
  }, [])
  return [search, change]
}
