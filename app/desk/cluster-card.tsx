'use client'

import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { X, ZoomIn } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, type RefCallback, useCallback, useMemo } from 'react'
import type { Thing } from '../../server/shapes/page-things.ts'
import { ExportMenu } from '../_export/export-menu.tsx'
import type { MapCluster } from '../_map/map-types.ts'
import { useApi } from '../_trpc/api.ts'
import { Button } from '../_ui/button.tsx'
import { FailedNote } from '../_ui/failed-note.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { useNow } from '../_ui/use-now.ts'
import { cardOnMap } from './card-on-map.ts'
import { rowHeights } from './queue/queue-list.tsx'
import { QueueRow } from './queue/queue-row.tsx'
import { type OpenedThing, ThingLine, thingRowPixels } from './selection/thing-line.tsx'
import { useThingWords } from './selection/use-thing-words.ts'
import { VirtualRows } from './selection/virtual-rows.tsx'

const pageSize = 100
const collections = {
  case: 'cases',
  part: 'parts',
  sensor: 'sensors',
  layer_feature: 'layer_features',
} as const

/** The things that one cluster of the map stands for: all of them, the most pressing first, as a file, or nearer. */
export function ClusterCard({
  cluster,
  selectedId,
  onCase,
  onThing,
  onNearer,
  inSight,
  onClose,
}: {
  cluster: MapCluster
  /** The case in hand. */
  selectedId: number | null
  onCase: (caseId: number) => void
  onThing: (thing: OpenedThing) => void
  onNearer: () => void
  /** Keeps the place out from under the card. */
  inSight: RefCallback<HTMLElement>
  onClose: () => void
}) {
  const t = useTranslations('desk')
  const kinds = useTranslations('selection.kind')
  const shell = useTranslations('shell')
  const { permissions } = useSession()
  const { kind } = cluster
  const name = t('cluster', { kind: kind === 'layer_feature' ? t('entity.layer_feature') : kinds(kind) })
  const members = useQuery({
    queryKey: ['cluster members', cluster.membersUrl],
    queryFn: async ({ signal }) => {
      const response = await fetch(cluster.membersUrl, { signal })
      if (!response.ok) throw new Error(`${response.status}`)
      return ((await response.json()) as { ids: number[] }).ids
    },
    gcTime: 0,
  })
  const ids = members.data
  const count = ids?.length ?? cluster.count
  return (
    <div
      ref={inSight}
      role="dialog"
      aria-label={name}
      data-cluster={ids?.length}
      data-cluster-kind={kind}
      className={cardOnMap}
    >
      <header className="flex items-center border-b py-1 pr-1 pl-3">
        <p className="min-w-0 flex-1">
          <ClusterTitle cluster={cluster} count={count} />
        </p>
        <Button look="quiet" size="icon" aria-label={shell('close')} onClick={onClose}>
          <X aria-hidden className="size-4" />
        </Button>
      </header>
      <div className="min-h-0 overflow-auto" data-scroller>
        {members.error ? (
          <FailedNote error={members.error} onRetry={() => void members.refetch()} />
        ) : !ids ? (
          <Skeleton className="m-3 h-32" />
        ) : kind === 'case' ? (
          <Cases ids={ids} selectedId={selectedId} onCase={onCase} />
        ) : kind === 'layer_feature' ? (
          <OwnFeatures ids={ids} onThing={onThing} />
        ) : (
          <Things kind={kind} ids={ids} onThing={onThing} />
        )}
      </div>
      <footer className="flex flex-wrap gap-1.5 border-t px-3 py-2">
        <Button look="primary" onClick={onNearer}>
          <ZoomIn aria-hidden className="size-4" />
          {t('clusterNearer')}
        </Button>
        {ids && permissions.includes('data.export') && (
          <ExportMenu what={{ collection: collections[kind], ids }} name={name} />
        )}
      </footer>
    </div>
  )
}

/** How many, and how it stands with the one that needs somebody most. */
function ClusterTitle({ cluster, count }: { cluster: MapCluster; count: number }) {
  const t = useTranslations('desk')
  const clockLevels = useTranslations('vocabulary.clockLevel')
  const words = useThingWords()
  const { kind, worst, isOpen } = cluster
  const title =
    kind === 'part'
      ? t('clusterParts', { count })
      : kind === 'sensor'
        ? t(isOpen ? 'clusterAlarming' : 'clusterSensors', { count })
        : t(isOpen ? 'clusterOpen' : 'clusterDone', { count })
  if (kind === 'layer_feature') return <span className="font-medium">{t('clusterOwn', { count })}</span>
  const level = kind === 'case' ? clockLevels(worst as 'near') : words.stateOf(kind, worst)
  return (
    <>
      <span className="font-medium">{title}</span>
      {(kind !== 'case' || isOpen) && (
        <span className="text-muted" data-worst={worst}>
          {' · '}
          {t(kind === 'case' ? 'clusterWorst' : 'clusterWorstState', { level })}
        </span>
      )}
    </>
  )
}

