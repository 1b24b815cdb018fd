import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import { useApi } from '../_trpc/api.ts'
import { Button } from '../_ui/button.tsx'
import { FailedNote } from '../_ui/failed-note.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { StateNote } from '../_ui/state-note.tsx'
import { AgainDialog, DecideDialog } from './answer-dialogs.tsx'
import type { Appeal } from './outputs.ts'
import { PointsMoved } from './points-moved.tsx'

type Stage = 'asked' | 'first' | 'again' | 'second'

/** 申诉: those that wait first, each with everything that was said. */
export function AppealsPanel({ sheetId }: { sheetId: number }) {
  const t = useTranslations('appraisal')
  const { data, error, refetch } = useQuery(useApi().appraisal.appeals.queryOptions({ sheetId }))
  const [deciding, setDeciding] = useState<Appeal | null>(null)
  const [asking, setAsking] = useState<Appeal | null>(null)
  if (error && !data) return <FailedNote error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton className="h-60" />
  if (data.length === 0)
    return (
      <StateNote kind="empty" title={t('appealsNone')}>
        {t('appealsNoneDetail')}
      </StateNote>
    )
  return (
    <>
      <ul className="grid gap-3">
        {data.map((one) => (
          <AppealCard key={one.appealId} appeal={one} onDecide={setDeciding} onAsk={setAsking} />
        ))}
      </ul>
      {deciding && <DecideDialog appeal={deciding} onClose={() => setDeciding(null)} />}
      {asking && <AgainDialog appeal={asking} onClose={() => setAsking(null)} />}
    </>
  )
}

function AppealCard({
  appeal,
  onDecide,
  onAsk,
}: {
  appeal: Appeal
  onDecide: (appeal: Appeal) => void
  onAsk: (appeal: Appeal) => void
}) {
  const t = useTranslations('appraisal')
  const format = useFormatter()
  const { locale } = usePreferences()
  const { permissions } = useSession()
  const isOpen = appeal.state === 'asked' || appeal.state === 'asked_again'
  const said = (['asked', 'first', 'again', 'second'] as const).flatMap((stage: Stage) => {
    const what = appeal[stage]
    return what ? [{ stage, ...what }] : []
  })
  return (
    <li
      data-appeal-of={appeal.number}
      data-appeal-state={appeal.state}
      className="flex flex-wrap items-start gap-x-6 gap-y-2 rounded-lg border bg-panel p-4"
    >
      <div className="min-w-60 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <Link href={`/cases/${appeal.caseId}`} className="font-medium text-accent hover:underline">
            {appeal.description || appeal.number}
          </Link>
          <span className={isOpen ? 'text-near' : 'text-muted'}>
            {isOpen ? '◐ ' : ''}
            {t(`appealState.${appeal.state}`)}
          </span>
        </p>
        <p className="text-muted">
          {[
            inLocale(locale, appeal.departmentName, appeal.departmentNameEn),
            inLocale(locale, appeal.because.zh, appeal.because.en),
          ].join(' · ')}
        </p>
        <dl className="pt-1">
          {said.map(({ stage, by, at, text }) => (
            <div key={stage} className="py-0.5">
              <dt className="inline text-muted">
                {t(`stage.${stage}`)} · {by} · {format.dateTime(new Date(at), 'moment')}
              </dt>
              <dd className="break-words">{text}</dd>
            </div>
          ))}
        </dl>
      </div>
      <div className="flex flex-col items-end gap-2">
        <PointsMoved before={appeal.pointsBefore} after={appeal.pointsAfter} />
        {appeal.canDecide && permissions.includes('appraisal.review') && (
          <Button look="primary" onClick={() => onDecide(appeal)} data-decide>
            {t('decide')}
          </Button>
        )}
        {appeal.canAskAgain && permissions.includes('appraisal.appeal') && (
          <Button onClick={() => onAsk(appeal)} data-ask-again>
            {t('appealAgain')}
          </Button>
        )}
      </div>
    </li>
  )
}
