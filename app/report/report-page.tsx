'use client'

import { useQuery } from '@tanstack/react-query'
import { CheckCircle2, WifiOff } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { type SyntheticEvent, useEffect, useEffectEvent, useRef, useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import { withTexts } from '../_i18n/with-texts.tsx'
import { messages as mapTexts } from '../_map/messages.ts'
import { useApi } from '../_trpc/api.ts'
import { Button } from '../_ui/button.tsx'
import { Field, Input, TextArea } from '../_ui/field.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { showFault } from '../_ui/show-fault.ts'
import { Skeleton } from '../_ui/skeleton.tsx'
import { messages as uploadsTexts } from '../_uploads/messages.ts'
import { UploadBar } from '../_uploads/upload-bar.tsx'
import type { UploadProgress } from '../_uploads/upload-files.ts'
import { messages as askTexts } from '../ask/messages.ts'
import { CategoryField } from './category-field.tsx'
import type { Draft } from './draft-store.ts'
import { keepPage } from './keep-page.ts'
import { messages as reportTexts } from './messages.ts'
import { keepMyReport, listMyReports, type MyReport } from './my-reports.ts'
import { PhotoField } from './photo-field.tsx'
import { PlaceField } from './place-field.tsx'
import { type SendResult, sendDraft } from './send-draft.ts'
import { useDraft } from './use-draft.ts'

const retryMs = 20_000
const phonePattern = /^[+0-9 ()-]{5,24}$/

/** Photo, place, words, sent. Without a network it waits on the device and goes out by itself. */
export const ReportPage = withTexts(
  { report: reportTexts, ask: askTexts, map: mapTexts, uploads: uploadsTexts },
  function ReportPage() {
    const t = useTranslations('report')
    const ask = useTranslations('ask')
    const { locale } = usePreferences()
    const { draft, isKept, change, clear } = useDraft()
    const [isSending, setSending] = useState(false)
    const [isChecked, setChecked] = useState(false)
    const [refusal, setRefusal] = useState<string>()
    const [sent, setSent] = useState<Extract<SendResult, { kind: 'sent' }>>()
    const [mine, setMine] = useState<MyReport[]>([])
    const [progress, setProgress] = useState<UploadProgress | null>(null)
    const isBusy = useRef(false)
    useEffect(() => setMine(listMyReports()), [])
    useEffect(() => {
      keepPage('/report').catch(() => undefined)
    }, [])

    async function trySend(wanted: Draft) {
      if (isBusy.current) return
      isBusy.current = true
      setSending(true)
      setRefusal(undefined)
      const result = await sendDraft(wanted, locale, setProgress)
      isBusy.current = false
      setSending(false)
      setProgress((before) =>
        result.kind === 'unreachable' ? before && { ...before, isWaiting: true } : null,
      )
      if (result.kind === 'sent') {
        if (result.followToken)
          keepMyReport({
            followToken: result.followToken,
            caseNumber: result.caseNumber,
            description: wanted.description,
            sentAt: new Date().toISOString(),
          })
        setMine(listMyReports())
        setSent(result)
        setChecked(false)
        await clear()
      } else {
        change({ ...wanted, isWaiting: result.kind === 'unreachable' })
        if (result.kind === 'refused') setRefusal(result.reason)
      }
    }
    // A question that was not answered well comes along as the first words of a report; what is begun stays.
    const isEmpty = draft !== undefined && draft.description === '' && !draft.isWaiting
    const takeWords = useEffectEvent(() => {
      const words = new URLSearchParams(window.location.search).get('text')?.slice(0, 300)
      if (!words) return
      window.history.replaceState(null, '', window.location.pathname)
      change({ description: words })
    })
    useEffect(() => {
      if (isEmpty) takeWords()
    }, [isEmpty])
    const retry = useEffectEvent(() => {
      if (draft?.isWaiting && navigator.onLine) void trySend(draft)
    })
    const isWaiting = draft?.isWaiting === true
    useEffect(() => {
      if (!isWaiting) return
      retry()
      const goOn = () => retry()
      const timer = setInterval(goOn, retryMs)
      window.addEventListener('online', goOn)
      return () => {
        clearInterval(timer)
        window.removeEventListener('online', goOn)
      }
    }, [isWaiting])

    if (!draft) {
      return (
        <div className="flex flex-col gap-4 p-4">
          <Skeleton className="h-8 w-40" />
          <Skeleton className="h-40" />
          <Skeleton className="h-56" />
        </div>
      )
    }
    if (sent) {
      return (
        <div className="flex flex-col items-center gap-3 px-6 py-12 text-center" role="status">
          <CheckCircle2 aria-hidden className="size-14 text-accent" strokeWidth={1.5} />
          <h1 className="text-xl font-semibold">{t('doneTitle')}</h1>
          <p className="text-muted" data-case-number={sent.caseNumber}>
            {sent.followToken ? t('doneDetail', { number: sent.caseNumber }) : t('doneAgain')}
          </p>
          <div className="mt-4 flex w-full flex-col gap-3">
            {sent.followToken && (
              <Link
                href={`/report/${sent.followToken}`}
                className="flex min-h-12 items-center justify-center rounded-md bg-accent font-medium text-accent-ink"
              >
                {t('follow')}
              </Link>
            )}
            <Button size="touch" onClick={() => setSent(undefined)}>
              {t('another')}
            </Button>
          </div>
        </div>
      )
    }
    if (isWaiting) {
      return (
        <div className="flex flex-col items-center gap-3 px-6 py-12 text-center" role="status" data-waiting>
          <WifiOff aria-hidden className="size-12 text-near" strokeWidth={1.5} />
          <h1 className="text-xl font-semibold">{t('waitingTitle')}</h1>
          <p className="text-muted">{t('waitingDetail')}</p>
          <p className="line-clamp-3 w-full rounded-md border bg-panel p-3 text-left">{draft.description}</p>
          {progress && (
            <div className="w-full text-left">
              <UploadBar progress={progress} />
            </div>
          )}
          <div className="mt-4 flex w-full flex-col gap-3">
            <Button look="primary" size="touch" disabled={isSending} onClick={() => void trySend(draft)}>
              {isSending ? t('sending') : t('sendNow')}
            </Button>
            <Button size="touch" onClick={() => change({ isWaiting: false })}>
              {t('editAgain')}
            </Button>
          </div>
        </div>
      )
    }

    const phoneError =
      draft.phone.trim() !== '' && !phonePattern.test(draft.phone.trim()) ? t('phoneWrong') : undefined
    function submit(event: SyntheticEvent<HTMLFormElement>) {
      event.preventDefault()
      setChecked(true)
      if (!draft) return
      if (draft.description.trim() === '' || phoneError) return showFault(event.currentTarget)
      void trySend({ ...draft, reportedAt: draft.reportedAt ?? new Date().toISOString() })
    }
    return (
      <form onSubmit={submit} className="flex flex-col gap-5 p-4 pb-28" noValidate>
        <div>
          <h1 className="text-xl font-semibold">{t('title')}</h1>
          <p className="text-muted">{t('intro')}</p>
          <Link
            href="/report/ask"
            className="inline-flex min-h-11 items-center text-accent underline underline-offset-4"
          >
            {ask('publicLink')}
          </Link>
        </div>
        <PhotoField
          photos={draft.photos}
          onAdd={(photos) => change({ photos: [...draft.photos, ...photos] })}
          onRemove={(index) => change({ photos: draft.photos.filter((_, at) => at !== index) })}
        />
        <Place draft={draft} change={change} />
        <Field
          label={t('description')}
          isRequired
          error={isChecked && draft.description.trim() === '' ? t('descriptionMissing') : undefined}
        >
          {(props) => (
            <TextArea
              {...props}
              name="description"
              maxLength={2000}
              placeholder={t('descriptionPlaceholder')}
              value={draft.description}
              onChange={(event) => change({ description: event.target.value })}
              className="min-h-24 text-base"
            />
          )}
        </Field>
        <CategoryField
          text={draft.description}
          lngLat={draft.lngLat}
          value={draft.categoryId}
          onChoose={(categoryId) => change({ categoryId })}
        />
        <Field label={t('address')}>
          {(props) => (
            <Input
              {...props}
              name="address"
              maxLength={300}
              value={draft.address}
              onChange={(event) => change({ address: event.target.value })}
              className="h-12 text-base"
            />
          )}
        </Field>
        <Field label={t('phone')} error={isChecked ? phoneError : undefined}>
          {(props) => (
            <Input
              {...props}
              name="phone"
              type="tel"
              autoComplete="tel"
              maxLength={24}
              value={draft.phone}
              onChange={(event) => change({ phone: event.target.value })}
              className="h-12 text-base"
            />
          )}
        </Field>
        {mine.length > 0 && <MyReports reports={mine} />}
        <div className="fixed inset-x-0 bottom-0 z-20 border-t bg-panel pb-[env(safe-area-inset-bottom)]">
          <div className="mx-auto flex max-w-lg flex-col gap-1 px-4 py-2.5">
            {refusal && (
              <p role="alert" className="text-overdue">
                {t('failed', { reason: refusal })}
              </p>
            )}
            {progress && <UploadBar progress={progress} />}
            <Button type="submit" look="primary" size="touch" disabled={isSending} className="w-full text-lg">
              {isSending ? t('sending') : t('send')}
            </Button>
            {isKept && <p className="text-center text-sm text-muted">{t('saved')}</p>}
          </div>
        </div>
      </form>
    )
  },
)

function Place({ draft, change }: { draft: Draft; change: (changed: Partial<Draft>) => void }) {
  const { locale } = usePreferences()
  const { data: session } = useQuery(useApi().session.me.queryOptions())
  if (!session?.city) return <Skeleton className="h-44" />
  return (
    <PlaceField
      lngLat={draft.lngLat}
      accuracyMeters={draft.accuracyMeters}
      bounds={session.city.bbox}
      cityName={inLocale(locale, session.city.name, session.city.nameEn)}
      isWanted={draft.photos.length > 0}
      onPlace={(lngLat, accuracyMeters) => change({ lngLat, accuracyMeters })}
    />
  )
}

function MyReports({ reports }: { reports: readonly MyReport[] }) {
  const t = useTranslations('report')
  return (
    <section aria-label={t('mine')}>
      <h2 className="mb-1 font-medium">{t('mine')}</h2>
      <ul className="divide-y overflow-hidden rounded-xl border bg-panel">
        {reports.map((report) => (
          <li key={report.followToken}>
            <Link
              href={`/report/${report.followToken}`}
              className="flex min-h-12 flex-col justify-center px-3 py-2"
            >
              <span className="truncate">{report.description}</span>
              <span className="text-sm text-muted">{report.caseNumber}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
