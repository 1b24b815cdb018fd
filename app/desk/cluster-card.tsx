'use client'

import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { X, ZoomIn } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useCallback, useMemo } from 'react'
import { ExportMenu } from '../_export/export-menu.tsx'
import type { MapCluster } from '../_map/map-types.ts'
import { useApi } from '../_trpc/api.ts'
import { Button } from '../_ui/button.tsx'
import { FailedNote } from '../_ui/failed-note.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { useNow } from '../_ui/use-now.ts'
import { rowHeights } from './queue/queue-list.tsx'
import { QueueRow } from './queue/queue-row.tsx'
import { VirtualRows } from './selection/virtual-rows.tsx'

const pageSize = 100

/** The cases that one cluster of the map stands for: all of them, the most pressing first, as a file, or nearer. */
export function ClusterCard({
  cluster,
  selectedId,
  onSelect,
  onNearer,
  onClose,
}: {
  cluster: MapCluster
  selectedId: number | null
  onSelect: (caseId: number) => void
  onNearer: () => void
  onClose: () => void
}) {
  const t = useTranslations('desk')
  const shell = useTranslations('shell')
  const levels = useTranslations('vocabulary.clockLevel')
  const { size } = usePreferences()
  const { permissions } = useSession()
  const nowMs = useNow()
  const { ids, rows, error, retry, more } = useMembers(cluster.membersUrl)
  const count = ids?.length ?? cluster.count
  return (
    <div
      role="dialog"
      aria-label={t('cluster')}
      data-cluster={ids?.length}
      className="animate-arrive absolute bottom-3 left-3 z-20 flex max-h-[min(30rem,calc(100%-6rem))] w-84 max-w-[calc(100%-1.5rem)] flex-col rounded-lg border bg-raised shadow-float"
    >
      <header className="flex items-center border-b py-1 pr-1 pl-3">
        <p className="flex-1">
          <span className="font-medium">{t(cluster.isOpen ? 'clusterOpen' : 'clusterDone', { count })}</span>
          {cluster.isOpen && (
            <span className="text-muted" data-worst={cluster.worst}>
              {' · '}
              {t('clusterWorst', { level: levels(cluster.worst) })}
            </span>
          )}
        </p>
        <Button look="quiet" size="icon" aria-label={shell('close')} onClick={onClose}>
          <X aria-hidden className="size-4" />
        </Button>
      </header>
      <div className="min-h-0 overflow-auto" data-scroller>
        {error ? (
          <FailedNote error={error} onRetry={retry} />
        ) : !rows ? (
          <Skeleton className="m-3 h-32" />
        ) : (
          <VirtualRows rows={rows} rowPixels={rowHeights[size]} more={more}>
            {({ row }) => (
              <QueueRow
                row={row}
                nowMs={nowMs}
                isSelected={row.caseId === selectedId}
                isMarked={false}
                onSelect={onSelect}
              />
            )}
          </VirtualRows>
        )}
      </div>
      <footer className="flex flex-wrap gap-1.5 border-t px-3 py-2">
        <Button look="primary" onClick={onNearer}>
          <ZoomIn aria-hidden className="size-4" />
          {t('clusterNearer')}
        </Button>
        {ids && permissions.includes('data.export') && (
          <ExportMenu what={{ collection: 'cases', ids }} name={t('cluster')} />
        )}
      </footer>
    </div>
  )
}

/** The members' ids as the map's tiles have them, and their rows a page at a time. */
function useMembers(membersUrl: string) {
  const api = useApi()
  const queryClient = useQueryClient()
  const members = useQuery({
    queryKey: ['cluster members', membersUrl],
    queryFn: async ({ signal }) => {
      const response = await fetch(membersUrl, { signal })
      if (!response.ok) throw new Error(`${response.status}`)
      return ((await response.json()) as { ids: number[] }).ids
    },
    gcTime: 0,
  })
  const ids = members.data
  const query = useInfiniteQuery({
    queryKey: ['cluster rows', membersUrl, ids],
    initialPageParam: 0,
    queryFn: async ({ pageParam }) => {
      const wanted = ids?.slice(pageParam, pageParam + pageSize) ?? []
      const { rows } = await queryClient.fetchQuery(
        api.cases.queue.queryOptions({ filter: { ids: wanted }, limit: pageSize }),
      )
      return rows.toSorted((a, b) => wanted.indexOf(a.caseId) - wanted.indexOf(b.caseId))
    },
    getNextPageParam: (_, pages) =>
      pages.length * pageSize < (ids?.length ?? 0) ? pages.length * pageSize : undefined,
    enabled: ids !== undefined,
    gcTime: 0,
  })
  const rows = useMemo(
    () => query.data?.pages.flatMap((page) => page.map((row) => ({ id: row.caseId, row }))),
    [query.data],
  )
  const { fetchNextPage, isFetchingNextPage } = query
  const more = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage()
  }, [isFetchingNextPage, fetchNextPage])
  return {
    ids,
    rows,
    error: members.error ?? query.error,
    retry: () => void (members.error ? members.refetch() : query.refetch()),
    more: query.hasNextPage ? more : undefined,
  }
}
