'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { inLocale } from '../../_i18n/locale.ts'
import { withTexts } from '../../_i18n/with-texts.tsx'
import { useApi } from '../../_trpc/api.ts'
import { codedErrorOf, errorTextOf } from '../../_trpc/coded-error.ts'
import { Button } from '../../_ui/button.tsx'
import { usePreferences } from '../../_ui/preferences.tsx'
import { Skeleton } from '../../_ui/skeleton.tsx'
import { StateNote } from '../../_ui/state-note.tsx'
import { AttachmentView } from '../../_uploads/attachment-view.tsx'
import { messages as uploadsTexts } from '../../_uploads/messages.ts'
import { messages as reportTexts } from '../messages.ts'

/** Strangers have no live feed: the page asks again by itself. */
const renewMs = 10_000

/** What became of a report, for whoever has its link. */
export const FollowPage = withTexts(
  { report: reportTexts, uploads: uploadsTexts },
  function FollowPage({ followToken }: { followToken: string }) {
    const t = useTranslations('report')
    const shell = useTranslations('shell')
    const states = useTranslations('vocabulary.state')
    const format = useFormatter()
    const { locale } = usePreferences()
    const { data, error, refetch } = useQuery({
      ...useApi().reports.follow.queryOptions({ followToken }),
      refetchInterval: renewMs,
    })
    if (error && !data) {
      const isMissing = codedErrorOf(error).code === 'REPORT_NOT_FOUND'
      return (
        <StateNote
          kind={isMissing ? 'empty' : 'error'}
          title={isMissing ? t('followMissing') : shell('failedTitle')}
          action={
            isMissing ? (
              <Link href="/report" className="text-accent underline underline-offset-4">
                {t('title')}
              </Link>
            ) : (
              <Button size="touch" onClick={() => void refetch()}>
                {shell('retry')}
              </Button>
            )
          }
        >
          {isMissing ? t('followMissingDetail') : errorTextOf(error, locale)}
        </StateNote>
      )
    }
    if (!data) {
      return (
        <div className="flex flex-col gap-4 p-4" role="status" aria-label={shell('loading')}>
          <Skeleton className="h-8 w-40" />
          <Skeleton className="h-24" />
          <Skeleton className="h-48" />
        </div>
      )
    }
    const department = inLocale(locale, data.departmentName, data.departmentNameEn)
    return (
      <div className="flex flex-col gap-5 p-4">
        <div>
          <h1 className="text-xl font-semibold">{t('followTitle')}</h1>
          <p className="text-muted">
            {t('number')} {data.caseNumber}
          </p>
        </div>
        <div className="rounded-xl border bg-panel p-4">
          <p className="text-lg font-semibold" data-state={data.state}>
            {data.state && states(data.state)}
          </p>
          <p className="text-muted">
            {[
              inLocale(locale, data.categoryName, data.categoryNameEn),
              department && t('handler', { name: department }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
          <p className="mt-2 whitespace-pre-wrap">{data.description}</p>
          {data.address && <p className="text-muted">{data.address}</p>}
          {data.attachments.length > 0 && (
            <ul className="mt-3 flex gap-2 overflow-x-auto" aria-label={t('sentPictures')}>
              {data.attachments.map(({ sha256, mime }, index) => (
                <li key={sha256} className="shrink-0">
                  <AttachmentView
                    sha256={sha256}
                    mime={mime}
                    label={t('photo', { index: index + 1 })}
                    folder={`/api/reports/follow/${followToken}`}
                    className="h-32 w-44 rounded-md border"
                  />
                </li>
              ))}
            </ul>
          )}
        </div>
        <ol className="relative ml-2 border-l-2 pl-5">
          {data.steps.toReversed().map((step, index) => (
            <li key={`${step.verb}-${step.at}`} className="relative pb-5 last:pb-0">
              <span
                aria-hidden
                className={`absolute top-1.5 -left-[1.72rem] size-3 rounded-full border-2 ${index === 0 ? 'border-accent bg-accent' : 'border-line-strong bg-panel'}`}
              />
              <span className={index === 0 ? 'font-semibold' : ''}>{t(`step.${step.verb}`)}</span>
              <time dateTime={step.at} className="block text-muted">
                {format.dateTime(new Date(step.at), 'moment')}
              </time>
            </li>
          ))}
        </ol>
        <p className="text-muted">{t('keepLink')}</p>
        <Link
          href="/report"
          className="flex min-h-12 items-center justify-center rounded-md border border-line-strong font-medium"
        >
          {t('another')}
        </Link>
      </div>
    )
  },
)
