'use client'

import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useApi } from '../_trpc/api.ts'
import { Dialog } from '../_ui/dialog.tsx'
import { FailedNote } from '../_ui/failed-note.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { StateNote } from '../_ui/state-note.tsx'
import { MessageReceipts } from './message-receipts.tsx'

/** What one has written, and how many have read it; one opens with its receipts. */
export function SentMessages() {
  const t = useTranslations('messages')
  const format = useFormatter()
  const { data, error, refetch } = useQuery(useApi().notices.messages.queryOptions())
  const [opened, setOpened] = useState<number | null>(null)
  if (error && !data) return <FailedNote error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton className="m-4 h-16" />
  if (data.length === 0) {
    return (
      <StateNote kind="empty" title={t('noneSent')}>
        {t('noneSentDetail')}
      </StateNote>
    )
  }
  return (
    <>
      <ul>
        {data.map(({ messageId, text, at, recipients, read }) => (
          <li key={messageId} className="border-b last:border-b-0">
            <button
              type="button"
              data-message={messageId}
              onClick={() => setOpened(messageId)}
              className="flex min-h-(--touch) w-full items-start gap-3 px-4 py-2 text-left hover:bg-hover"
            >
              <span className="min-w-0 flex-1">
                <span className="line-clamp-2">{text}</span>
                <time dateTime={at} className="text-muted">
                  {format.dateTime(new Date(at), 'moment')}
                </time>
              </span>
              <span className="shrink-0 text-muted tabular-nums">{t('readOf', { read, recipients })}</span>
            </button>
          </li>
        ))}
      </ul>
      {opened !== null && (
        <Dialog isOpen onClose={() => setOpened(null)} title={t('sent')}>
          <MessageReceipts messageId={opened} />
        </Dialog>
      )}
    </>
  )
}