function Cases({
  ids,
  selectedId,
  onCase,
}: {
  ids: readonly number[]
  selectedId: number | null
  onCase: (caseId: number) => void
}) {
  const api = useApi()
  const queryClient = useQueryClient()
  const { size } = usePreferences()
  const nowMs = useNow()
  const members = useMembers('case', ids, async (wanted) => {
    const { rows } = await queryClient.fetchQuery(
      api.cases.queue.queryOptions({ filter: { ids: wanted }, limit: pageSize }),
    )
    return rows
      .toSorted((a, b) => wanted.indexOf(a.caseId) - wanted.indexOf(b.caseId))
      .map((row) => ({ id: row.caseId, row }))
  })
  return (
    <MemberRows {...members} rowPixels={rowHeights[size]}>
      {({ row }) => (
        <QueueRow
          row={row}
          nowMs={nowMs}
          isSelected={row.caseId === selectedId}
          isMarked={false}
          onSelect={onCase}
        />
      )}
    </MemberRows>
  )
}

function Things({
  kind,
  ids,
  onThing,
}: {
  kind: 'part' | 'sensor'
  ids: readonly number[]
  onThing: (thing: OpenedThing) => void
}) {
  const api = useApi()
  const queryClient = useQueryClient()
  const members = useMembers(kind, ids, (wanted) =>
    queryClient.fetchQuery(api.shapes.named.queryOptions({ kind, ids: wanted })),
  )
  return (
    <MemberRows {...members} rowPixels={thingRowPixels}>
      {(thing: Thing) => <ThingLine kind={kind} thing={thing} onOpen={() => onThing({ ...thing, kind })} />}
    </MemberRows>
  )
}

function OwnFeatures({ ids, onThing }: { ids: readonly number[]; onThing: (thing: OpenedThing) => void }) {
  const api = useApi()
  const queryClient = useQueryClient()
  const members = useMembers('layer_feature', ids, (wanted) =>
    queryClient.fetchQuery(api.layers.named.queryOptions({ ids: wanted })),
  )
  return (
    <MemberRows {...members} rowPixels={thingRowPixels}>
      {({ id, name, layerName, lngLat }) => (
        <button
          type="button"
          data-feature={id}
          onClick={() => onThing({ kind: 'layer_feature', id, code: '', name, nameEn: '', lngLat })}
          className="flex h-full w-full min-w-0 flex-1 items-center gap-2 px-3 text-left hover:bg-hover"
        >
          <span className="min-w-0 flex-1 truncate">{name || id}</span>
          <span className="max-w-1/2 shrink-0 truncate text-muted">{layerName}</span>
        </button>
      )}
    </MemberRows>
  )
}

/** A page of members at a time, as somebody scrolls on. */
function useMembers<Row>(
  kind: string,
  ids: readonly number[],
  read: (wanted: number[]) => Promise<readonly Row[]>,
) {
  const query = useInfiniteQuery({
    queryKey: ['cluster rows', kind, ids],
    initialPageParam: 0,
    queryFn: ({ pageParam }) => read(ids.slice(pageParam, pageParam + pageSize)),
    getNextPageParam: (_, pages) =>
      pages.length * pageSize < ids.length ? pages.length * pageSize : undefined,
    gcTime: 0,
  })
  const { fetchNextPage, isFetchingNextPage } = query
  const more = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage()
  }, [isFetchingNextPage, fetchNextPage])
  const rows = useMemo(() => query.data?.pages.flat(), [query.data])
  return {
    rows,
    error: query.error,
    retry: () => void query.refetch(),
    more: query.hasNextPage ? more : undefined,
  }
}

function MemberRows<Row extends { readonly id: number }>({
  rows,
  error,
  retry,
  more,
  rowPixels,
  children,
}: {
  rows: readonly Row[] | undefined
  error: Error | null
  retry: () => void
  more: (() => void) | undefined
  rowPixels: number
  children: (row: Row) => ReactNode
}) {
  if (error) return <FailedNote error={error} onRetry={retry} />
  if (!rows) return <Skeleton className="m-3 h-32" />
  return (
    <VirtualRows rows={rows} rowPixels={rowPixels} more={more}>
      {children}
    </VirtualRows>
  )
}
