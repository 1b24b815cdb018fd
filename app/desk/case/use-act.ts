'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import type { ActInput } from '../../../server/cases/act-input.ts'
import type { CaseRow } from '../../../server/cases/case-rows.ts'
import { useApi } from '../../_trpc/api.ts'
import { codedErrorOf, errorTextOf } from '../../_trpc/coded-error.ts'
import { newKey } from '../../_ui/new-key.ts'
import { usePreferences } from '../../_ui/preferences.tsx'
import { useToast } from '../../_ui/toasts.tsx'

export type Step = Omit<ActInput, 'caseId' | 'version' | 'idempotencyKey'>

/** Takes a step of a case. Sending the same step again after a lost answer does it once: it keeps its key until answered. */
export function useAct(onChanged: (caseId: number) => void) {
  const t = useTranslations('desk')
  const verbs = useTranslations('vocabulary.done')
  const work = useTranslations('casework')
  const { locale } = usePreferences()
  const say = useToast()
  const api = useApi()
  const queryClient = useQueryClient()
  const pending = useRef<{ intention: string; key: string } | null>(null)
  const mutation = useMutation(api.cases.act.mutationOptions())

  /** @returns whether it was done */
  async function act(row: Pick<CaseRow, 'caseId' | 'version' | 'number'>, step: Step): Promise<boolean> {
    const intention = JSON.stringify([row.caseId, row.version, step])
    if (pending.current?.intention !== intention) pending.current = { intention, key: newKey() }
    const { caseId, version } = row
    try {
      const after = await mutation.mutateAsync({
        ...step,
        caseId,
        version,
        idempotencyKey: pending.current.key,
      })
      pending.current = null
      const title = t('done', { number: row.number, verb: verbs(step.verb) })
      // For ten seconds by one press; after that it is recalled from the case, until it is signed for.
      const undo = {
        label: work('undo'),
        run: () => void act({ ...row, version: after.version }, { verb: 'recall', note: work('undone') }),
      }
      say({ kind: 'done', title, ...(step.verb === 'dispatch' && { action: undo }) })
      return true
    } catch (error) {
      const { code } = codedErrorOf(error)
      if (code !== 'UNREACHABLE') pending.current = null
      if (code === 'CONFLICT_VERSION')
        say({ kind: 'failed', title: t('conflict'), detail: t('conflictDetail') })
      else say({ kind: 'failed', title: t('failed'), detail: errorTextOf(error, locale) })
      return false
    } finally {
      void queryClient.invalidateQueries({ queryKey: api.cases.get.queryKey({ caseId }) })
      onChanged(caseId)
    }
  }
  return { act, isActing: mutation.isPending }
}
