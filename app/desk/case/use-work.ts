'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { useApi, useApiClient } from '../../_trpc/api.ts'
import { codedErrorOf, errorTextOf } from '../../_trpc/coded-error.ts'
import { newKey } from '../../_ui/new-key.ts'
import { usePreferences } from '../../_ui/preferences.tsx'
import { useToast } from '../../_ui/toasts.tsx'

type WorkClient = ReturnType<typeof useApiClient>['cases']['work']
export type WorkOn = { readonly caseId: number; readonly idempotencyKey: string }

/** Does something to a case beside its steps, once: the same intention again after a lost answer keeps its key. */
export function useWork(caseId: number, onChanged: (caseId: number) => void) {
  const t = useTranslations('casework')
  const desk = useTranslations('desk')
  const { locale } = usePreferences()
  const say = useToast()
  const api = useApi()
  const client = useApiClient()
  const queryClient = useQueryClient()
  const pending = useRef<{ intention: string; key: string } | null>(null)
  const [isBusy, setBusy] = useState(false)

  /**
   * @param undo offered for ten seconds afterwards
   * @returns whether it was done
   */
  async function work(
    title: string,
    intention: unknown,
    send: (client: WorkClient, on: WorkOn) => Promise<unknown>,
    undo?: () => void,
  ): Promise<boolean> {
    const text = JSON.stringify([title, intention])
    if (pending.current?.intention !== text) pending.current = { intention: text, key: newKey() }
    setBusy(true)
    try {
      await send(client.cases.work, { caseId, idempotencyKey: pending.current.key })
      pending.current = null
      say({
        kind: 'done',
        title: `${title} · ${t('sent')}`,
        ...(undo && { action: { label: t('undo'), run: undo } }),
      })
      return true
    } catch (error) {
      if (codedErrorOf(error).code !== 'UNREACHABLE') pending.current = null
      say({ kind: 'failed', title: desk('failed'), detail: errorTextOf(error, locale) })
      return false
    } finally {
      setBusy(false)
      void queryClient.invalidateQueries({ queryKey: api.cases.get.queryKey({ caseId }) })
      onChanged(caseId)
    }
  }
  return { work, isBusy }
}
