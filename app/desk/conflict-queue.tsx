'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { GitCompareArrows } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useLiveEvents } from '../_live/live-provider.tsx'
import { type Outputs, useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useToast } from '../_ui/toasts.tsx'
import { useMoment } from './use-moment.ts'
import { WaitingDialog } from './waiting-dialog.tsx'

type Conflict = Outputs['reports']['conflicts'][number]

/** Reports that came again with other words wait here for a person. Shown only while there are some. */
export function ConflictQueue({ onCase }: { onCase: (caseId: number) => void }) {
  const t = useTranslations('desk')
  const api = useApi()
  const queryClient = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const { data: conflicts } = useQuery(api.reports.conflicts.queryOptions())
  const queryKey = api.reports.conflicts.queryKey()
  useLiveEvents((event) => {
    if (event.type === 'report.conflict') void queryClient.invalidateQueries({ queryKey })
  })
  if (!conflicts || conflicts.length === 0) return null
  return (
    <WaitingDialog
      icon={GitCompareArrows}
      label={t('conflictCount', { count: conflicts.length })}
      title={t('conflictTitle')}
      hint={t('conflictHint')}
      isOpen={isOpen}
      onOpen={setOpen}
    >
      {conflicts.map((conflict) => (
        <ConflictItem
          key={conflict.conflictId}
          conflict={conflict}
          onResolved={() => void queryClient.invalidateQueries({ queryKey })}
          onCase={(caseId) => {
            setOpen(false)
            onCase(caseId)
          }}
        />
      ))}
    </WaitingDialog>
  )
}

function ConflictItem({
  conflict,
  onResolved,
  onCase,
}: {
  conflict: Conflict
  onResolved: () => void
  onCase: (caseId: number) => void
}) {
  const t = useTranslations('desk')
  const { locale } = usePreferences()
  const say = useToast()
  const resolve = useMutation(useApi().reports.resolveConflict.mutationOptions())
  const timeOf = useMoment()
  async function decide(resolution: 'keep_first' | 'new_case') {
    try {
      const { caseNumber } = await resolve.mutateAsync({ conflictId: conflict.conflictId, resolution })
      say({ kind: 'done', title: caseNumber ? t('reportSent', { number: caseNumber }) : t('conflictKept') })
      onResolved()
    } catch (error) {
      say({ kind: 'failed', title: t('failed'), detail: errorTextOf(error, locale) })
    }
  }
  const versions = [
    { name: t('conflictFirst'), at: conflict.first.reportedAt, ...conflict.first },
    { name: t('conflictSecond'), at: conflict.receivedAt, ...conflict.second },
  ]
  return (
    <li className="rounded-md border">
      <div className="grid grid-cols-2 divide-x max-sm:grid-cols-1 max-sm:divide-x-0 max-sm:divide-y">
        {versions.map((version) => (
          <div key={version.name} className="p-3">
            <p className="text-muted">
              {version.name} · {timeOf(version.at)}
            </p>
            <p className="whitespace-pre-wrap">{version.description}</p>
            <p className="text-muted">{version.address}</p>
          </div>
        ))}
      </div>
      <div className="flex flex-wrap items-center gap-2 border-t p-2">
        <span className="min-w-0 flex-1 truncate px-1 text-muted">
          {conflict.sourceSystem} {conflict.sourceId}
        </span>
        {conflict.caseId !== null && (
          <Button look="quiet" onClick={() => conflict.caseId !== null && onCase(conflict.caseId)}>
            {conflict.caseNumber}
          </Button>
        )}
        <Button disabled={resolve.isPending} onClick={() => void decide('keep_first')}>
          {t('conflictKeep')}
        </Button>
        <Button disabled={resolve.isPending} onClick={() => void decide('new_case')}>
          {t('conflictNew')}
        </Button>
      </div>
    </li>
  )
}
