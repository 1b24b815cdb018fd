'use client'

import { ExternalLink, Link2, MonitorUp, Printer, X } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { inLocale } from '../../_i18n/locale.ts'
import { Button } from '../../_ui/button.tsx'
import { usePreferences } from '../../_ui/preferences.tsx'
import { StatusShape } from '../../_ui/status-shape.tsx'
import { useToast } from '../../_ui/toasts.tsx'
import { useNow } from '../../_ui/use-now.ts'
import { ClockBar } from '../queue/clock-bar.tsx'
import { TimeLeft } from '../queue/time-left.tsx'
import { openSecond } from '../second/open-second.ts'
import { useMoment } from '../use-moment.ts'
import type { CaseDetail } from './case-detail.ts'

/** What it is, where it stands, and when it is due: the moment and what is left. */
export function CaseHead({ detail, onClose }: { detail: CaseDetail; onClose?: () => void }) {
  const t = useTranslations('desk')
  const shell = useTranslations('shell')
  const state = useTranslations('vocabulary.state')
  const levels = useTranslations('vocabulary.clockLevel')
  const severity = useTranslations('vocabulary.severity')
  const { locale } = usePreferences()
  const say = useToast()
  const nowMs = useNow()
  const isDone = detail.state === 'closed' || detail.state === 'canceled'
  const level = isDone ? 'done' : detail.clockLevel
  const runningDueAt = detail.runningDueAt ?? detail.dueAt ?? ''
  const time = useMoment()

  async function share() {
    const url = `${window.location.origin}/cases/${detail.caseId}`
    // The clipboard is missing on plain http: the link itself is then what can be copied.
    const copied = await navigator.clipboard?.writeText(url).then(
      () => true,
      () => false,
    )
    say({ kind: 'done', title: copied ? t('shared') : t('share'), detail: url })
  }

  return (
    <header className="px-4 pt-3 pb-3">
      <div className="flex flex-wrap items-center text-muted">
        {/* Whole, on a line of its own where it must: it is what is read out on the telephone. */}
        <span data-case-number className="whitespace-nowrap text-xs tabular-nums">
          {detail.number}
        </span>
        <span className="-mr-2 ml-auto flex items-center">
          <Button
            look="quiet"
            size="icon"
            onClick={() => void share()}
            aria-label={t('share')}
            title={t('share')}
          >
            <Link2 aria-hidden className="size-4" />
          </Button>
          <Link
            href={`/cases/${detail.caseId}/print`}
            aria-label={t('printFile')}
            title={t('printFile')}
            data-act="file"
            className="grid size-8 place-items-center rounded-md text-muted hover:bg-hover hover:text-ink"
          >
            <Printer aria-hidden className="size-4" />
          </Link>
          {onClose && (
            <>
              <Button
                look="quiet"
                size="icon"
                data-pop-out
                onClick={() => openSecond('case', detail.caseId)}
                aria-label={t('second.case')}
                title={t('second.case')}
                className="max-md:hidden"
              >
                <MonitorUp aria-hidden className="size-4" />
              </Button>
              <Link
                href={`/cases/${detail.caseId}`}
                aria-label={t('openPage')}
                title={t('openPage')}
                className="grid size-8 place-items-center rounded-md text-muted hover:bg-hover hover:text-ink"
              >
                <ExternalLink aria-hidden className="size-4" />
              </Link>
              <Button
                look="quiet"
                size="icon"
                onClick={onClose}
                aria-label={shell('close')}
                title={shell('close')}
              >
                <X aria-hidden className="size-4" />
              </Button>
            </>
          )}
        </span>
      </div>
      <h2 className="mt-0.5 text-lg leading-snug font-semibold">
        {inLocale(locale, detail.categoryName, detail.categoryNameEn) || t('uncategorized')}
        {detail.severity !== 'normal' && (
          <span className="ml-2 inline-block rounded-sm border border-current px-1 align-middle text-xs leading-5 font-semibold">
            {severity.has(detail.severity as 'urgent')
              ? severity(detail.severity as 'urgent')
              : detail.severity}
          </span>
        )}
      </h2>
      <div className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="flex items-center gap-1.5 font-medium" data-state={detail.state}>
          <StatusShape level={level} label={levels(level)} isMachineFound={detail.foundBy === 'machine'} />
          {state(detail.state)}
        </span>
        {!isDone && detail.dueAt && (
          <>
            <ClockBar row={detail} nowMs={nowMs} />
            <span className="text-muted" data-due title={t('dueWhole', { time: time(detail.dueAt) })}>
              {runningDueAt === detail.dueAt
                ? t('due', { time: time(runningDueAt) })
                : t('dueHandle', { time: time(runningDueAt) })}
            </span>
            <span className="whitespace-nowrap">
              <TimeLeft row={detail} />{' '}
              {detail.clock && (
                <span className="text-muted">
                  {/* What is left is told in hours: those of work, or those of the day. */}
                  {t(`clock.${detail.clock === 'work_days' ? 'work_hours' : detail.clock}`)}
                </span>
              )}
            </span>
          </>
        )}
      </div>
    </header>
  )
}
