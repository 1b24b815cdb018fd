'use client'

import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import { useApiClient } from '../_trpc/api.ts'
import { newKey } from '../_ui/new-key.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { useToast } from '../_ui/toasts.tsx'
import type { UploadProgress } from '../_uploads/upload-files.ts'
import { deleteFromOutbox, readOutbox, writeOutbox } from '../report/draft-store.ts'
import { deliver, type Job, type Queued } from './outbox.ts'

const retryMs = 15_000

/**
 * What was finished on this phone and has not arrived: kept on the device before anything is said to be done, sent one
 * by one in order, again when the network is back. What the server refuses stays with its reason until somebody decides.
 */
export function useOutbox(onSent: () => void) {
  const t = useTranslations('phone')
  const { locale } = usePreferences()
  const { user } = useSession()
  const client = useApiClient()
  const say = useToast()
  const [items, setItems] = useState<readonly Queued[]>([])
  const [isSending, setSending] = useState(false)
  /** Of the photos of the item that is being sent. */
  const [progress, setProgress] = useState<UploadProgress | null>(null)
  const isBusy = useRef(false)

  const read = useCallback(async () => {
    const all = await readOutbox<Queued>().catch((): Queued[] => [])
    const own = all.filter(({ userId }) => userId === user.id)
    own.sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1))
    setItems(own)
    return own
  }, [user.id])

  const send = useEffectEvent(async () => {
    if (isBusy.current) return
    isBusy.current = true
    try {
      const waiting = (await read()).filter(({ refusal }) => refusal === undefined)
      if (waiting.length === 0 || !navigator.onLine) return
      setSending(true)
      for (const item of waiting) {
        const delivery = await deliver(item, client, locale, writeOutbox, setProgress)
        if (delivery.kind === 'unreachable') {
          setProgress((before) => before && { ...before, isWaiting: true })
          break
        }
        setProgress(null)
        if (delivery.kind === 'refused') {
          const refused: Queued = { ...item, refusal: delivery.reason }
          await writeOutbox(refused)
          say({ kind: 'failed', title: item.title, detail: delivery.reason })
        } else {
          await deleteFromOutbox(item.key)
          const number = delivery.caseNumber
          if (!number) say({ kind: 'done', title: t('sent', { title: item.title }) })
          else
            say({ kind: 'done', title: t(delivery.isCompared ? 'sentConflict' : 'sentReport', { number }) })
          onSent()
        }
      }
    } finally {
      isBusy.current = false
      setSending(false)
      await read()
    }
  })
  useEffect(() => {
    const goOn = () => void send()
    goOn()
    const timer = setInterval(goOn, retryMs)
    window.addEventListener('online', goOn)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', goOn)
    }
  }, [])

  /** @returns whether it is safe on the device */
  async function add(title: string, job: Job): Promise<boolean> {
    const item: Queued = {
      key: job.kind === 'report' ? job.draft.sourceId : newKey(),
      userId: user.id,
      createdAt: new Date().toISOString(),
      title,
      job,
    }
    try {
      await writeOutbox(item)
    } catch {
      say({ kind: 'failed', title: t('queueFailed') })
      return false
    }
    if (!navigator.onLine) say({ kind: 'done', title: t('queued', { title }) })
    void send()
    return true
  }
  async function retry(item: Queued): Promise<void> {
    const { refusal: _, ...again } = item
    await writeOutbox(again)
    void send()
  }
  async function drop(item: Queued): Promise<void> {
    await deleteFromOutbox(item.key)
    await read()
  }
  return { items, isSending, progress, add, retry, drop }
}
export type Outbox = ReturnType<typeof useOutbox>
