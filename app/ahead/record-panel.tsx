import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { inLocale } from '../_i18n/locale.ts'
import { useApi } from '../_trpc/api.ts'
import { Button } from '../_ui/button.tsx'
import { FailedNote } from '../_ui/failed-note.tsx'
import { Select } from '../_ui/field.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { type AheadSearch, periods } from './search-params.ts'

/** Fewer make no rate. */
const minSample = 5
const box = 'block rounded-lg border bg-panel px-3 py-2.5 text-left hover:bg-hover'

/** What looking ahead was worth: every figure leads to the tasks or cases behind it. */
export function RecordPanel({
  search,
  onChange,
  onClose,
}: {
  search: AheadSearch
  onChange: (change: Partial<AheadSearch>) => void
  onClose: () => void
}) {
  const t = useTranslations('ahead')
  const format = useFormatter()
  const { locale } = usePreferences()
  const { data, error, refetch } = useQuery(useApi().ahead.record.queryOptions({ days: search.days }))
  const rateText = (part: number, whole: number) =>
    whole < minSample
      ? t('tooFew')
      : format.number(part / whole, { style: 'percent', maximumFractionDigits: 1 })
  const desk = (ids: readonly number[]) => `/desk?open=all&ids=${ids.join('.')}`
  const tasks = data?.tasks ?? []
  const sum = (of: (row: (typeof tasks)[number]) => number) =>
    tasks.reduce((total, row) => total + of(row), 0)
  const finished = sum(({ found, nothing }) => found + nothing)
  return (
    <section data-panel="record" aria-label={t('record')}>
      <header className="sticky top-0 z-10 flex items-center gap-2 border-b bg-panel px-4 py-2.5">
        <h2 className="min-w-0 flex-1 text-base font-semibold">{t('record')}</h2>
        <Select
          aria-label={t('days')}
          value={search.days}
          className="h-8 w-auto"
          onChange={(event) =>
            onChange({ days: periods.find((days) => days === Number(event.target.value)) ?? 30 })
          }
        >
          {periods.map((days) => (
            <option key={days} value={days}>
              {t('lastDays', { count: days })}
            </option>
          ))}
        </Select>
        <Button look="quiet" size="icon" aria-label={t('close')} onClick={onClose}>
          <X aria-hidden className="size-4" />
        </Button>
      </header>
      <div className="grid gap-4 p-4">
        <p className="text-muted">{t('recordLead')}</p>
        {error && !data ? (
          <FailedNote error={error} onRetry={() => void refetch()} />
        ) : !data ? (
          <Skeleton className="h-40" />
        ) : (
          <>
            <div className="grid grid-cols-2 gap-3">
              <button
                type="button"
                data-figure="found"
                className={box}
                onClick={() => onChange({ state: 'done', detector: null, view: null, candidateId: null })}
              >
                <span className="block text-muted">{t('hitRate')}</span>
                <span className="block text-2xl font-semibold">
                  {rateText(
                    sum(({ found }) => found),
                    finished,
                  )}
                </span>
                <span className="block text-muted">
                  {t('hitOf', { found: sum(({ found }) => found), all: finished })}
                </span>
              </button>
              {data.complaints.all === 0 ? (
                <div className="rounded-lg border bg-panel px-3 py-2.5" data-figure="known">
                  <span className="block text-muted">{t('known')}</span>
                  <span className="block text-muted">{t('notYet')}</span>
                </div>
              ) : (
                <Link href={desk(data.complaints.knownCaseIds)} data-figure="known" className={box}>
                  <span className="block text-muted">{t('known')}</span>
                  <span className="block text-2xl font-semibold">
                    {rateText(data.complaints.known, data.complaints.all)}
                  </span>
                  <span className="block text-muted">
                    {t('knownOf', { known: data.complaints.known, all: data.complaints.all })}
                  </span>
                </Link>
              )}
            </div>
            {data.complaints.from && (
              <p className="text-muted">
                {t('knownSince', {
                  time: format.dateTime(new Date(data.complaints.from), 'dayOfYear'),
                })}
              </p>
            )}
            {tasks.length > 0 && (
              <table className="w-full">
                <tbody>
                  {tasks.map((row) => (
                    <tr key={row.detector} className="border-b last:border-0">
                      <th className="py-1.5 text-left font-normal">{t(`detector.${row.detector}`)}</th>
                      <td className="text-right">
                        <button
                          type="button"
                          className="rounded px-1 hover:bg-hover hover:text-accent"
                          onClick={() =>
                            onChange({
                              state: 'done',
                              detector: row.detector,
                              finding: 'found',
                              view: null,
                              candidateId: null,
                            })
                          }
                        >
                          {row.found}/{row.found + row.nothing}
                        </button>
                      </td>
                      <td className="text-right">
                        <button
                          type="button"
                          className="rounded px-1 text-muted hover:bg-hover hover:text-accent"
                          onClick={() =>
                            onChange({
                              state: 'accepted',
                              detector: row.detector,
                              finding: null,
                              view: null,
                              candidateId: null,
                            })
                          }
                        >
                          {t('openTasks', { open: row.open })}
                          {row.overdue > 0 && (
                            <span className="ml-1 text-overdue">
                              {t('overdueTasks', { count: row.overdue })}
                            </span>
                          )}
                        </button>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
            <div>
              <h3 className="mb-1 font-medium">{t('misses')}</h3>
              {data.misses.length === 0 ? (
                <p className="text-muted">{t('noMisses')}</p>
              ) : (
                <ul>
                  {data.misses.map((miss) => (
                    <li
                      key={`${miss.dutyGridId}/${miss.categoryId}`}
                      className="flex gap-2 border-b py-1 last:border-0"
                    >
                      <Link
                        href={desk(miss.caseIds)}
                        className="min-w-0 flex-1 truncate hover:text-accent"
                        data-miss={miss.categoryId}
                      >
                        {inLocale(locale, miss.categoryName, miss.categoryNameEn)}{' '}
                        <span className="text-muted">
                          {inLocale(locale, miss.dutyGridName, miss.dutyGridNameEn)}
                        </span>
                      </Link>
                      <span className="text-muted tabular-nums">{miss.n}</span>
                    </li>
                  ))}
                </ul>
              )}
            </div>
          </>
        )}
      </div>
    </section>
  )
}
