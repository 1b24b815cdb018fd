'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { CaseFilter } from '../../../server/cases/case-filter.ts'
import { inLocale } from '../../_i18n/locale.ts'
import type { DrawnShape } from '../../_map/map-types.ts'
import { useApi } from '../../_trpc/api.ts'
import { errorTextOf } from '../../_trpc/coded-error.ts'
import { Button } from '../../_ui/button.tsx'
import { usePreferences } from '../../_ui/preferences.tsx'
import { useSession } from '../../_ui/session-gate.tsx'
import { Skeleton } from '../../_ui/skeleton.tsx'
import { StateNote } from '../../_ui/state-note.tsx'
import { useNow } from '../../_ui/use-now.ts'
import { QueueRow } from '../queue/queue-row.tsx'
import { BulkDispatch } from './bulk-dispatch.tsx'
import { shapeOf } from './shape-of.ts'

/** What lies inside a drawn shape, and what can be done with all of it. */
export function SelectionPanel({
  shape,
  filter,
  selectedId,
  onSelect,
  onFilterHere,
  onClose,
  onChanged,
}: {
  shape: DrawnShape
  /** The queue's own filter goes on counting inside the shape. */
  filter: CaseFilter
  selectedId: number | null
  onSelect: (caseId: number) => void
  onFilterHere: () => void
  onClose: () => void
  onChanged: (caseIds: readonly number[]) => void
}) {
  const t = useTranslations('desk')
  const shell = useTranslations('shell')
  const { locale } = usePreferences()
  const { permissions } = useSession()
  const nowMs = useNow()
  const [isBulkOpen, setBulkOpen] = useState(false)
  const geometry = shapeOf(shape)
  const { within: _, ...rest } = filter
  const { data, error, refetch } = useQuery({
    ...useApi().cases.inShape.queryOptions({ geometry, filter: rest }),
    placeholderData: keepPreviousData,
  })
  const dispatchable = data?.rows.filter((row) => row.state === 'registered') ?? []
  return (
    <section aria-label={t('selection')} data-panel="selection">
      <header className="flex items-center gap-2 px-4 pt-3 pb-2">
        <h2 className="flex-1 text-lg font-semibold">{t('selection')}</h2>
        <Button look="quiet" size="icon" onClick={onClose} aria-label={shell('close')}>
          <X aria-hidden className="size-4" />
        </Button>
      </header>
      {error && !data ? (
        <StateNote
          kind="error"
          title={shell('failedTitle')}
          action={<Button onClick={() => void refetch()}>{shell('retry')}</Button>}
        >
          {errorTextOf(error, locale)}
        </StateNote>
      ) : !data ? (
        <div className="flex flex-col gap-3 px-4" role="status" aria-label={shell('loading')}>
          <Skeleton className="h-5 w-48" />
          <Skeleton className="h-32" />
        </div>
      ) : (
        <>
          <div className="px-4 pb-3">
            <p className="font-medium" data-total={data.counts.total}>
              {t('selectionCounts', {
                total: data.counts.total,
                open: data.counts.open,
                overdue: data.counts.overdue,
              })}
            </p>
            <p className="text-muted">
              {t('selectionParts', { parts: data.parts.total, sensors: data.sensors, units: data.units })}
            </p>
            <div className="mt-3 flex flex-wrap gap-2">
              {permissions.includes('cases.bulk_dispatch') && (
                <Button
                  look="primary"
                  disabled={dispatchable.length === 0}
                  onClick={() => setBulkOpen(true)}
                  title={t('selectionDispatchable', { count: dispatchable.length })}
                >
                  {t('bulkDispatch')} · {dispatchable.length}
                </Button>
              )}
              <Button onClick={onFilterHere}>{t('selectionFilter')}</Button>
            </div>
          </div>
          {data.counts.byClass.length > 0 && (
            <ul aria-label={t('selectionByClass')} className="border-t px-4 py-3">
              {data.counts.byClass.slice(0, 6).map((one) => (
                <li key={one.classCode} className="flex items-center gap-2 py-0.5">
                  <span className="w-24 shrink-0 truncate">{inLocale(locale, one.name, one.nameEn)}</span>
                  <span className="h-1.5 flex-1 rounded-full bg-line">
                    <span
                      className="block h-full rounded-full bg-line-strong"
                      style={{ width: `${(one.n / Math.max(1, data.counts.byClass[0]?.n ?? 1)) * 100}%` }}
                    />
                  </span>
                  <span className="w-12 text-right">{one.n.toLocaleString('en')}</span>
                </li>
              ))}
            </ul>
          )}
          {data.rows.length === 0 ? (
            <StateNote kind="empty" title={t('selectionEmpty')} />
          ) : (
            <ul className="border-t">
              {data.rows.map((row) => (
                <li key={row.caseId}>
                  <QueueRow
                    row={row}
                    nowMs={nowMs}
                    isSelected={row.caseId === selectedId}
                    isMarked={false}
                    onSelect={onSelect}
                  />
                </li>
              ))}
            </ul>
          )}
          {isBulkOpen && (
            <BulkDispatch
              rows={dispatchable}
              onClose={() => setBulkOpen(false)}
              onDone={(caseIds) => {
                setBulkOpen(false)
                onChanged(caseIds)
                void refetch()
              }}
            />
          )}
        </>
      )}
    </section>
  )
}
