'use client'

import { useMutation } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type SyntheticEvent, useState } from 'react'
import type { LngLat } from '../_map/map-types.ts'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { Field, Input, Select } from '../_ui/field.tsx'
import { newKey } from '../_ui/new-key.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { useToast } from '../_ui/toasts.tsx'
import { useTabState } from '../_ui/use-tab-state.ts'
import { emptyDraft, isDrafted, type ReportDraft, ReportFields } from './report-fields.tsx'
import { useKeptPlace } from './use-kept-place.ts'

const channels = ['hotline', 'patrol', 'superior', 'other_system'] as const

/** The call-taker's form. What was typed stays until it is sent, also over a reload; sent twice it is one report. */
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
  const { user } = useSession()
  const [kept, keep, forget] = useTabState(
    `tongguan-report:${user.id}`,
    () => ({
      sourceId: newKey(),
      reportedAt: new Date().toISOString(),
      channel: 'hotline' as (typeof channels)[number],
      draft: emptyDraft,
      reporterName: '',
      reporterPhone: '',
      lngLat: null as LngLat | null,
    }),
    isBegun,
  )
  const { sourceId, reportedAt, channel, draft, reporterName, reporterPhone } = kept
  useKeptPlace(kept.lngLat, lngLat, keep, onPlace)
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
      forget()
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
        <Button
          look="quiet"
          size="icon"
          onClick={() => {
            forget()
            onClose()
          }}
          aria-label={shell('close')}
        >
          <X aria-hidden className="size-4" />
        </Button>
      </header>
      <div className="flex flex-col gap-4 px-4 pb-4">
        <ReportFields
          draft={draft}
          onDraft={(changed) => keep({ draft: changed })}
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
              onChange={(event) => keep({ channel: event.target.value as (typeof channels)[number] })}
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
                onChange={(event) => keep({ reporterName: event.target.value })}
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
                onChange={(event) => keep({ reporterPhone: event.target.value })}
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

type Begun = { draft: ReportDraft; reporterName: string; reporterPhone: string }

function isBegun({ draft, reporterName, reporterPhone }: Begun): boolean {
  return isDrafted(draft) || reporterName !== '' || reporterPhone !== ''
}
