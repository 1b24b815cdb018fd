import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

/** How it stands with the tiles of a filter's cases. */
export type CaseCoverage = {
  /** What tiles are asked for; null while the server reads what it does not hold, and no tile would come. */
  readonly query: string | null
  readonly isReading: boolean
  /** Only so many of the newest are drawn; null: all. */
  readonly newest: number | null
}

/** What takes no longer need not be said. */
const slowMilliseconds = 700

/**
 * Waits with one question until a filter's cases have been read: tiles asked for meanwhile would hold all of a browser's
 * connections, and the other layers with them.
 */
export function useCaseCoverage(caseQuery: string): CaseCoverage {
  const mayBeSlow = mayTakeLong(caseQuery)
  const coverage = useQuery({
    queryKey: ['case coverage', caseQuery],
    queryFn: async ({ signal }) => {
      const response = await fetch(`/api/tiles/cases/coverage?${caseQuery}`, { signal })
      if (!response.ok) throw new Error(`${response.status}`)
      return (await response.json()) as { newest: number | null }
    },
    enabled: mayBeSlow,
    retry: 1,
  })
  // Where it cannot be told, the tiles themselves say what is wrong.
  const isKnown = !mayBeSlow || coverage.data !== undefined || coverage.isError
  const isReading = useLasting(!isKnown, slowMilliseconds) && !isKnown
  const [known, setKnown] = useState(isKnown ? caseQuery : null)
  if (isKnown && known !== caseQuery) setKnown(caseQuery)
  return {
    query: isReading ? null : known,
    isReading,
    newest: (mayBeSlow && coverage.data?.newest) || null,
  }
}

/** Whether a filter asks for more than the layer of all cases holds at hand. */
function mayTakeLong(caseQuery: string): boolean {
  const params = new URLSearchParams(caseQuery)
  return ['past', 'q', 'ids', 'within', 'closed_from', 'closed_to'].some((name) => params.has(name))
}

/** Whether something has been true for so long without a break. */
function useLasting(isTrue: boolean, milliseconds: number): boolean {
  const [isLasting, setLasting] = useState(false)
  useEffect(() => {
    if (!isTrue) return
    const timer = setTimeout(() => setLasting(true), milliseconds)
    return () => {
      clearTimeout(timer)
      setLasting(false)
    }
  }, [isTrue, milliseconds])
  return isLasting
}
