'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import { withTexts } from '../_i18n/with-texts.tsx'
import { type Outputs, useApi } from '../_trpc/api.ts'
import { Button } from '../_ui/button.tsx'
import { FailedNote } from '../_ui/failed-note.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { IntegrationDialog } from './integration-dialog.tsx'
import { type Department, type Level, LevelMark, levels } from './level-mark.tsx'
import { messages as departmentsTexts } from './messages.ts'

/** How far each department has joined, what that means, and who changed it on what grounds. */
export const DepartmentsScreen = withTexts({ departments: departmentsTexts }, function DepartmentsScreen() {
  const t = useTranslations('departments')
  const { permissions } = useSession()
  const [changing, setChanging] = useState<Department | null>(null)
  const { data, error, refetch } = useQuery(useApi().departments.integration.queryOptions())
  const canChange = permissions.includes('departments.integrate')
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto flex max-w-6xl flex-col gap-5 px-6 py-5 max-md:px-4">
        <header>
          <h1 className="text-lg font-semibold">{t('title')}</h1>
          <p className="text-muted">{t('lead')}</p>
        </header>
        {error && !data ? (
          <FailedNote error={error} onRetry={() => void refetch()} />
        ) : !data ? (
          <Skeleton className="h-96" />
        ) : (
          <>
            <ol className="grid gap-3 md:grid-cols-3">
              {levels.map((level) => (
                <li key={level} className="flex flex-col gap-1.5 rounded-lg border bg-panel p-4">
                  <span className="flex items-baseline justify-between gap-2">
                    <span className="font-semibold">
                      <LevelMark level={level} />
                    </span>
                    <span className="text-muted">
                      {t('departments', {
                        count: data.departments.filter((one) => one.level === level).length,
                      })}
                    </span>
                  </span>
                  <p>{t(`means.${level}`)}</p>
                </li>
              ))}
            </ol>
            <DepartmentTable departments={data.departments} onChange={canChange ? setChanging : undefined} />
            <ChangeList changes={data.changes} />
          </>
        )}
      </div>
      {changing && <IntegrationDialog department={changing} onClose={() => setChanging(null)} />}
    </div>
  )
})

function DepartmentTable({
  departments,
  onChange,
}: {
  departments: readonly Department[]
  onChange: ((department: Department) => void) | undefined
}) {
  const t = useTranslations('departments')
  const { locale } = usePreferences()
  const figure = 'px-2 py-1.5 text-right whitespace-nowrap'
  return (
    <section className="overflow-x-auto rounded-lg border bg-panel px-4 py-2">
      <table className="w-full">
        <thead className="text-muted">
          <tr className="border-b">
            <th className="py-1.5 pr-2 text-left font-normal">{t('name')}</th>
            <th className="px-2 py-1.5 text-left font-normal">{t('levelHead')}</th>
            <th className={`${figure} font-normal`}>{t('duties')}</th>
            <th className={`${figure} font-normal`}>{t('units')}</th>
            <th className={`${figure} font-normal`}>{t('openCases')}</th>
            {onChange && <th aria-label={t('change')} />}
          </tr>
        </thead>
        <tbody>
          {departments.map((one) => (
            <tr key={one.departmentId} data-department={one.code} className="border-b last:border-0">
              <th className="min-w-32 py-1.5 pr-2 text-left font-normal">
                {inLocale(locale, one.name, one.nameEn)}
                <span className="block text-muted max-md:hidden">
                  {inLocale(locale, one.mandate, one.mandateEn)}
                </span>
              </th>
              <td className="px-2 py-1.5">
                <LevelMark level={one.level as Level} />
              </td>
              <td className={figure}>{one.duties.toLocaleString('en')}</td>
              <td className={figure}>{one.units.toLocaleString('en')}</td>
              <td className={figure}>
                {one.openCases === 0 ? (
                  0
                ) : (
                  <Link href={`/desk?department=${one.departmentId}`} className="text-accent hover:underline">
                    {one.openCases.toLocaleString('en')}
                  </Link>
                )}
              </td>
              {onChange && (
                <td className="py-1.5 pl-2 text-right">
                  {one.lowestLevel === 3 ? (
                    <span className="text-muted">{t('fixed')}</span>
                  ) : (
                    <Button
                      onClick={() => onChange(one)}
                      aria-label={t('changeFor', { name: inLocale(locale, one.name, one.nameEn) })}
                    >
                      {t('change')}
                    </Button>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function ChangeList({ changes }: { changes: Outputs['departments']['integration']['changes'] }) {
  const t = useTranslations('departments')
  const format = useFormatter()
  const { locale } = usePreferences()
  return (
    <section aria-label={t('history')} className="rounded-lg border bg-panel p-4">
      <h2 className="font-semibold">{t('history')}</h2>
      {changes.length === 0 && <p className="text-muted">{t('noHistory')}</p>}
      <ul>
        {changes.map((one) => (
          <li key={one.changeId} className="border-b py-1.5 last:border-0">
            <p>
              {inLocale(locale, one.name, one.nameEn)}{' '}
              <span className="font-medium">
                {t('changed', {
                  from: t(`level.${one.fromLevel as Level}`),
                  to: t(`level.${one.toLevel as Level}`),
                })}
              </span>
            </p>
            <p className="text-muted">
              {[format.dateTime(new Date(one.at), 'moment'), one.actorName, one.reason].join(' · ')}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
