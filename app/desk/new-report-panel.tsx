'use client'

import { useMutation } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type SyntheticEvent, useRef, useState } from 'react'
import type { LngLat } from '../_map/map-types.ts'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { Field, Input, Select } from '../_ui/field.tsx'
import { newKey } from '../_ui/new-key.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { useToast } from '../_ui/toasts.tsx'
import { emptyDraft, ReportFields } from './report-fields.tsx'

const channels = ['hotline', 'patrol', 'superior', 'other_system'] as const

/** The call-taker's form. What was typed stays until it is sent; sent twice it is one report. */
export function NewReportPanel({
  lngLat,
  onPick,
  onPlace,
  onClose,
  onSent,
}: {
  lngLat: LngLat | null
  onPick: () => void
  onPlace: (lngLat: LngLat) => void
  onClose: () => void
  onSent: (caseId: number) => void
}) {
  const t = useTranslations('desk')
  const shell = useTranslations('shell')
  const channelName = useTranslations('vocabulary.channel')
  const { locale } = usePreferences()
  const say = useToast()
  const api = useApi()
  const sourceId = useRef(newKey()).current
  const reportedAt = useRef(new Date().toISOString()).current
  const [channel, setChannel] = useState<(typeof channels)[number]>('hotline')
  const [draft, setDraft] = useState(emptyDraft)
  const [reporterName, setReporterName] = useState('')
  const [reporterPhone, setReporterPhone] = useState('')
  const [isChecked, setChecked] = useState(false)
  const submit = useMutation(api.reports.submit.mutationOptions())

  async function send(event: SyntheticEvent) {
    event.preventDefault()
    setChecked(true)
    const { description, address, categoryId } = draft
    if (description.trim() === '') return
    try {
      const answer = await submit.mutateAsync({
        sourceSystem: 'desk',
        sourceId,
        channel,
        description,
        address,
        reportedAt,
        ...(categoryId !== null && { categoryId }),
        ...(lngLat && { x: lngLat[0], y: lngLat[1] }),
        ...(reporterName && { reporterName }),
        ...(reporterPhone && { reporterPhone }),
      })
      say({ kind: 'done', title: t('reportSent', { number: answer.caseNumber }) })
      onSent(answer.caseId)
    } catch (error) {
      say({ kind: 'failed', title: t('failed'), detail: errorTextOf(error, locale) })
    }
  }
  return (
    <form onSubmit={(event) => void send(event)} aria-label={t('reportTitle')} data-form="report">
      <header className="flex items-center gap-2 px-4 pt-3 pb-2">
        <h2 className="flex-1 text-lg font-semibold">{t('reportTitle')}</h2>
        <Button look="quiet" size="icon" onClick={onClose} aria-label={shell('close')}>
          <X aria-hidden className="size-4" />
        </Button>
      </header>
      <div className="flex flex-col gap-4 px-4 pb-4">
        <ReportFields
          draft={draft}
          onDraft={setDraft}
          lngLat={lngLat}
          onPick={onPick}
          onPlace={onPlace}
          isChecked={isChecked}
        />
        <Field label={t('reportChannel')}>
          {(props) => (
            <Select
              {...props}
              name="channel"
              value={channel}
              onChange={(event) => setChannel(event.target.value as (typeof channels)[number])}
            >
              {channels.map((name) => (
                <option key={name} value={name}>
                  {channelName(name)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <div className="grid grid-cols-2 gap-3">
          <Field label={t('reportName')}>
            {(props) => (
              <Input
                {...props}
                name="reporterName"
                autoComplete="off"
                maxLength={64}
                value={reporterName}
                onChange={(event) => setReporterName(event.target.value)}
              />
            )}
          </Field>
          <Field label={t('reportPhone')}>
            {(props) => (
              <Input
                {...props}
                name="reporterPhone"
                type="tel"
                autoComplete="off"
                maxLength={24}
                value={reporterPhone}
                onChange={(event) => setReporterPhone(event.target.value)}
              />
            )}
          </Field>
        </div>
        <p className="text-muted">{t('reportPrivate')}</p>
        <Button type="submit" look="primary" size="medium" disabled={submit.isPending}>
          {submit.isPending ? t('reportSending') : t('reportSend')}
        </Button>
      </div>
    </form>
  )
}
