'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { inLocale } from '../_i18n/locale.ts'
import { type Outputs, useApi } from '../_trpc/api.ts'
import { FailedNote } from '../_ui/failed-note.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { NumberCell } from './number-cell.tsx'
import type { MonitorSearch } from './search-params.ts'

type Area = Outputs['monitor']['closures']['areas'][number]

/** 小事不出社区: by subdistrict, how many cases were closed at each level; each number opens its cases. */
export function ClosureTable({
  search,
  onOpen,
}: {
  search: MonitorSearch
  onOpen: (opened: Partial<MonitorSearch>) => void
}) {
  const t = useTranslations('monitor')
  const closures = useTranslations('vocabulary.closureLevel')
  const format = useFormatter()
  const { locale } = usePreferences()
  const { data, error, refetch } = useQuery({
    ...useApi().monitor.closures.queryOptions(),
    placeholderData: keepPreviousData,
  })
  if (error && !data) return <FailedNote error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton className="h-48" />
  const sum = (of: (area: Area) => number) => data.areas.reduce((total, area) => total + of(area), 0)
  const low = ({ counts }: Pick<Area, 'counts'>) => counts.grid + counts.community + counts.subdistrict
  const share = (part: number, whole: number) =>
    whole === 0
      ? '–'
      : format.number(part / whole, {
          style: 'percent',
          minimumFractionDigits: 1,
          maximumFractionDigits: 1,
        })
  const most = Math.max(1, ...data.areas.flatMap(({ counts }) => Object.values(counts)))
  return (
    <section aria-label={t('closures')} className="rounded-lg border bg-panel" data-table="closures">
      <h2 className="px-4 pt-3 font-semibold">{t('closures')}</h2>
      <p className="px-4 pb-2 text-muted">{t('closuresLead', { days: data.days })}</p>
      {data.areas.length === 0 ? (
        <p className="px-4 pb-3 text-muted">{t('noClosures')}</p>
      ) : (
        <div className="overflow-x-auto">
          <table className="w-full border-collapse tabular-nums">
            <thead>
              <tr className="border-b text-left text-muted">
                <th scope="col" className="px-4 py-1.5 font-normal">
                  {t('closureArea')}
                </th>
                {data.levels.map((level) => (
                  <th key={level} scope="col" className="px-2 py-1.5 text-right font-normal">
                    {closures(level)}
                  </th>
                ))}
                <th scope="col" className="px-2 py-1.5 text-right font-normal">
                  {t('closureTotal')}
                </th>
                <th scope="col" className="px-4 py-1.5 text-right font-normal whitespace-nowrap">
                  {t('closureLow')}
                </th>
              </tr>
            </thead>
            <tbody>
              {data.areas.map((area) => (
                <tr key={area.areaId} className="border-b">
                  <th scope="row" className="px-4 text-left font-medium whitespace-nowrap">
                    {area.areaId === 0 ? t('noArea') : inLocale(locale, area.name, area.nameEn)}
                  </th>
                  {data.levels.map((level) => (
                    <NumberCell
                      key={level}
                      value={area.counts[level]}
                      shade={area.counts[level] / most}
                      isOpen={search.closureLevel === level && search.areaId === area.areaId}
                      onOpen={() => onOpen({ closureLevel: level, areaId: area.areaId })}
                    />
                  ))}
                  <td className="px-2 text-right">{area.total.toLocaleString('en')}</td>
                  <td className="px-4 text-right">{share(low(area), area.total)}</td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row" className="px-4 py-1 text-left font-medium">
                  {t('closureAll')}
                </th>
                {data.levels.map((level) => (
                  <NumberCell
                    key={level}
                    value={sum(({ counts }) => counts[level])}
                    isOpen={search.closureLevel === level && search.areaId === null}
                    onOpen={() => onOpen({ closureLevel: level })}
                  />
                ))}
                <td className="px-2 text-right">{sum(({ total }) => total).toLocaleString('en')}</td>
                <td className="px-4 text-right">
                  {share(
                    sum((area) => low(area)),
                    sum(({ total }) => total),
                  )}
                </td>
              </tr>
            </tfoot>
          </table>
        </div>
      )}
      <p className="px-4 py-2 text-muted">{t('closuresRule')}</p>
    </section>
  )
}
