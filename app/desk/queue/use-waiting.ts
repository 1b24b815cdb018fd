import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { CaseFilter } from '../../../server/cases/case-filter.ts'
import type { CaseRow } from '../../../server/cases/case-rows.ts'
import { useApi } from '../../_trpc/api.ts'

/** So many cases go into one plan. */
const mostPlanned = 200
/** Rows of the queue are fresh by the live feed; those below its end are asked for this often. */
const renewMs = 15_000

/** The cases under a filter that wait to be sent, whether the queue has read on to them or not. */
export function useWaiting(
  filter: CaseFilter,
  rows: readonly CaseRow[],
  { hasMore, canPlan }: { readonly hasMore: boolean; readonly canPlan: boolean },
): readonly CaseRow[] {
  const isWanted = filter.states?.includes('registered') ?? true
  const { data } = useQuery({
    ...useApi().cases.queue.queryOptions({
      filter: { ...filter, states: ['registered'] },
      limit: mostPlanned,
    }),
    enabled: canPlan && hasMore && isWanted,
    refetchInterval: renewMs,
    placeholderData: keepPreviousData,
  })
  return useMemo(() => {
    const loaded = new Set(rows.map(({ caseId }) => caseId))
    const below = hasMore && isWanted ? (data?.rows ?? []).filter(({ caseId }) => !loaded.has(caseId)) : []
    // One that is under way is sent anew only where the queue names it: its unit has dropped out.
    const isNamed = filter.ids !== undefined
    const waits = ({ state }: CaseRow) => state === 'registered' || (state === 'dispatched' && isNamed)
    return [...rows.filter(waits), ...below].slice(0, mostPlanned)
  }, [rows, data, hasMore, isWanted, filter.ids])
}
