'use client'

import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, Printer } from 'lucide-react'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { type ReactNode, useEffect } from 'react'
import { inLocale } from '../../../_i18n/locale.ts'
import { withTexts } from '../../../_i18n/with-texts.tsx'
import { messages as mapTexts } from '../../../_map/messages.ts'
import { type Outputs, useApi } from '../../../_trpc/api.ts'
import { Button } from '../../../_ui/button.tsx'
import { FailedNote } from '../../../_ui/failed-note.tsx'
import { usePreferences } from '../../../_ui/preferences.tsx'
import { useSession } from '../../../_ui/session-gate.tsx'
import { Skeleton } from '../../../_ui/skeleton.tsx'
import { messages as uploadsTexts } from '../../../_uploads/messages.ts'
import { messages as caseBasisTexts } from '../../../desk/case/basis-messages.ts'
import { CaseBasis } from '../../../desk/case/case-basis.tsx'
import { CaseReasons } from '../../../desk/case/case-reasons.tsx'
import { messages as deskTexts } from '../../../desk/messages.ts'
import { FileMap } from './file-map.tsx'
import { FileSignatures } from './file-signatures.tsx'
import { FileTimeline } from './file-timeline.tsx'
import { messages as fileTexts } from './messages.ts'

type File = Outputs['cases']['file']
/** 案件卷宗: all of a case on A4, to be printed or kept as PDF. Always light, whatever the screen is. */
export const CaseFile = withTexts(
  { file: fileTexts, desk: deskTexts, uploads: uploadsTexts, map: mapTexts, caseBasis: caseBasisTexts },
  function CaseFile({ caseId }: { caseId: number }) {
    const t = useTranslations('file')
    const { data, error, refetch } = useQuery({
      ...useApi().cases.file.queryOptions({ caseId }),
      // What is printed is what was read; looking away and back is no second reading.
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
    })
    useEffect(() => {
      const { dataset } = document.documentElement
      const before = dataset.theme
      dataset.theme = 'light'
      return () => {
        if (before === undefined) delete dataset.theme
        else dataset.theme = before
      }
    }, [])
    return (
      <div className="h-full overflow-auto bg-sunken print:h-auto print:overflow-visible print:bg-transparent">
        <div className="mx-auto flex max-w-[210mm] items-center gap-2 px-4 py-3 print:hidden">
          <Link href={`/cases/${caseId}`} className="flex min-w-0 flex-1 items-center gap-1.5 text-muted">
            <ArrowLeft aria-hidden className="size-4" />
            {t('back')}
          </Link>
          <Button look="primary" disabled={!data} data-act="print" onClick={() => window.print()}>
            <Printer aria-hidden className="size-4" />
            {t('print')}
          </Button>
        </div>
        {error && !data ? (
          <FailedNote error={error} onRetry={() => void refetch()} />
        ) : data ? (
          <Sheet file={data} />
        ) : (
          <Skeleton className="mx-auto h-[60dvh] max-w-[210mm]" />
        )}
      </div>
    )
  },
)

