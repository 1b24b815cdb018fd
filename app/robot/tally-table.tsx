'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Outputs } from '../_trpc/api.ts'
import { Button } from '../_ui/button.tsx'
import { decidedOf, rateText } from './rates.ts'
import type { AuthorityOf } from './use-name-of.ts'

type Outcome = 'right' | 'returned' | 'overridden' | 'open'
type Row = Readonly<Record<Outcome, number>> & { readonly id: number; readonly name: string }

const firstRows = 12

/** Rates with their denominators, each a way to the cases behind it, and what the robot may do there. */
export function TallyTable({
  title,
  head,
  rows,
  authority,
  authorityOf,
  onEdit,
  onDrill,
}: {
  title: string
  head: string
  rows: readonly Row[]
  authority: Outputs['robot']['authority'] | undefined
  authorityOf: (id: number) => AuthorityOf
  onEdit: ((of: AuthorityOf) => void) | undefined
  onDrill: (row: Row, outcome: Outcome | undefined) => void
}) {
  const t = useTranslations('robot')
  const [isLong, setLong] = useState(false)
  const shown = isLong ? rows : rows.slice(0, firstRows)
  const cell = 'px-2 py-1.5 text-right whitespace-nowrap'
  return (
    <section aria-label={title} className="rounded-lg border bg-panel p-4 lg:col-span-2">
      <h2 className="mb-2 font-semibold">{title}</h2>
      {rows.length === 0 ? (
        <p className="text-muted">{t('none')}</p>
      ) : (
        <div className="overflow-x-auto">
          <table className="w-full">
            <thead className="text-muted">
              <tr className="border-b">
                <th className="py-1.5 pr-2 text-left font-normal">{head}</th>
                <th className={`${cell} font-normal`}>{t('decisions')}</th>
                <th className={`${cell} font-normal`}>{t('rightRate')}</th>
                <th className={`${cell} font-normal`}>{t('returned')}</th>
                <th className={`${cell} font-normal`}>{t('overridden')}</th>
                <th className={`${cell} font-normal`}>{t('open')}</th>
                <th className={`${cell} font-normal`}>{t('authority')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => {
                const decided = decidedOf(row)
                const of = authorityOf(row.id)
                const own = authority?.rows.find(
                  (one) => one.categoryId === of.categoryId && one.areaId === of.areaId,
                )
                const figure = (outcome: Outcome | undefined, n: number, text?: string | null) => (
                  <button
                    type="button"
                    onClick={() => onDrill(row, outcome)}
                    className="rounded px-1 hover:bg-hover hover:text-accent"
                  >
                    {n.toLocaleString('en')}
                    {text && <span className="ml-1 text-muted">{text}</span>}
                  </button>
                )
                return (
                  <tr key={row.id} data-row={row.id} className="border-b last:border-0">
                    <th className="max-w-56 truncate py-1.5 pr-2 text-left font-normal">{row.name}</th>
                    <td className={cell}>{figure(undefined, decided + row.open)}</td>
                    <td className={cell}>
                      <span className="font-medium">{rateText(row.right, decided) ?? t('tooFew')}</span>{' '}
                      <span className="text-muted">
                        {row.right}/{decided}
                      </span>
                    </td>
                    <td className={cell}>
                      {figure('returned', row.returned, rateText(row.returned, decided))}
                    </td>
                    <td className={cell}>
                      {figure('overridden', row.overridden, rateText(row.overridden, decided))}
                    </td>
                    <td className={cell}>{figure('open', row.open)}</td>
                    <td className={cell}>
                      <span
                        className={own?.isStopped || own?.mode === 'suggest' ? 'text-near' : 'text-muted'}
                      >
                        {own ? (own.isStopped ? `▲ ${t('stopped')}` : t(`mode.${own.mode}`)) : '—'}
                      </span>
                      {onEdit && (
                        <Button
                          look="quiet"
                          className="ml-1"
                          onClick={() => onEdit(of)}
                          aria-label={t('changeFor', { name: row.name })}
                        >
                          {t('change')}
                        </Button>
                      )}
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
      {rows.length > firstRows && !isLong && (
        <Button look="quiet" onClick={() => setLong(true)} className="mt-1">
          {t('more', { count: rows.length - firstRows })}
        </Button>
      )}
    </section>
  )
}
