'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { type DeskSearch, formatDeskSearch, parseDeskSearch } from './search-params.ts'

type DeskChange = Partial<DeskSearch> | ((before: DeskSearch) => Partial<DeskSearch>)

/** The desk's view as the address has it, and the way to change it; the address changes without a request. */
export function useDeskSearch(): [DeskSearch, (change: DeskChange) => void] {
  const params = useSearchParams()
  const search = useMemo(() => parseDeskSearch(new URLSearchParams(params)), [params])
  const change = useCallback((wanted: DeskChange) => {
    // From the address itself, not from the last render: two changes in one tick must both count.
    const before = parseDeskSearch(new URLSearchParams(window.location.search))
    const changed = typeof wanted === 'function' ? wanted(before) : wanted
    const query = formatDeskSearch({ ...before, ...changed })
    window.history.replaceState(
      null,
      '',
      query ? `${window.location.pathname}?${query}` : window.location.pathname,
    )
  }, [])
  return [search, change]
}
