'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Dialog } from '../_ui/dialog.tsx'
import { Field, Input, TextArea } from '../_ui/field.tsx'
import { FormButtons } from '../_ui/form-buttons.tsx'
import { newKey } from '../_ui/new-key.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { useToast } from '../_ui/toasts.tsx'

/** Never without a reason; the draw before is kept. */
export function RedrawDialog({
  drawId,
  onClose,
  onDrawn,
}: {
  drawId: number
  onClose: () => void
  onDrawn: (drawId: number) => void
}) {
  const t = useTranslations('inspections')
  const { locale } = usePreferences()
  const say = useToast()
  const api = useApi()
  const client = useQueryClient()
  const redraw = useMutation(api.inspections.redraw.mutationOptions())
  const [key] = useState(newKey)
  const [isMissing, setMissing] = useState(false)
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const reason = String(form.get('reason')).trim()
    setMissing(reason === '')
    if (reason === '') return
    const witness = String(form.get('witness')).replaceAll('|', '').trim()
    redraw.mutate(
      { drawId, reason, witness, idempotencyKey: key },
      {
        onSuccess(made) {
          void client.invalidateQueries({ queryKey: api.inspections.pathKey() })
          onDrawn(made.drawId)
        },
        onError: (error) => say({ kind: 'failed', title: t('failed'), detail: errorTextOf(error, locale) }),
      },
    )
  }
  return (
    <Dialog isOpen onClose={onClose} title={t('redraw')} description={t('redrawLead')}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <Field label={t('reason')} isRequired error={isMissing ? t('reasonMissing') : undefined}>
          {(props) => <TextArea {...props} name="reason" maxLength={500} />}
        </Field>
        <Field label={t('witness')}>{(props) => <Input {...props} name="witness" maxLength={40} />}</Field>
        <FormButtons
          abandon={t('cancel')}
          submit={t('redraw')}
          isBusy={redraw.isPending}
          onAbandon={onClose}
        />
      </form>
    </Dialog>
  )
}
