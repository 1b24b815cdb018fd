import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { ArrowLeft, X } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { inLocale } from '../_i18n/locale.ts'
import { type Outputs, useApi } from '../_trpc/api.ts'
import { Button } from '../_ui/button.tsx'
import { durationText } from '../_ui/duration-text.ts'
import { FailedNote } from '../_ui/failed-note.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { StateNote } from '../_ui/state-note.tsx'
import { useNow } from '../_ui/use-now.ts'
import { CasePanel } from '../desk/case/case-panel.tsx'
import { QueueRow } from '../desk/queue/queue-row.tsx'
import type { MonitorSearch } from './search-params.ts'

/** The cases behind a number, those that wait longest first; and one of them in hand. */
export function BehindPanel({
  search,
  monitor,
  onCase,
  onClose,
}: {
  search: MonitorSearch
  monitor: Outputs['monitor']['now'] | undefined
  onCase: (caseId: number | null) => void
  onClose: () => void
}) {
  const t = useTranslations('monitor')
  const shell = useTranslations('shell')
  const closures = useTranslations('vocabulary.closureLevel')
  const { locale } = usePreferences()
  const format = useFormatter()
  const nowMs = useNow()
  const api = useApi()
  const queryClient = useQueryClient()
  const { figure, departmentId, unitId, ageBand, closureLevel, areaId, caseId } = search
  const hasList = figure !== null || departmentId !== null || unitId !== null || closureLevel !== null
  const { data, error, refetch } = useQuery({
    ...api.monitor.behind.queryOptions({
      ...(figure && { figure }),
      ...(departmentId !== null && { departmentId }),
      ...(unitId !== null && { unitId }),
      ...(ageBand !== null && { ageBand }),
      ...(closureLevel && { closureLevel }),
      ...(areaId !== null && { areaId }),
    }),
    enabled: hasList,
    placeholderData: keepPreviousData,
  })
  const department = monitor?.departments.find((one) => (one.departmentId ?? 0) === departmentId)
  const unit = monitor?.units.find((one) => one.unitId === unitId)
  const title = [
    department &&
      (department.departmentId === null ? t('nobody') : inLocale(locale, department.name, department.nameEn)),
    unit && inLocale(locale, unit.name, unit.nameEn),
    closureLevel
      ? t('closedAtLevel', { level: closures(closureLevel) })
      : figure
        ? t(`figure.${figure}`)
        : t('open'),
  ]
    .filter(Boolean)
    .join(' · ')
  return (
    <aside
      aria-label={title}
      className="flex min-h-0 w-full flex-col border-l bg-panel lg:w-[27rem]"
      data-panel="behind"
    >
      {caseId !== null ? (
        <>
          {hasList && (
            <div className="border-b px-2 py-1">
              <Button look="quiet" onClick={() => onCase(null)} hotkey="Esc">
                <ArrowLeft aria-hidden className="size-4" />
                {title}
              </Button>
            </div>
          )}
          <div className="min-h-0 flex-1 overflow-auto">
            <CasePanel
              key={caseId}
              caseId={caseId}
              onClose={() => (hasList ? onCase(null) : onClose())}
              onSelect={onCase}
              onChanged={() => void queryClient.invalidateQueries({ queryKey: api.monitor.pathKey() })}
            />
          </div>
        </>
      ) : (
        <>
          <header className="flex items-center gap-2 border-b py-2 pr-2 pl-4">
            <h2 className="min-w-0 flex-1 truncate font-semibold">
              {title} <span className="font-normal text-muted tabular-nums">{data?.total ?? ''}</span>
            </h2>
            <Button look="quiet" size="icon" onClick={onClose} aria-label={shell('close')}>
              <X aria-hidden className="size-4" />
            </Button>
          </header>
          <div className="min-h-0 flex-1 overflow-auto">
            {error && !data ? (
              <FailedNote error={error} onRetry={() => void refetch()} />
            ) : !data ? (
              <div className="flex flex-col gap-3 p-4" role="status" aria-label={shell('loading')}>
                <Skeleton className="h-10" />
                <Skeleton className="h-10" />
                <Skeleton className="h-10" />
              </div>
            ) : data.rows.length === 0 ? (
              <StateNote kind="empty" title={t('noneLeft')} />
            ) : (
              <ul>
                {data.rows.map((row) => (
                  <li key={row.caseId} className="relative">
                    <QueueRow row={row} nowMs={nowMs} isSelected={false} isMarked={false} onSelect={onCase} />
                    <p className="-mt-px border-b bg-panel px-3 pb-1.5 pl-9 text-muted">
                      {row.number} ·{' '}
                      {closureLevel
                        ? t('closedOn', {
                            day: format.dateTime(new Date(row.since), 'dayOfYear'),
                          })
                        : t('waits', {
                            time: durationText(Math.max(0, nowMs - Date.parse(row.since)) / 60_000, locale),
                          })}
                    </p>
                  </li>
                ))}
              </ul>
            )}
            {data && data.total > data.rows.length && (
              <p className="px-4 py-2 text-muted">{t('more', { n: data.total - data.rows.length })}</p>
            )}
          </div>
        </>
      )}
    </aside>
  )
}
