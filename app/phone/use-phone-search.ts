import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { formatPhoneSearch, type PhoneSearch, parsePhoneSearch } from './search-params.ts'

/** The view as the address has it. Opening something is a step that the phone's back button undoes. */
export function usePhoneSearch(): [PhoneSearch, (change: Partial<PhoneSearch>) => void] {
  const params = useSearchParams()
  const search = useMemo(() => parsePhoneSearch(params), [params])
  const change = useCallback((changed: Partial<PhoneSearch>) => {
    const before = parsePhoneSearch(new URLSearchParams(window.location.search))
    const query = formatPhoneSearch({ ...before, ...changed })
    const address = query ? `${window.location.pathname}?${query}` : window.location.pathname
    if (changed.task || changed.view) window.history.pushState(null, '', address)
    else window.history.replaceState(null, '', address)
  }, [])
  return [search, change]
}
