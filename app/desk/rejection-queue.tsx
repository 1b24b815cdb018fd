'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { FileWarning } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useToast } from '../_ui/toasts.tsx'
import { useMoment } from './use-moment.ts'
import { WaitingDialog } from './waiting-dialog.tsx'

const REFRESH_MS = 60_000

/** What came in and could not be taken: a wrong signature, a bad row. Shown only while there is some. */
export function RejectionQueue() {
  const t = useTranslations('desk')
  const api = useApi()
  const queryClient = useQueryClient()
  const say = useToast()
  const timeOf = useMoment()
  const { locale } = usePreferences()
  const [isOpen, setOpen] = useState(false)
  const { data: rejections } = useQuery(
    api.intake.rejections.queryOptions(undefined, { refetchInterval: REFRESH_MS }),
  )
  const settle = useMutation(api.intake.settle.mutationOptions())
  if (!rejections || rejections.length === 0) return null
  async function settleOne(rejectionId: number) {
    try {
      await settle.mutateAsync({ rejectionId })
      await queryClient.invalidateQueries({ queryKey: api.intake.rejections.queryKey() })
    } catch (error) {
      say({ kind: 'failed', title: t('failed'), detail: errorTextOf(error, locale) })
    }
  }
  return (
    <WaitingDialog
      icon={FileWarning}
      label={t('rejectionCount', { count: rejections.length })}
      title={t('rejectionTitle')}
      hint={t('rejectionHint')}
      isOpen={isOpen}
      onOpen={setOpen}
    >
      {rejections.map((rejection) => (
        <li key={rejection.rejectionId} className="rounded-md border">
          <div className="p-3">
            <p>
              {locale === 'zh' ? rejection.messageZh : rejection.message}
              {rejection.field && <span className="text-muted"> · {rejection.field}</span>}
            </p>
            {rejection.expected && <p className="text-muted">{rejection.expected}</p>}
            <pre className="mt-2 max-h-40 overflow-auto whitespace-pre-wrap break-all rounded bg-sunken p-2 font-mono">
              {rejection.excerpt}
            </pre>
          </div>
          <div className="flex items-center gap-2 border-t p-2">
            <span className="min-w-0 flex-1 truncate px-1 text-muted">
              {rejection.source} · {timeOf(rejection.receivedAt)}
            </span>
            <Button disabled={settle.isPending} onClick={() => void settleOne(rejection.rejectionId)}>
              {t('rejectionSettle')}
            </Button>
          </div>
        </li>
      ))}
    </WaitingDialog>
  )
}
