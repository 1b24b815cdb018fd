'use client'

import { ArrowLeft } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '../_ui/button.tsx'
import { StateNote } from '../_ui/state-note.tsx'
import { UploadBar } from '../_uploads/upload-bar.tsx'
import { useOnline } from './use-online.ts'
import type { Outbox } from './use-outbox.ts'

const words = { sending: 'outboxSending', waiting: 'outboxWaiting', offline: 'outboxOffline' } as const

/** What has not arrived yet, one by one, with the reason where it was refused; nothing goes away by itself. */
export function OutboxView({ outbox, onClose }: { outbox: Outbox; onClose: () => void }) {
  const t = useTranslations('phone')
  const format = useFormatter()
  const isOnline = useOnline()
  // They go one by one, in order.
  const first = outbox.items.find(({ refusal }) => refusal === undefined)
  const stateOf = (item: Outbox['items'][number]) =>
    !isOnline ? 'offline' : item === first && outbox.isSending ? 'sending' : 'waiting'
  const [dropping, setDropping] = useState<string | null>(null)
  return (
    <div className="mx-auto flex max-w-lg flex-col gap-3 p-4">
      <div className="flex items-center gap-2">
        <Button look="quiet" size="touch" aria-label={t('back')} onClick={onClose} className="min-w-11 px-2">
          <ArrowLeft aria-hidden className="size-6" strokeWidth={1.75} />
        </Button>
        <h1 className="text-xl font-semibold">{t('outboxTitle')}</h1>
      </div>
      {outbox.items.length === 0 && <StateNote kind="empty" title={t('outboxEmpty')} />}
      <ul className="flex flex-col gap-3">
        {outbox.items.map((item) => (
          <li
            key={item.key}
            data-queued={stateOf(item)}
            className="flex flex-col gap-2 rounded-xl border bg-panel p-3"
          >
            <p className="font-medium">{item.title}</p>
            <p className={item.refusal ? 'text-overdue' : 'text-muted'}>
              {item.refusal ?? t(words[stateOf(item)])} · {format.dateTime(new Date(item.createdAt), 'clock')}
            </p>
            {item === first && outbox.progress && <UploadBar progress={outbox.progress} />}
            <div className="flex gap-2 empty:hidden">
              {stateOf(item) !== 'sending' && (
                <Button size="touch" className="flex-1" onClick={() => void outbox.retry(item)}>
                  {t('outboxRetry')}
                </Button>
              )}
              {item.refusal !== undefined && (
                <Button
                  look="danger"
                  size="touch"
                  className="flex-1"
                  onClick={() => (dropping === item.key ? void outbox.drop(item) : setDropping(item.key))}
                >
                  {dropping === item.key ? t('outboxDropSure') : t('outboxDrop')}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
    </div>
  )
}
