'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { CaseFilter, Shape } from '../../../server/cases/case-filter.ts'
import type { Thing } from '../../../server/shapes/page-things.ts'
import type { ThingKind } from '../../../server/shapes/thing-sources.ts'
import { Dialog } from '../../_ui/dialog.tsx'
import { FailedNote } from '../../_ui/failed-note.tsx'
import { Skeleton } from '../../_ui/skeleton.tsx'
import { PickBox } from './pick-box.tsx'
import { countPicked, type Picked } from './picked.ts'
import { useThingWords } from './use-thing-words.ts'
import { type ThingSort, useThings } from './use-things.ts'

const columns = ['code', 'name', 'class', 'state'] as const
const rowPixels = 40
const widths = { code: 'w-44', name: '', class: 'w-40', state: 'w-28' } as const

/** All things of one kind inside a shape as a table: only rows in sight exist, pages come as somebody scrolls on. */
export function ThingTable({
  kind,
  total,
  geometry,
  filter,
  picked,
  onPicked,
  onClose,
  children,
}: {
  kind: ThingKind
  total: number
  geometry: Shape
  filter: CaseFilter | undefined
  picked: Picked
  onPicked: (picked: Picked) => void
  onClose: () => void
  /** What can be done with those that are in. */
  children: ReactNode
}) {
  const t = useTranslations('selection')
  const shell = useTranslations('shell')
  const [sort, setSort] = useState<ThingSort>({ by: 'code', isDescending: false })
  const { rows, isPending, error, retry, more } = useThings(geometry, kind, filter, sort)
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    // Those that are still to come have their place, so that the bar tells how far the end is.
    count: Math.max(rows.length, total),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPixels,
    overscan: 10,
  })
  const items = virtualizer.getVirtualItems()
  const lastIndex = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (more && !error && lastIndex >= rows.length - 20) more()
  }, [more, error, lastIndex, rows.length])
  const Arrow = sort.isDescending ? ArrowDown : ArrowUp
  function sortBy(by: ThingSort['by']) {
    setSort((before) => ({ by, isDescending: before.by === by && !before.isDescending }))
    scroller.current?.scrollTo({ top: 0 })
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('tableTitle', { kind: t(`kind.${kind}`), count: total })}
      description={t('picked', { picked: countPicked(picked, total), total })}
      className="w-[min(64rem,calc(100vw-2rem))]"
      footer={children}
    >
      {error && rows.length === 0 ? (
        <FailedNote error={error} onRetry={retry} />
      ) : isPending ? (
        <div role="status" aria-label={shell('loading')}>
          <Skeleton className="h-64" />
        </div>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the table scrolls by keyboard
        <div ref={scroller} tabIndex={0} className="h-[55dvh] overflow-auto" data-table={kind}>
          <table aria-rowcount={total + 1} className="w-full min-w-[54rem] table-fixed border-collapse">
            <thead className="sticky top-0 z-10 bg-raised text-left text-muted">
              <tr>
                <th scope="col" className="w-9 border-b">
                  <span className="sr-only">{t('inOrOut')}</span>
                </th>
                {columns.map((column) => (
                  <th
                    key={column}
                    scope="col"
                    aria-sort={sort.by !== column ? 'none' : sort.isDescending ? 'descending' : 'ascending'}
                    className={`border-b ${widths[column]}`}
                  >
                    <button
                      type="button"
                      data-sort={column}
                      onClick={() => sortBy(column)}
                      className="flex h-9 items-center gap-1 pr-3 font-medium hover:text-ink pointer-coarse:h-11"
                    >
                      {t(`columns.${column}`)}
                      {sort.by === column && <Arrow aria-hidden className="size-3.5" />}
                    </button>
                  </th>
                ))}
                <th scope="col" className="w-48 border-b font-medium">
                  {t('columns.place')}
                </th>
              </tr>
            </thead>
            <tbody>
              <Gap pixels={items[0]?.start ?? 0} />
              {items.map(({ index, size }) => (
                <Row
                  key={rows[index]?.id ?? `later ${index}`}
                  kind={kind}
                  row={rows[index]}
                  index={index}
                  pixels={size}
                  picked={picked}
                  onPicked={onPicked}
                />
              ))}
              <Gap pixels={virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0)} />
            </tbody>
          </table>
        </div>
      )}
    </Dialog>
  )
}

/** The place of rows that are not in sight. */
function Gap({ pixels }: { pixels: number }) {
  return pixels > 0 && <tr aria-hidden style={{ height: pixels }} />
}

function Row({
  kind,
  row,
  index,
  pixels,
  picked,
  onPicked,
}: {
  kind: ThingKind
  /** Undefined while it is still to come. */
  row: Thing | undefined
  index: number
  pixels: number
  picked: Picked
  onPicked: (picked: Picked) => void
}) {
  const words = useThingWords()
  const cell = 'truncate pr-3'
  return (
    <tr
      aria-rowindex={index + 2}
      data-row={row?.id}
      className="border-b border-line/60"
      style={{ height: pixels }}
    >
      {row ? (
        <>
          <td>
            <PickBox id={row.id} name={words.nameOf(row) || row.code} picked={picked} onPicked={onPicked} />
          </td>
          <td className={`${cell} tabular-nums`}>{row.code}</td>
          <td className={cell}>{words.nameOf(row)}</td>
          <td className={cell}>{words.classOf(kind, row)}</td>
          <td className={cell}>{words.stateOf(kind, row.state)}</td>
          <td className="truncate tabular-nums">
            {row.lngLat.map((degrees) => degrees.toFixed(5)).join(', ')}
          </td>
        </>
      ) : (
        <td colSpan={6}>
          <Skeleton className="h-3" />
        </td>
      )}
    </tr>
  )
}
