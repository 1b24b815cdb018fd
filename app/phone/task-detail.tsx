'use client'

import { ArrowLeft, Navigation } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import { Button } from '../_ui/button.tsx'
import { distanceText } from '../_ui/distance-text.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { AheadForm } from './ahead-form.tsx'
import { CheckForm } from './check-form.tsx'
import type { SendJob } from './outbox.ts'
import { type CaseTask, distanceOf, placeOfTask, type Task } from './sort-tasks.ts'
import { StepForm } from './step-form.tsx'
import { ClockText } from './task-list.tsx'
import { TaskPhotos } from './task-photos.tsx'
import type { Outbox } from './use-outbox.ts'
import type { PositionState } from './use-position.ts'
import { VisitForm } from './visit-form.tsx'

/** One task: what it is, how far, the way there, and what may be done about it. */
export function TaskDetail({
  task,
  position,
  outbox,
  onSend,
  onBack,
}: {
  task: Task
  position: PositionState
  outbox: Outbox
  onSend: SendJob
  onBack: () => void
}) {
  const t = useTranslations('phone')
  const { locale } = usePreferences()
  const here = position.kind === 'known' ? position.position.lngLat : null
  const meters = distanceOf(task, here)
  const place = placeOfTask(task)
  const ahead = useTranslations('ahead')
  const title = titleOf(task)
  function titleOf(of: Task): string {
    if (of.kind === 'patrol') return t('unseen', { code: of.code })
    if (of.kind === 'visit') return inLocale(locale, of.visit.name, of.visit.nameEn)
    if (of.kind === 'ahead') {
      const { task: what, categoryName, categoryNameEn } = of.candidate
      return [ahead(`task.${what}`), inLocale(locale, categoryName, categoryNameEn)]
        .filter(Boolean)
        .join(' · ')
    }
    return inLocale(locale, of.row.categoryName, of.row.categoryNameEn) || of.row.description
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto" data-detail={task.kind}>
      <div className="flex items-center gap-1 border-b px-2 py-1.5">
        <Button look="quiet" size="touch" aria-label={t('back')} onClick={onBack} className="min-w-11 px-2">
          <ArrowLeft aria-hidden className="size-6" strokeWidth={1.75} />
        </Button>
        <h1 className="min-w-0 flex-1 truncate text-lg font-semibold">
          {t(`kind.${task.kind}`)} · {title}
        </h1>
        {place && (
          <a
            href={`geo:${place[1]},${place[0]}?q=${place[1]},${place[0]}`}
            className="flex min-h-11 shrink-0 items-center gap-1.5 rounded-md px-3 font-medium text-accent"
          >
            <Navigation aria-hidden className="size-5" strokeWidth={1.75} />
            {t('navigate')}
          </a>
        )}
      </div>
      <div className="flex flex-col gap-4 p-4">
        {task.kind === 'visit' ? (
          <VisitForm visit={task.visit} position={position} outbox={outbox} onSend={onSend} />
        ) : task.kind === 'ahead' ? (
          <AheadForm task={task} meters={meters} here={here} onSend={onSend} />
        ) : task.kind === 'patrol' ? (
          <GridForm task={task} meters={meters} here={here} onSend={onSend} />
        ) : (
          <>
            <div className="flex flex-col gap-1">
              <p className="whitespace-pre-wrap">{task.row.description}</p>
              <p className="text-muted">{[task.row.address, task.row.number].filter(Boolean).join(' · ')}</p>
              {task.sent && <SentNote sent={task.sent} />}
              <p className="text-muted">
                <ClockText row={task.row} />
                {meters !== null && ` · ${t('away', { distance: distanceText(meters, locale) })}`}
              </p>
            </div>
            <TaskPhotos caseId={task.row.caseId} />
            {task.kind === 'check' ? (
              <CheckForm task={task} position={position} meters={meters} onSend={onSend} />
            ) : (
              <StepForm task={task} here={here} meters={meters} onSend={onSend} />
            )}
          </>
        )}
      </div>
    </div>
  )
}

/** Who was sent to look, by when. */
function SentNote({ sent }: { sent: NonNullable<CaseTask['sent']> }) {
  const t = useTranslations('phone')
  const format = useFormatter()
  const { locale } = usePreferences()
  return (
    <p className="text-muted" data-sent="">
      {t(sent.isOwn ? 'verifySentOwn' : 'verifySent', {
        unit: inLocale(locale, sent.unitName, sent.unitNameEn),
        time: format.dateTime(new Date(sent.dueAt), 'clock'),
      })}
    </p>
  )
}

function GridForm({
  task,
  meters,
  here,
  onSend,
}: {
  task: Extract<Task, { kind: 'patrol' }>
  meters: number | null
  here: readonly [number, number] | null
  onSend: SendJob
}): ReactNode {
  const t = useTranslations('phone')
  const { locale } = usePreferences()
  return (
    <>
      <p className="text-muted">{t('gridHint')}</p>
      {meters !== null && <p>{t('gridTooFar', { distance: distanceText(meters, locale) })}</p>}
      <Button
        look="primary"
        size="touch"
        className="min-h-14 text-lg"
        disabled={!here}
        onClick={() => {
          if (!here) return
          const seenAt = new Date().toISOString()
          void onSend(t('jobPatrol', { code: task.code }), {
            kind: 'patrol',
            unitGridId: task.unitGridId,
            lngLat: here,
            seenAt,
          })
        }}
      >
        {t('gridHere')}
      </Button>
      {!here && <p className="text-near">{t('noPosition')}</p>}
    </>
  )
}
