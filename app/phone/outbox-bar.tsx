'use client'

import { CloudUpload, TriangleAlert, WifiOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { UploadBar } from '../_uploads/upload-bar.tsx'
import { useOnline } from './use-online.ts'
import type { Outbox } from './use-outbox.ts'

/** One line while something on this phone has not arrived. */
export function OutboxBar({ outbox, onOpen }: { outbox: Outbox; onOpen: () => void }) {
  const t = useTranslations('phone')
  const isOnline = useOnline()
  const refused = outbox.items.filter(({ refusal }) => refusal !== undefined).length
  const waiting = outbox.items.length - refused
  if (outbox.items.length === 0) return null
  const Icon = refused > 0 ? TriangleAlert : isOnline ? CloudUpload : WifiOff
  return (
    <button
      type="button"
      data-outbox={outbox.items.length}
      onClick={onOpen}
      className="flex min-h-12 items-center gap-3 border-b bg-near-soft px-4 py-2 text-left text-near"
    >
      <Icon aria-hidden className="size-5 shrink-0" strokeWidth={1.75} />
      <span className="min-w-0 flex-1">
        <span className="block font-medium">
          {refused > 0 ? t('outboxRefused', { count: refused }) : t('outbox', { count: waiting })}
        </span>
        {refused === 0 && outbox.progress && <UploadBar progress={outbox.progress} />}
        {refused === 0 && !outbox.progress && (
          <span className="block text-sm">
            {isOnline ? (outbox.isSending ? t('outboxSending') : t('outboxWaiting')) : t('outboxOffline')}
          </span>
        )}
      </span>
      <span className="font-medium underline">{t('outboxOpen')}</span>
    </button>
  )
}
