'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { Button } from '../../_ui/button.tsx'
import { Dialog } from '../../_ui/dialog.tsx'

/** One thing of the selection as list and table show it. */
export type PickedRow = {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly className: string
  readonly state: string
  readonly lngLat: readonly [lng: number, lat: number] | null
  /** The list's own look of it; without one a line of its code, name and state. */
  readonly row?: ReactNode
}
type ClassCount = { readonly key: string; readonly name: string; readonly n: number }

const mostClasses = 8

/** The things of one kind inside a shape: counted by class, listed, each in or out of the selection, as a table. */
export function PickedList({
  kind,
  total,
  classes,
  rows,
  left,
  onLeft,
  onOpen,
  children,
}: {
  kind: string
  total: number
  classes: readonly ClassCount[]
  rows: readonly PickedRow[]
  /** Ids that somebody took out of the selection. */
  left: ReadonlySet<number>
  onLeft: (left: ReadonlySet<number>) => void
  onOpen: (row: PickedRow) => void
  /** What can be done with those that are in. */
  children?: ReactNode
}) {
  const t = useTranslations('selection')
  const [isTable, setTable] = useState(false)
  const picked = rows.filter(({ id }) => !left.has(id))
  const most = Math.max(1, ...classes.map(({ n }) => n))
  if (total === 0) return <p className="px-4 py-8 text-center text-muted">{t('empty')}</p>
  return (
    <>
      <ul aria-label={t('byClass')} className="border-t px-4 py-3">
        {classes.slice(0, mostClasses).map(({ key, name, n }) => (
          <li key={key} className="flex items-center gap-2 py-0.5" data-class-count={n}>
            <span className="w-28 shrink-0 truncate">{name}</span>
            <span className="h-1.5 flex-1 rounded-full bg-line">
              <span
                className="block h-full rounded-full bg-line-strong"
                style={{ width: `${(n / most) * 100}%` }}
              />
            </span>
            <span className="w-12 text-right tabular-nums">{n.toLocaleString('en')}</span>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-1.5 border-t px-4 py-2">
        <span className="mr-auto" data-picked={picked.length}>
          {t('picked', { picked: picked.length, total: rows.length })}
          {total > rows.length && (
            <span className="text-muted"> · {t('shownFirst', { count: rows.length })}</span>
          )}
        </span>
        <Button
          look="quiet"
          onClick={() => onLeft(picked.length === 0 ? new Set() : new Set(rows.map(({ id }) => id)))}
        >
          {picked.length === 0 ? t('all') : t('none')}
        </Button>
        <Button look="quiet" disabled={picked.length === 0} onClick={() => setTable(true)}>
          {t('table')}
        </Button>
        {children}
      </div>
      <ul className="border-t">
        {rows.map((row) => (
          <li key={row.id} className="flex items-stretch border-b border-line/60">
            <label className="grid w-9 shrink-0 place-items-center pointer-coarse:w-11">
              <input
                type="checkbox"
                aria-label={t('pick', { name: row.name || row.code })}
                className="size-4 accent-(--accent)"
                checked={!left.has(row.id)}
                onChange={() => {
                  const next = new Set(left)
                  if (!next.delete(row.id)) next.add(row.id)
                  onLeft(next)
                }}
              />
            </label>
            <div className="min-w-0 flex-1">
              {row.row ?? (
                <button
                  type="button"
                  onClick={() => onOpen(row)}
                  className="flex min-h-9 w-full items-center gap-2 pr-4 text-left hover:bg-hover pointer-coarse:min-h-11"
                >
                  <span className="min-w-0 flex-1 truncate">
                    {row.name} <span className="text-muted">{row.code}</span>
                  </span>
                  <span className="shrink-0 text-muted">{row.state}</span>
                </button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {isTable && (
        <Dialog
          isOpen
          onClose={() => setTable(false)}
          title={t('tableTitle', { kind, count: picked.length })}
          className="w-[min(64rem,calc(100vw-2rem))]"
        >
          <table className="w-full border-collapse">
            <thead className="sticky -top-3 bg-raised text-left text-muted">
              <tr>
                {(['code', 'name', 'class', 'state', 'place'] as const).map((column) => (
                  <th key={column} scope="col" className="border-b py-1.5 pr-4 font-medium">
                    {t(`columns.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {picked.map(({ id, code, name, className, state, lngLat }) => (
                <tr key={id} className="border-b border-line/60">
                  <td className="py-1.5 pr-4 whitespace-nowrap tabular-nums">{code}</td>
                  <td className="py-1.5 pr-4">{name}</td>
                  <td className="py-1.5 pr-4">{className}</td>
                  <td className="py-1.5 pr-4 whitespace-nowrap">{state}</td>
                  <td className="py-1.5 whitespace-nowrap tabular-nums">
                    {lngLat?.map((degrees) => degrees.toFixed(5)).join(', ')}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Dialog>
      )}
    </>
  )
}