function Sheet({ file: { detail, takenBy, takenAt } }: { file: File }) {
  const t = useTranslations('file')
  const desk = useTranslations('desk')
  const uploads = useTranslations('uploads')
  const states = useTranslations('vocabulary.state')
  const severities = useTranslations('vocabulary.severity')
  const channels = useTranslations('vocabulary.channel')
  const closures = useTranslations('vocabulary.closureLevel')
  const format = useFormatter()
  const { locale } = usePreferences()
  const { city } = useSession()
  const time = (at: string | null) => (at === null ? '' : format.dateTime(new Date(at), 'momentOfYear'))
  const channel = channels.has(detail.channel as 'hotline')
    ? channels(detail.channel as 'hotline')
    : detail.channel
  const reporters = detail.reports
    .map(({ reporterMasked: { name, phone } }) => [name, phone].filter(Boolean).join(' '))
    .filter(Boolean)
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t('number'), detail.number],
    [t('state'), states(detail.state)],
    [t('category'), inLocale(locale, detail.categoryName, detail.categoryNameEn) || desk('uncategorized')],
    [
      t('severity'),
      severities.has(detail.severity as 'urgent') ? severities(detail.severity as 'urgent') : detail.severity,
    ],
    [t('channel'), channel],
    [t('reporter'), reporters.join(' / ') || t('unnamed')],
    [desk('address'), detail.address],
    [desk('area'), inLocale(locale, detail.areaName, detail.areaNameEn)],
    [
      desk('dutyGrid'),
      detail.dutyGridName
        ? `${inLocale(locale, detail.dutyGridName, detail.dutyGridNameEn)} ${detail.dutyGridCode}`
        : desk('unlocated'),
    ],
    [
      t('position'),
      detail.lngLat ? `${detail.lngLat[0].toFixed(6)}, ${detail.lngLat[1].toFixed(6)} (WGS 84)` : '',
    ],
    [t('department'), inLocale(locale, detail.departmentName ?? '', detail.departmentNameEn ?? '')],
    [desk('closedAt'), detail.closureLevel ? closures(detail.closureLevel) : ''],
    [t('reportedAt'), time(detail.reportedAt)],
    [t('dueAt'), time(detail.dueAt)],
    [t('closedAt'), time(detail.timestamps.closedAt)],
    [t('counts'), t('countsText', { returns: detail.returnCount, reworks: detail.reworkCount })],
  ]
  return (
    <article
      data-case-file={detail.number}
      className="mx-auto mb-8 max-w-[210mm] bg-panel px-[12mm] py-[10mm] text-ink shadow-float print:m-0 print:max-w-none print:p-0 print:shadow-none"
    >
      <header className="border-b-2 border-ink pb-3 text-center">
        <p className="text-muted">{inLocale(locale, city.name, city.nameEn)}</p>
        <h1 className="text-2xl font-semibold">{t('title')}</h1>
        <p className="tabular-nums">{detail.number}</p>
      </header>
      <dl className="grid grid-cols-2 gap-x-6 border-b py-3">
        {facts
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <div key={name} className="flex gap-2 py-0.5">
              <dt className="w-24 shrink-0 text-muted">{name}</dt>
              <dd className="min-w-0 flex-1 break-words">{value}</dd>
            </div>
          ))}
      </dl>
      <Part title={t('description')}>
        <p className="whitespace-pre-wrap">{detail.description}</p>
      </Part>
      {detail.lngLat && (
        <Part title={t('place')}>
          <FileMap lngLat={detail.lngLat} label={t('place')} />
        </Part>
      )}
      {detail.attachments.length > 0 && (
        <Part title={t('photos')}>
          <ul className="grid grid-cols-3 gap-3">
            {detail.attachments.map(({ sha256, mime, role, at }) => (
              <li key={`${sha256}-${role}`} className="break-inside-avoid">
                {mime.startsWith('video/') ? (
                  <p className="flex h-[38mm] w-full items-center justify-center rounded-sm border text-muted">
                    {uploads('film')}
                  </p>
                ) : (
                  // biome-ignore lint/performance/noImgElement: evidence is shown as it is kept
                  <img
                    src={`/api/attachments/${sha256}`}
                    alt={roleText(desk, role)}
                    className="h-[38mm] w-full rounded-sm border object-cover"
                  />
                )}
                <p className="text-sm">
                  {roleText(desk, role)} · {time(at)}
                </p>
                <p className="font-mono text-xs break-all text-muted">{sha256.slice(0, 32)}</p>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {detail.work.pauses.length > 0 && (
        <Part title={t('clocks')}>
          <ul>
            {detail.work.pauses.map((pause) => (
              <li key={pause.pauseId}>
                {t('paused', {
                  from: time(pause.fromAt),
                  until: time(pause.untilAt) || t('stillPaused'),
                  reason: pause.reason,
                })}
              </li>
            ))}
          </ul>
        </Part>
      )}
      <div className="break-inside-avoid [&_section]:border-t-0 [&_section]:px-0">
        <CaseReasons detail={detail} />
      </div>
      <div className="break-inside-avoid [&_section]:border-t-0 [&_section]:px-0">
        <CaseBasis detail={detail} />
      </div>
      <FileTimeline steps={detail.steps} time={time} />
      <FileSignatures steps={detail.steps} time={time} />
      <footer className="mt-4 border-t pt-2 text-sm text-muted">
        {t('taken', { name: takenBy, at: time(takenAt) })}
      </footer>
    </article>
  )
}

const photoRoles = ['near', 'far', 'reference', 'before', 'after'] as const

function roleText(t: ReturnType<typeof useTranslations<'desk'>>, role: string): string {
  return t(`photoRole.${photoRoles.find((one) => one === role) ?? 'other'}`)
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="break-inside-avoid border-b py-3">
      <h2 className="mb-1.5 font-semibold">{title}</h2>
      {children}
    </section>
  )
}
