import { useQuery } from '@tanstack/react-query'

/** What of a filter's cases the map's tiles hold; nothing while all is well. */
export type CaseCoverage = { readonly isReading: boolean; readonly newest: number | null }

/** Whether the cases of a filter are still being read, and how many of the newest are drawn where there are too many. */
export function useCaseCoverage(caseQuery: string): CaseCoverage {
  const coverage = useQuery({
    queryKey: ['case coverage', caseQuery],
    queryFn: async ({ signal }) => {
      const response = await fetch(`/api/tiles/cases/coverage?${caseQuery}`, { signal })
      if (!response.ok) throw new Error(`${response.status}`)
      return (await response.json()) as { newest: number | null }
    },
    enabled: caseQuery !== '',
    retry: 1,
  })
  return { isReading: coverage.isFetching && !coverage.data, newest: coverage.data?.newest ?? null }
}
