'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Skeleton } from '../../_ui/skeleton.tsx'

/** Rows of one height in the panel that scrolls, marked `data-scroller`: only those in sight exist, the next page is fetched before the end. */
export function VirtualRows<Row extends { readonly id: number }>({
  rows,
  rowPixels,
  more,
  children,
}: {
  rows: readonly Row[]
  rowPixels: number
  /** Fetches the next page; undefined at the end. */
  more: (() => void) | undefined
  children: (row: Row) => ReactNode
}) {
  const list = useRef<HTMLUListElement>(null)
  const [offset, setOffset] = useState(0)
  const panelOf = () => list.current?.closest('[data-scroller]') ?? null
  // What stands above the list changes with the selection.
  useLayoutEffect(() => {
    const panel = panelOf()
    if (!list.current || !panel) return
    const top = list.current.getBoundingClientRect().top - panel.getBoundingClientRect().top
    setOffset(Math.round(top + panel.scrollTop))
  })
  const virtualizer = useVirtualizer({
    count: rows.length + (more ? 1 : 0),
    getScrollElement: panelOf,
    estimateSize: () => rowPixels,
    getItemKey: useCallback((index: number) => rows[index]?.id ?? 'more', [rows]),
    scrollMargin: offset,
    overscan: 8,
  })
  const items = virtualizer.getVirtualItems()
  const lastIndex = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (more && lastIndex >= rows.length - 20) more()
  }, [more, lastIndex, rows.length])
  return (
    <ul ref={list} className="relative border-t" style={{ height: virtualizer.getTotalSize() }}>
      {items.map(({ key, index, start, size }) => {
        const row = rows[index]
        return (
          <li
            key={key}
            className="absolute inset-x-0 top-0 border-b border-line/60"
            style={{ height: size, transform: `translateY(${start - offset}px)` }}
          >
            {row ? children(row) : <Skeleton className="m-3 h-3" />}
          </li>
        )
      })}
    </ul>
  )
}
