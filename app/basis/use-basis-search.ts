import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { type BasisSearch, formatBasisSearch, parseBasisSearch } from './search-params.ts'

/** The view as the address has it, and the way to change it; `isStep` leaves the former one to the Back button. */
export function useBasisSearch(): [BasisSearch, (change: Partial<BasisSearch>, isStep?: boolean) => void] {
  const params = useSearchParams()
  const search = useMemo(() => parseBasisSearch(params), [params])
  const change = useCallback((changed: Partial<BasisSearch>, isStep = false) => {
    const before = parseBasisSearch(new URLSearchParams(window.location.search))
    const query = formatBasisSearch({ ...before, ...changed })
    const href = query ? `${window.location.pathname}?${query}` : window.location.pathname
    // At once, unlike the router's push: words still on their way to the address would take it back.
    if (isStep) window.history.pushState(null, '', href)
    else window.history.replaceState(null, '', href)
  }, [])
  return [search, change]
}
