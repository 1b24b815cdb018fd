'use client'

import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Printer } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { withTexts } from '../_i18n/with-texts.tsx'
import { useRenewal } from '../_live/use-renewal.ts'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { Dialog } from '../_ui/dialog.tsx'
import { FailedNote } from '../_ui/failed-note.tsx'
import { Field, TextArea } from '../_ui/field.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { useToast } from '../_ui/toasts.tsx'
import { DutyLog } from './duty-log.tsx'
import { messages as handoverTexts } from './messages.ts'
import { Summary } from './summary.tsx'

const renewMs = 60_000

/** One page that a shift is handed over with: what is left, made from data; the leader's note; the log; both signatures. */
export const HandoverScreen = withTexts({ handover: handoverTexts }, function HandoverScreen() {
  const t = useTranslations('handover')
  const shell = useTranslations('shell')
  const format = useFormatter()
  const { locale } = usePreferences()
  const { permissions, user } = useSession()
  const say = useToast()
  const api = useApi()
  const queryClient = useQueryClient()
  const [note, setNote] = useState('')
  const [isGiving, setGiving] = useState(false)
  const { data, error, refetch } = useQuery({
    ...api.shifts.now.queryOptions(),
    refetchInterval: renewMs,
    placeholderData: keepPreviousData,
  })
  const renew = () => void queryClient.invalidateQueries({ queryKey: api.shifts.now.queryKey() })
  useRenewal((event) => event.entity === 'shift' || event.entity === 'case', renew)
  const onError = (failure: unknown) => say({ kind: 'failed', title: errorTextOf(failure, locale) })
  const give = useMutation({ ...api.shifts.give.mutationOptions(), onError, onSettled: renew })
  const take = useMutation({ ...api.shifts.take.mutationOptions(), onError, onSettled: renew })
  const time = (iso: string) => format.dateTime(new Date(iso), 'moment')
  const mayHandOver = permissions.includes('shift.hand_over')

  if (error && !data) {
    return <FailedNote error={error} onRetry={() => void refetch()} />
  }
  if (!data) {
    return (
      <div className="mx-auto grid max-w-5xl gap-4 px-4 py-4" role="status" aria-label={shell('loading')}>
        <Skeleton className="h-8 w-64" />
        <Skeleton className="h-40" />
        <Skeleton className="h-64" />
      </div>
    )
  }
  const { waiting } = data
  return (
    <div className="h-full overflow-auto print:h-auto">
      <div className="mx-auto grid max-w-5xl grid-cols-[minmax(0,1fr)] gap-4 px-4 py-4">
        <header className="flex flex-wrap items-center gap-3">
          <div className="min-w-0 flex-1">
            <h1 className="text-lg font-semibold">{t('title')}</h1>
            <p className="text-muted" data-shift-leader={data.leaderName}>
              {data.leaderName
                ? t('led', { name: data.leaderName, time: time(data.since) })
                : t('notLed', { time: time(data.since) })}
            </p>
          </div>
          <Button onClick={() => window.print()} className="print:hidden">
            <Printer aria-hidden className="size-4" />
            {t('print')}
          </Button>
        </header>

        {waiting && (
          <section
            aria-label={t('waiting')}
            data-handover={waiting.handoverId}
            className="rounded-lg border border-accent bg-accent-soft p-4"
          >
            <h2 className="font-semibold">
              {t('given', { name: waiting.givenName, time: time(waiting.at) })}
            </h2>
            {waiting.note && <p className="mt-1 whitespace-pre-wrap">{waiting.note}</p>}
            <div className="mt-3 flex items-center gap-3 print:hidden">
              {mayHandOver && waiting.givenBy !== user.id ? (
                <Button
                  look="primary"
                  disabled={take.isPending}
                  data-act="take"
                  onClick={() => take.mutate({ handoverId: waiting.handoverId })}
                >
                  {t('take')}
                </Button>
              ) : (
                <span className="text-muted">{t('awaits')}</span>
              )}
            </div>
          </section>
        )}

        <Summary title={t('now')} summary={waiting?.summary ?? data.summary} />

        {mayHandOver && !waiting && (
          <section aria-label={t('handOver')} className="rounded-lg border bg-panel p-4 print:hidden">
            <Field label={t('note')} hint={t('noteHint')}>
              {(props) => (
                <TextArea
                  {...props}
                  value={note}
                  maxLength={4000}
                  onChange={(event) => setNote(event.target.value)}
                />
              )}
            </Field>
            <Button
              look="primary"
              className="mt-3"
              disabled={give.isPending}
              data-act="give"
              onClick={() => setGiving(true)}
            >
              {t('handOver')}
            </Button>
          </section>
        )}
        {isGiving && (
          <Dialog isOpen onClose={() => setGiving(false)} title={t('handOver')} description={t('giveNow')}>
            <p className="whitespace-pre-wrap">{note.trim() || t('noNote')}</p>
            <div className="mt-3 flex justify-end gap-2">
              <Button look="quiet" onClick={() => setGiving(false)}>
                {t('notYet')}
              </Button>
              <Button
                look="primary"
                disabled={give.isPending}
                data-act="give-now"
                onClick={() =>
                  give.mutate(
                    { note: note.trim() },
                    { onSuccess: () => setNote(''), onSettled: () => setGiving(false) },
                  )
                }
              >
                {t('handOver')}
              </Button>
            </div>
          </Dialog>
        )}

        <DutyLog lines={data.log} onWritten={renew} />

        <section aria-label={t('past')} className="rounded-lg border bg-panel p-4 print:hidden">
          <h2 className="mb-1 font-semibold">{t('past')}</h2>
          {data.past.length === 0 && <p className="text-muted">{t('noPast')}</p>}
          <ul>
            {data.past.map((one) => (
              <li key={one.handoverId} className="border-t first:border-t-0">
                <details>
                  <summary className="flex min-h-9 flex-wrap items-center gap-x-3 py-1">
                    <span className="tabular-nums">{time(one.at)}</span>
                    <span>{t('fromTo', { from: one.givenName, to: one.takenName })}</span>
                    <span className="text-muted">
                      {t('left', { open: one.summary.open, overdue: one.summary.overdue.total })}
                    </span>
                  </summary>
                  {one.note && <p className="py-1 whitespace-pre-wrap">{one.note}</p>}
                  <Summary title={t('asGiven')} summary={one.summary} />
                </details>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </div>
  )
})
