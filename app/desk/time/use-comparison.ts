import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { CaseFilter } from '../../../server/cases/case-filter.ts'
import type { Moment } from '../../../server/replay/read-moment.ts'
import type { Compared, ReplayedCase } from '../../_map/map-types.ts'
import { useApi } from '../../_trpc/api.ts'
import { type Comparison, crowdsOf, type MomentSpan } from './comparison.ts'

/** Two moments, fetched once each; what the map draws of them and what is told. */
export function useComparison(comparison: Comparison | null, filter: CaseFilter) {
  const left = useMoment(comparison?.left, filter)
  const right = useMoment(comparison?.right, filter)
  const [before, after] = [left.data, right.data]
  const hasHeat = comparison?.hasHeat ?? false
  const percent = comparison?.percent ?? 50
  const isOn = comparison !== null
  const compared = useMemo((): Compared | null => {
    if (!isOn) return null
    const crowds = hasHeat && before && after ? crowdsOf(before.byDutyGrid, after.byDutyGrid) : null
    return {
      left: { cases: casesOf(before), crowds: crowds?.left ?? null },
      right: { cases: casesOf(after), crowds: crowds?.right ?? null },
      share: percent / 100,
    }
  }, [isOn, before, after, hasHeat, percent])
  return {
    compared,
    left: before,
    right: after,
    error: left.error ?? right.error,
    retry: () => {
      if (left.error) void left.refetch()
      if (right.error) void right.refetch()
    },
  }
}

function useMoment(span: MomentSpan | undefined, filter: CaseFilter) {
  const { fromMs, toMs } = span ?? { fromMs: 0, toMs: 0 }
  const { categoryIds, departmentIds, dutyGridIds, areaId, text, within } = filter
  return useQuery({
    ...useApi().replay.moment.queryOptions({
      from: new Date(fromMs).toISOString(),
      to: new Date(toMs).toISOString(),
      filter: { categoryIds, departmentIds, dutyGridIds, areaId, text, within },
    }),
    enabled: span !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

function casesOf(moment: Moment | undefined): ReplayedCase[] {
  return (
    moment?.cases.map(({ caseId, lng, lat, level, foundBy }) => ({
      caseId,
      lngLat: [lng, lat],
      level,
      isMachineFound: foundBy === 'machine',
    })) ?? []
  )
}
