'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { inLocale } from '../_i18n/locale.ts'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Dialog } from '../_ui/dialog.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'

export type Drill = {
  readonly name: string
  readonly categoryId?: number
  readonly areaId?: number
  readonly outcome?: 'right' | 'returned' | 'overridden' | 'open' | undefined
}

/** The decisions behind a figure, each a way to its case. */
export function DrillDialog({ drill, days, onClose }: { drill: Drill; days: number; onClose: () => void }) {
  const t = useTranslations('robot')
  const format = useFormatter()
  const { locale } = usePreferences()
  const { name, ...wanted } = drill
  const { data, error } = useQuery(useApi().robot.decisions.queryOptions({ ...wanted, days }))
  const outcome = drill.outcome ? t(drill.outcome) : t('drillAll')
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('drill', { name, outcome })}
      description={t('drillMost')}
      className="w-[min(46rem,calc(100vw-2rem))]"
    >
      {error ? (
        <p role="alert" className="text-overdue">
          {errorTextOf(error, locale)}
        </p>
      ) : !data ? (
        <Skeleton className="h-40" />
      ) : data.length === 0 ? (
        <p className="text-muted">{t('noDecisions')}</p>
      ) : (
        <ul>
          {data.map((one) => (
            <li
              key={`${one.caseId} ${one.at}`}
              data-case={one.caseId}
              className="flex flex-wrap items-baseline gap-x-3 border-b py-1 last:border-0"
            >
              <Link
                href={`/desk?open=all&ids=${one.caseId}&case=${one.caseId}`}
                className="text-accent hover:underline"
              >
                {one.number}
              </Link>
              <span className="text-muted">{format.dateTime(new Date(one.at), 'moment')}</span>
              <span className="min-w-0 flex-1 truncate">
                {inLocale(locale, one.categoryName, one.categoryNameEn)}
                {one.unitName && ` → ${inLocale(locale, one.unitName, one.unitNameEn)}`}
              </span>
              <span className={one.outcome === 'returned' ? 'text-near' : 'text-muted'}>
                {t(one.outcome)}
              </span>
              {one.score !== null && (
                <span className="text-muted">{t('score', { score: String(one.score) })}</span>
              )}
              {one.ruleVersion !== null && (
                <span className="text-muted">{t('rule', { version: one.ruleVersion })}</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  )
}
