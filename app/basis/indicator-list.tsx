'use client'

import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { inLocale, listed } from '../_i18n/locale.ts'
import { useApi } from '../_trpc/api.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { NotYet } from './not-yet.tsx'

/** What is measured, by which formula, against which target, and where the figure stands. */
export function IndicatorList() {
  const t = useTranslations('basis')
  const format = useFormatter()
  const { locale } = usePreferences()
  const { data, error, refetch } = useQuery(useApi().indices.catalog.queryOptions())
  if (!data) return <NotYet error={error} onRetry={() => void refetch()} />
  const columns = ['indicator', 'formula', 'target', 'weight', 'minSample', 'usedFor'] as const
  return (
    <>
      <p className="px-4 py-3 text-muted">{t('indicatorLead')}</p>
      <table className="w-full min-w-[44rem] border-collapse border-t">
        <thead className="sticky top-0 z-10 bg-panel text-left text-muted shadow-[0_1px_0_var(--line)]">
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col" className="px-4 py-2 font-normal">
                {t(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.map((one) => (
            <tr key={one.code} data-indicator={one.code} className="border-b align-top hover:bg-hover">
              <th scope="row" className="px-4 py-2 text-left font-medium">
                {inLocale(locale, one.name, one.nameEn)}
                <span className="block font-normal text-muted">
                  {one.code} · {t('version', { n: one.version })}
                </span>
              </th>
              <td className="max-w-md px-4 py-2">{inLocale(locale, one.formula, one.formulaEn)}</td>
              <td className="px-4 py-2 whitespace-nowrap tabular-nums">
                {format.number(one.target)} {t(`unitOf.${one.unit as '%'}`)}
                <span className="block text-muted">{t(`direction.${one.direction}`)}</span>
              </td>
              <td className="px-4 py-2 tabular-nums">
                {one.weight === null ? '—' : format.number(one.weight, { style: 'percent' })}
              </td>
              <td className="px-4 py-2 whitespace-nowrap tabular-nums">
                {one.minSample === 0 ? '—' : t('minSampleOf', { n: one.minSample })}
              </td>
              <td className="px-4 py-2 text-muted">
                {listed(
                  locale,
                  one.usedFor.map((use) => t(`use.${use}`)),
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
