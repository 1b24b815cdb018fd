import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import type { CaseFilter, Shape } from '../../../server/cases/case-filter.ts'
import type { Thing, thingColumns } from '../../../server/shapes/page-things.ts'
import type { ThingKind } from '../../../server/shapes/thing-sources.ts'
import { useApi } from '../../_trpc/api.ts'

export type ThingSort = { readonly by: (typeof thingColumns)[number]; readonly isDescending: boolean }

/** The things of one kind inside a shape in any order, fetched a page at a time as somebody scrolls on. */
export function useThings(
  geometry: Shape | null,
  kind: ThingKind,
  filter: CaseFilter | undefined,
  { by, isDescending }: ThingSort,
) {
  const query = useInfiniteQuery({
    ...useApi().shapes.page.infiniteQueryOptions(
      { geometry: geometry ?? nowhere, kind, filter, sort: by, isDescending },
      { getNextPageParam: (page) => page.nextCursor },
    ),
    enabled: geometry !== null,
    placeholderData: keepPreviousData,
  })
  const { fetchNextPage, isFetchingNextPage } = query
  const rows = useMemo(
    (): readonly Thing[] => query.data?.pages.flatMap((page) => page.rows) ?? [],
    [query.data],
  )
  const more = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage()
  }, [isFetchingNextPage, fetchNextPage])
  return {
    rows,
    isPending: query.isPending,
    error: query.error,
    retry: () => void query.refetch(),
    more: query.hasNextPage ? more : undefined,
  }
}

const nowhere: Shape = { type: 'Polygon', coordinates: [] }
