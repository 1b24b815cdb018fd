'use client'

import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { inLocale, listed } from '../../_i18n/locale.ts'
import { withTexts } from '../../_i18n/with-texts.tsx'
import { type Outputs, useApi } from '../../_trpc/api.ts'
import { FailedNote } from '../../_ui/failed-note.tsx'
import { usePreferences } from '../../_ui/preferences.tsx'
import { Skeleton } from '../../_ui/skeleton.tsx'
import { StateNote } from '../../_ui/state-note.tsx'
import { messages as inspectionsTexts } from '../messages.ts'
import { Reproduce } from '../reproduce.tsx'

type Published = Outputs['inspections']['published'][number]

/** 公示: what was inspected and what came of it, without a person's name. */
export const PublishedResults = withTexts({ inspections: inspectionsTexts }, function PublishedResults() {
  const t = useTranslations('inspections')
  const { data, error, refetch } = useQuery(useApi().inspections.published.queryOptions())
  return (
    <>
      <h1 className="text-xl font-semibold">{t('publicTitle')}</h1>
      <p className="text-muted">{t('publicLead')}</p>
      {error && !data ? (
        <FailedNote error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Skeleton className="mt-4 h-48" />
      ) : data.length === 0 ? (
        <StateNote kind="empty" title={t('noPublished')} />
      ) : (
        data.map((draw) => <PublishedDraw key={draw.drawId} draw={draw} />)
      )}
    </>
  )
})

function PublishedDraw({ draw }: { draw: Published }) {
  const t = useTranslations('inspections')
  const format = useFormatter()
  const { locale } = usePreferences()
  const day = (at: string) => format.dateTime(new Date(at), 'dayOfYear')
  const bad = draw.visits.filter(({ result }) => result === 'problem').length
  const total = draw.visits.length
  return (
    <article id={`draw-${draw.drawId}`} data-published={draw.drawId} className="mt-5 flex flex-col gap-3">
      <header>
        <h2 className="text-base font-semibold">{inLocale(locale, draw.item, draw.itemEn)}</h2>
        <p className="text-muted">
          {t('publishedAt', { at: day(draw.publishedAt) })} ·{' '}
          {bad === 0 ? t('allPass', { total }) : t('somePass', { total, count: bad })}
        </p>
        {draw.basis && (
          <p className="text-muted">{t('basisIs', { text: inLocale(locale, draw.basis, draw.basisEn) })}</p>
        )}
      </header>
      <ul className="rounded-lg border bg-panel">
        {draw.visits.map((visit) => (
          <li key={visit.code} className="border-b px-3 py-2 last:border-b-0">
            <div className="flex gap-3">
              <span className="min-w-0 flex-1 font-medium">
                {inLocale(locale, visit.name, visit.nameEn || visit.name)}
              </span>
              <span className={visit.result === 'problem' ? 'text-overdue' : 'text-muted'}>
                {visit.result && t(`result.${visit.result}`)}
              </span>
            </div>
            {visit.problems.length > 0 && (
              <p>
                {t('notMet', {
                  checks: listed(
                    locale,
                    visit.problems.map(({ zh, en }) => inLocale(locale, zh, en)),
                  ),
                })}
              </p>
            )}
            <p className="text-muted">
              {visit.doneAt && `${day(visit.doneAt)} · `}
              {t('departments', {
                names: listed(
                  locale,
                  visit.departments.map(({ zh, en }) => inLocale(locale, zh, en || zh)),
                ),
                codes: listed(locale, visit.inspectorCodes),
              })}
            </p>
          </li>
        ))}
      </ul>
      <Reproduce draw={draw} count={total} />
    </article>
  )
}
