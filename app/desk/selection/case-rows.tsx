'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import type { CaseFilter, Shape } from '../../../server/cases/case-filter.ts'
import { useApi } from '../../_trpc/api.ts'
import { FailedNote } from '../../_ui/failed-note.tsx'
import { usePreferences } from '../../_ui/preferences.tsx'
import { Skeleton } from '../../_ui/skeleton.tsx'
import { useNow } from '../../_ui/use-now.ts'
import { rowHeights } from '../queue/queue-list.tsx'
import { QueueRow } from '../queue/queue-row.tsx'
import { PickBox } from './pick-box.tsx'
import type { Picked } from './picked.ts'
import { VirtualRows } from './virtual-rows.tsx'

/** All cases inside a shape, in the order and the look of the queue. */
export function CaseRows({
  geometry,
  filter,
  selectedId,
  picked,
  onPicked,
  onSelect,
}: {
  geometry: Shape
  filter: CaseFilter
  selectedId: number | null
  picked: Picked
  onPicked: (picked: Picked) => void
  onSelect: (caseId: number) => void
}) {
  const { size } = usePreferences()
  const nowMs = useNow()
  const query = useInfiniteQuery({
    ...useApi().cases.queue.infiniteQueryOptions(
      { filter: { ...filter, within: geometry }, limit: 100 },
      { getNextPageParam: (page) => page.nextCursor },
    ),
    placeholderData: keepPreviousData,
  })
  const rows = useMemo(
    () => query.data?.pages.flatMap((page) => page.rows.map((row) => ({ id: row.caseId, row }))) ?? [],
    [query.data],
  )
  const { fetchNextPage, isFetchingNextPage } = query
  const more = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage()
  }, [isFetchingNextPage, fetchNextPage])
  if (query.error && rows.length === 0)
    return <FailedNote error={query.error} onRetry={() => void query.refetch()} />
  if (query.isPending) return <Skeleton className="m-4 h-32" />
  return (
    <VirtualRows rows={rows} rowPixels={rowHeights[size]} more={query.hasNextPage ? more : undefined}>
      {({ id, row }) => (
        <div className="flex h-full items-stretch">
          <PickBox id={id} name={row.address || row.number} picked={picked} onPicked={onPicked} />
          <div className="min-w-0 flex-1">
            <QueueRow
              row={row}
              nowMs={nowMs}
              isSelected={id === selectedId}
              isMarked={false}
              onSelect={onSelect}
            />
          </div>
        </div>
      )}
    </VirtualRows>
  )
}
