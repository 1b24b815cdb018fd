'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { type Ahead, askFor, isStillAhead } from './ahead.ts'

type Wanted<T> = Partial<T> | ((before: T) => Partial<T>)

/**
 * A page's view as the address has it, and the way to change it, without a request. The new view is drawn at once: the
 * router tells of a changed address only when it has time, some tenths of a second later beside a busy map.
 *
 * @param isStep whether a change leaves the former view to the Back button (`opens`); else the view is replaced
 */
export function useAddress<T extends object>(
  parse: (params: URLSearchParams) => T,
  format: (view: T) => string,
  isStep: (changed: Partial<T>, before: T) => boolean = never,
): [T, (wanted: Wanted<T>, isStepNow?: boolean) => void] {
  const settled = useSearchParams().toString()
  const [ahead, setAhead] = useState<Ahead | null>(null)
  const pending = isStillAhead(ahead, settled) ? ahead : null
  useEffect(() => {
    if (ahead && !pending) setAhead(null)
  }, [ahead, pending])
  const standing = useRef(settled)
  useEffect(() => {
    standing.current = settled
  }, [settled])
  const query = pending?.query ?? settled
  const view = useMemo(() => parse(new URLSearchParams(query)), [parse, query])
  const change = useCallback(
    (wanted: Wanted<T>, isStepNow?: boolean) => {
      // From the address itself, not from the last render: two changes in one tick must both count.
      const before = parse(new URLSearchParams(window.location.search))
      const changed = typeof wanted === 'function' ? wanted(before) : wanted
      const next = format({ ...before, ...changed })
      const href = next ? `${window.location.pathname}?${next}` : window.location.pathname
      if (isStepNow ?? isStep(changed, before)) window.history.pushState(null, '', href)
      else window.history.replaceState(null, '', href)
      setAhead((last) => askFor(new URLSearchParams(next).toString(), last, standing.current))
    },
    [parse, format, isStep],
  )
  return [view, change]
}

const never = () => false
