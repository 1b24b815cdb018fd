'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useEffectEvent, useRef } from 'react'
import type { CaseRow } from '../../../server/cases/case-rows.ts'
import { FailedNote } from '../../_ui/failed-note.tsx'
import { usePreferences } from '../../_ui/preferences.tsx'
import { Skeleton } from '../../_ui/skeleton.tsx'
import { StateNote } from '../../_ui/state-note.tsx'
import { useNow } from '../../_ui/use-now.ts'
import { QueueRow } from './queue-row.tsx'

export const rowHeights = { regular: 60, large: 66, larger: 74 }

/** The rows, of which only those in sight exist; the next page is fetched before the end is reached. */
export function QueueList({
  rows,
  selectedId,
  markedIds,
  isPending,
  error,
  hasMore,
  onMore,
  onSeen,
  onRetry,
  onSelect,
}: {
  rows: readonly CaseRow[]
  selectedId: number | null
  markedIds: ReadonlySet<number>
  isPending: boolean
  error: unknown
  hasMore: boolean
  onMore: () => void
  /** Told of the rows in sight whenever the list has come to rest, and as time passes. */
  onSeen: (caseIds: readonly number[]) => void
  onRetry: () => void
  onSelect: (caseId: number) => void
}) {
  const t = useTranslations('desk')
  const shell = useTranslations('shell')
  const { size } = usePreferences()
  const nowMs = useNow()
  const scroller = useRef<HTMLDivElement>(null)
  const rowHeight = rowHeights[size]
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    // With another function every row is measured anew, at every turn of the wheel.
    getItemKey: useCallback((index: number) => rows[index]?.caseId ?? index, [rows]),
    overscan: 8,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new row height asks for measuring again
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight])

  const items = virtualizer.getVirtualItems()
  const lastIndex = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasMore && lastIndex > rows.length - 20) onMore()
  }, [hasMore, lastIndex, rows.length, onMore])

  const tellSeen = useEffectEvent(() => onSeen(items.map(({ index }) => rows[index]?.caseId ?? 0)))
  const { isScrolling } = virtualizer
  // biome-ignore lint/correctness/useExhaustiveDependencies: told anew as time passes
  useEffect(() => {
    if (!isScrolling) tellSeen()
  }, [isScrolling, nowMs])

  const selectedIndex = selectedId === null ? -1 : rows.findIndex((row) => row.caseId === selectedId)
  const hasSelected = selectedIndex >= 0
  // Follows the selection, not the row: a case that moves in the queue must not drag the list along.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (hasSelected) virtualizer.scrollToIndex(selectedIndex, { align: 'auto' })
  }, [selectedId, hasSelected])

  if (isPending) {
    return (
      <div aria-busy="true" role="status" aria-label={shell('loading')} className="flex flex-col gap-4 p-4">
        {Array.from({ length: 9 }, (_, index) => index).map((index) => (
          <div key={index} className="flex flex-col gap-2">
            <Skeleton className="h-4 w-3/4" />
            <Skeleton className="h-3 w-1/2" />
          </div>
        ))}
      </div>
    )
  }
  if (error && rows.length === 0) {
    return <FailedNote error={error} onRetry={onRetry} />
  }
  if (rows.length === 0) {
    return (
      <StateNote kind="empty" title={t('emptyTitle')}>
        {t('emptyDetail')}
      </StateNote>
    )
  }
  return (
    // Opaque: measured once on a busy machine, late frames were fewer than over a ground that shines through.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the list scrolls by keyboard
    <section ref={scroller} tabIndex={0} className="h-full overflow-auto bg-panel" aria-label={t('queue')}>
      <ul className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index]
          if (!row) return null
          return (
            <li
              key={item.key}
              className="absolute inset-x-0 top-0"
              style={{ height: item.size, transform: `translateY(${item.start}px)` }}
            >
              <QueueRow
                row={row}
                nowMs={nowMs}
                isSelected={row.caseId === selectedId}
                isMarked={markedIds.has(row.caseId)}
                onSelect={onSelect}
              />
            </li>
          )
        })}
      </ul>
    </section>
  )
}
