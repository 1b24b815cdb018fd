'use client'

import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useRef } from 'react'
import type { CaseRow } from '../../../server/cases/case-rows.ts'
import { inLocale } from '../../_i18n/locale.ts'
import { useApi } from '../../_trpc/api.ts'
import { errorTextOf } from '../../_trpc/coded-error.ts'
import { Button } from '../../_ui/button.tsx'
import { Dialog } from '../../_ui/dialog.tsx'
import { newKey } from '../../_ui/new-key.ts'
import { usePreferences } from '../../_ui/preferences.tsx'
import { Skeleton } from '../../_ui/skeleton.tsx'
import { useToast } from '../../_ui/toasts.tsx'

/** Many cases, each to its nearest able unit: the outcome is shown first, with who is left out and why. */
export function BulkDispatch({
  rows,
  onClose,
  onDone,
}: {
  rows: readonly CaseRow[]
  onClose: () => void
  onDone: (caseIds: readonly number[]) => void
}) {
  const t = useTranslations('desk')
  const { locale } = usePreferences()
  const say = useToast()
  const api = useApi()
  const preview = useMutation(api.cases.bulkDispatch.mutationOptions())
  const send = useMutation(api.cases.bulkDispatch.mutationOptions())
  // One key for this opening of the dialog: pressing again after a lost answer sends nobody twice.
  const key = useRef(newKey()).current
  // As they stood when the dialog opened: what is confirmed is what was shown.
  const shown = useRef(rows).current
  const items = shown.map(({ caseId, version }) => ({ caseId, version }))
  const start = useEffectEvent(() =>
    preview.mutate({ items, unitId: 'nearest', idempotencyKey: `${key}-preview`, preview: true }),
  )
  useEffect(() => start(), [])

  const byId = new Map(shown.map((row) => [row.caseId, row]))
  const nameOf = (caseId: number) => {
    const row = byId.get(caseId)
    return row
      ? `${inLocale(locale, row.categoryName, row.categoryNameEn)} · ${row.address || row.number}`
      : ''
  }
  async function confirm(caseIds: ReadonlySet<number>) {
    try {
      const answer = await send.mutateAsync({
        items: items.filter((item) => caseIds.has(item.caseId)),
        unitId: 'nearest',
        idempotencyKey: key,
        preview: false,
      })
      say({
        kind: answer.skipped.length > 0 ? 'failed' : 'done',
        title: t('bulkFinished', { done: answer.done.length, skipped: answer.skipped.length }),
        detail: answer.skipped.map((one) => `${one.number} ${one.reason[locale]}`).join('\n') || undefined,
      })
      onDone(answer.done.map((one) => one.caseId))
    } catch (error) {
      say({ kind: 'failed', title: t('failed'), detail: errorTextOf(error, locale) })
    }
  }
  const planned = preview.data?.done ?? []
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('bulkDispatch')}
      description={t('bulkHint')}
      className="w-[min(40rem,calc(100vw-2rem))]"
      footer={
        <>
          <Button look="quiet" onClick={onClose}>
            {t('abandon')}
          </Button>
          <Button
            look="primary"
            disabled={planned.length === 0 || send.isPending}
            onClick={() => void confirm(new Set(planned.map((one) => one.caseId)))}
          >
            {t('bulkConfirm', { count: planned.length })}
          </Button>
        </>
      }
    >
      {preview.error ? (
        <p role="alert" className="text-overdue">
          {errorTextOf(preview.error, locale)}
        </p>
      ) : !preview.data ? (
        <Skeleton className="h-40" />
      ) : (
        <>
          <h3 className="mb-1 font-semibold">{t('bulkDone', { count: planned.length })}</h3>
          <ul className="mb-3">
            {planned.map((one) => (
              <li key={one.caseId} className="flex gap-3 py-0.5">
                <span className="min-w-0 flex-1 truncate">{nameOf(one.caseId)}</span>
                <span className="shrink-0">{one.unitName || t('dispatchToDepartment')}</span>
              </li>
            ))}
          </ul>
          {preview.data.skipped.length > 0 && (
            <>
              <h3 className="mb-1 font-semibold">
                {t('bulkSkipped', { count: preview.data.skipped.length })}
              </h3>
              <ul className="text-muted">
                {preview.data.skipped.map((one) => (
                  <li key={one.caseId} className="flex gap-3 py-0.5">
                    <span className="min-w-0 flex-1 truncate">{nameOf(one.caseId)}</span>
                    <span className="shrink-0">{one.reason[locale]}</span>
                  </li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
    </Dialog>
  )
}
