'use client'

import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { inLocale } from '../../_i18n/locale.ts'
import { withTexts } from '../../_i18n/with-texts.tsx'
import { useApi } from '../../_trpc/api.ts'
import { FailedNote } from '../../_ui/failed-note.tsx'
import { usePreferences } from '../../_ui/preferences.tsx'
import { Skeleton } from '../../_ui/skeleton.tsx'
import { StateNote } from '../../_ui/state-note.tsx'
import { messages as inspectionsTexts } from '../messages.ts'

/** What I was drawn for and have not done, for a phone. */
export const MyVisits = withTexts({ inspections: inspectionsTexts }, function MyVisits() {
  const t = useTranslations('inspections')
  const format = useFormatter()
  const { locale } = usePreferences()
  const { data, error, refetch } = useQuery(useApi().inspections.mine.queryOptions())
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto max-w-lg px-4 py-3 text-base">
        <Link href="/inspections" className="inline-flex min-h-11 items-center gap-1.5 text-muted">
          <ArrowLeft aria-hidden className="size-4" />
          {t('title')}
        </Link>
        <h1 className="text-lg font-semibold">{t('myVisits')}</h1>
        {error && !data ? (
          <FailedNote error={error} onRetry={() => void refetch()} />
        ) : !data ? (
          <Skeleton className="mt-3 h-24" />
        ) : data.length === 0 ? (
          <StateNote kind="empty" title={t('noMine')} />
        ) : (
          <ul className="mt-2 divide-y">
            {data.map((visit) => (
              <li key={visit.visitId}>
                <Link
                  href={`/inspections/visits/${visit.visitId}`}
                  data-visit={visit.visitId}
                  className="flex min-h-14 items-center gap-2 py-2 hover:bg-hover"
                >
                  <span className="min-w-0 flex-1">
                    <span className="block font-medium">
                      {inLocale(locale, visit.name, visit.nameEn || visit.name)}
                    </span>
                    <span className="block text-muted">
                      {inLocale(locale, visit.item, visit.itemEn || visit.item)} · {t(`state.${visit.state}`)}{' '}
                      · {t('due', { at: format.dateTime(new Date(visit.dueAt), 'dayOfYear') })}
                    </span>
                  </span>
                  <ChevronRight aria-hidden className="size-5 text-faint" />
                </Link>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  )
})
