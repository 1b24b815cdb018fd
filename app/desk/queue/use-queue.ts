'use client'

import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useEffectEvent, useMemo, useRef } from 'react'
import type { CaseFilter } from '../../../server/cases/case-filter.ts'
import type { CaseRow } from '../../../server/cases/case-rows.ts'
import { useLiveEvents } from '../../_live/live-provider.tsx'
import { useApi } from '../../_trpc/api.ts'
import { compareByDeadline, compareByReport, mergeRows, type QueuePages } from './merge-rows.ts'

const pageSize = 100
/** The first change is asked for at once, what follows within this time together: a storm is at most three questions a second. */
const gatherMs = 300
/** Changes of one transaction arrive this close together. */
const burstMs = 15
/** Remaining times are the server's; they are renewed as the clock runs. */
const renewMs = 60_000
/** Of more pages only the rows in sight are renewed: asking for fifty pages anew would hold up whoever scrolls. */
const mostRenewedPages = 3

type QueueData = { pages: QueuePages; pageParams: unknown[] }

/** The queue under a filter, kept fresh by the live feed: only cases that changed are fetched again. */
export function useQueue(filter: CaseFilter, onChanged: (caseIds: ReadonlySet<number>) => void) {
  const api = useApi()
  const queryClient = useQueryClient()
  const options = api.cases.queue.infiniteQueryOptions(
    { filter, limit: pageSize },
    { getNextPageParam: (page) => page.nextCursor },
  )
  const query = useInfiniteQuery({
    ...options,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) <= mostRenewedPages ? renewMs : false),
    placeholderData: keepPreviousData,
  })
  const { queryKey } = options
  const changedIds = useRef(new Set<number>())
  const askedAtMs = useRef(Number.NEGATIVE_INFINITY)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  function write(change: (pages: QueuePages) => QueuePages) {
    queryClient.setQueryData(queryKey, (data) => {
      const before = data as QueueData | undefined
      return (before && { ...before, pages: change(before.pages) }) as typeof data
    })
  }

  async function fetchRows(caseIds: ReadonlySet<number>) {
    const wanted = filter.ids ? filter.ids.filter((caseId) => caseIds.has(caseId)) : [...caseIds]
    if (wanted.length === 0) return
    const { rows } = await queryClient.fetchQuery({
      ...api.cases.queue.queryOptions({ filter: { ...filter, ids: wanted }, limit: 500 }),
      staleTime: 0,
      gcTime: 0,
    })
    const compare = filter.open === true || filter.openAt ? compareByDeadline : compareByReport
    write((pages) => mergeRows(pages, caseIds, rows, compare))
  }

  const fetchChanged = useEffectEvent(async () => {
    const caseIds = changedIds.current
    changedIds.current = new Set()
    onChanged(caseIds)
    await fetchRows(caseIds)
  })

  const note = useCallback((caseId: number) => {
    changedIds.current.add(caseId)
    if (timer.current) return
    const waitMs = Math.max(burstMs, askedAtMs.current + gatherMs - performance.now())
    timer.current = setTimeout(() => {
      timer.current = undefined
      askedAtMs.current = performance.now()
      // Offline or refused: the next renewal brings it.
      fetchChanged().catch(() => undefined)
    }, waitMs)
  }, [])
  useEffect(() => () => clearTimeout(timer.current), [])

  useLiveEvents((event) => {
    if (event.entity !== 'case') return
    const caseId = Number(event.entityId)
    const state = event.data.state as CaseRow['state'] | undefined
    const version = event.data.version as number | undefined
    // What the envelope itself says is shown at once, the names that belong to it a moment later; in the past nothing moves.
    if (state && version && !filter.openAt) {
      write((pages) =>
        pages.map((page) =>
          page.rows.some((row) => row.caseId === caseId && row.version < version)
            ? {
                ...page,
                rows: page.rows.map((row) => (row.caseId === caseId ? { ...row, state, version } : row)),
              }
            : page,
        ),
      )
    }
    note(caseId)
  })

  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data])
  const pageCount = query.data?.pages.length ?? 0
  const renewedAtMs = useRef(new Map<number, number>())
  useEffect(() => {
    const nowMs = Date.now()
    for (const { caseId } of rows)
      if (!renewedAtMs.current.has(caseId)) renewedAtMs.current.set(caseId, nowMs)
  }, [rows])
  function renewSeen(caseIds: readonly number[]) {
    if (pageCount <= mostRenewedPages) return
    const nowMs = Date.now()
    const stale = caseIds.filter((caseId) => nowMs - (renewedAtMs.current.get(caseId) ?? nowMs) >= renewMs)
    if (stale.length === 0) return
    const markRenewed = (atMs: number) => {
      for (const caseId of stale) renewedAtMs.current.set(caseId, atMs)
    }
    markRenewed(nowMs)
    fetchRows(new Set(stale)).catch(() => markRenewed(0))
  }
  const first = query.data?.pages[0]
  const total = first && { count: first.total, isCapped: first.isTotalCapped }
  return { ...query, rows, total, noteChanged: note, renewSeen }
}
