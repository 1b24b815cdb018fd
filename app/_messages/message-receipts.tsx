'use client'

import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useApi } from '../_trpc/api.ts'
import { FailedNote } from '../_ui/failed-note.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { SkippedList, useNamed } from './recipient-list.tsx'

/** Receipts come without an event: inboxes are others'. */
const renewMs = 5_000

/** Who has read a message, who not yet, and how far it has come outside. */
export function MessageReceipts({ messageId }: { messageId: number }) {
  const t = useTranslations('messages')
  const format = useFormatter()
  const nameOf = useNamed()
  const { data, error, refetch } = useQuery({
    ...useApi().notices.message.queryOptions({ messageId }),
    refetchInterval: renewMs,
  })
  if (error && !data) return <FailedNote error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton className="h-24" />
  const timeOf = (instant: string) => format.dateTime(new Date(instant), 'moment')
  const read = data.recipients.filter(({ readAt }) => readAt !== null).length
  return (
    <div className="flex flex-col gap-3" data-receipts={read}>
      <blockquote className="border-l-2 border-accent pl-3 whitespace-pre-wrap">{data.text}</blockquote>
      <section>
        <h3 className="font-medium">{t('readBy', { read, total: data.recipients.length })}</h3>
        <ul className="mt-1 divide-y divide-line/60">
          {data.recipients.map(({ userId, name, of, readAt, showAt }) => (
            <li key={userId} className="flex items-center gap-2 py-1.5">
              <span className="min-w-0 flex-1 truncate">
                {name} <span className="text-muted">{nameOf(of)}</span>
              </span>
              <span className={readAt ? 'shrink-0 text-muted tabular-nums' : 'shrink-0 text-near'}>
                {readAt
                  ? t('readAt', { time: timeOf(readAt) })
                  : showAt && showAt > data.at
                    ? t('heldUntil', { time: timeOf(showAt) })
                    : t('unread')}
              </span>
            </li>
          ))}
        </ul>
      </section>
      {data.deliveries.length > 0 && (
        <section>
          <h3 className="font-medium">{t('outside')}</h3>
          <ul className="mt-1 divide-y divide-line/60">
            {data.deliveries.map(({ name, state, sentAt, dueAt, receipt, error: fault }) => (
              <li key={name} className="flex items-center gap-2 py-1.5" data-delivery={state}>
                <span className="min-w-0 flex-1 truncate">
                  {name} {receipt && <span className="text-muted">{receipt}</span>}
                  {state === 'failed' && <span className="text-overdue">{fault}</span>}
                </span>
                <span className="shrink-0 text-muted tabular-nums">
                  {t(`delivery.${state}`, { time: timeOf(sentAt ?? dueAt) })}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <SkippedList skipped={data.skipped} />
    </div>
  )
}
