'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import type { ClosureReason } from '../../../server/roads/closure-reason.ts'
import { useCityMinute } from '../../_i18n/use-city-minute.ts'
import { useApi } from '../../_trpc/api.ts'
import { errorTextOf } from '../../_trpc/coded-error.ts'
import { Button } from '../../_ui/button.tsx'
import { Field, Input, Select } from '../../_ui/field.tsx'
import { newKey } from '../../_ui/new-key.ts'
import { usePreferences } from '../../_ui/preferences.tsx'
import { useToast } from '../../_ui/toasts.tsx'

export const closureReasons = [
  'flood',
  'works',
  'accident',
  'event',
  'guard',
  'other',
] as const satisfies ClosureReason[]
const usualMs = 2 * 3_600_000

/** Closes the stretch of road in hand: why, from when, until when. */
export function CloseRoadForm({
  line,
  onDone,
}: {
  line: readonly (readonly number[])[]
  onDone: () => void
}) {
  const t = useTranslations('closures')
  const reasons = useTranslations('vocabulary.closureReason')
  const { locale } = usePreferences()
  const say = useToast()
  const client = useQueryClient()
  const { roads } = useApi()
  const close = useMutation(roads.close.mutationOptions())
  const [reason, setReason] = useState<ClosureReason>('works')
  const [from, setFrom] = useState('')
  const minute = useCityMinute()
  const [until, setUntil] = useState(() => minute.textOf(Date.now() + usualMs))
  const [note, setNote] = useState('')
  const [idempotencyKey] = useState(newKey)
  async function submit(event: FormEvent) {
    event.preventDefault()
    try {
      await close.mutateAsync({
        stretch: line.map(([lng = 0, lat = 0]) => [lng, lat]),
        reason,
        note,
        ...(from && { fromAt: minute.isoOf(from) }),
        untilAt: until ? minute.isoOf(until) : null,
        idempotencyKey,
      })
      await client.invalidateQueries({ queryKey: roads.closures.queryKey() })
      say({ kind: 'done', title: t('closed') })
      onDone()
    } catch (error) {
      say({ kind: 'failed', title: t('failed'), detail: errorTextOf(error, locale) })
    }
  }
  return (
    <form
      onSubmit={(event) => void submit(event)}
      data-form="close-road"
      className="grid gap-3 rounded-md border p-3"
    >
      <Field label={t('reason')}>
        {(props) => (
          <Select
            {...props}
            name="reason"
            value={reason}
            onChange={(event) => setReason(event.target.value as ClosureReason)}
          >
            {closureReasons.map((one) => (
              <option key={one} value={one}>
                {reasons(one)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('from')} hint={t('fromHint')}>
        {(props) => (
          <Input
            {...props}
            type="datetime-local"
            name="from"
            value={from}
            onChange={(event) => setFrom(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('until')} hint={t('untilHint')}>
        {(props) => (
          <Input
            {...props}
            type="datetime-local"
            name="until"
            value={until}
            onChange={(event) => setUntil(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('note')}>
        {(props) => (
          <Input
            {...props}
            name="note"
            maxLength={200}
            placeholder={t('notePlaceholder')}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <Button look="primary" type="submit" disabled={close.isPending}>
        {t('closeConfirm')}
      </Button>
    </form>
  )
}
