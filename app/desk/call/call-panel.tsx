'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useCityMinute } from '../../_i18n/use-city-minute.ts'
import type { LngLat } from '../../_map/map-types.ts'
import { type Inputs, useApi } from '../../_trpc/api.ts'
import { errorTextOf } from '../../_trpc/coded-error.ts'
import { Button } from '../../_ui/button.tsx'
import { Field, Input, TextArea } from '../../_ui/field.tsx'
import { newKey } from '../../_ui/new-key.ts'
import { usePreferences } from '../../_ui/preferences.tsx'
import { useSession } from '../../_ui/session-gate.tsx'
import { useToast } from '../../_ui/toasts.tsx'
import { useNow } from '../../_ui/use-now.ts'
import { useTabState } from '../../_ui/use-tab-state.ts'
import { emptyDraft, isDrafted, type ReportDraft, ReportFields } from '../report-fields.tsx'
import { useKeptPlace } from '../use-kept-place.ts'
import { AttachForm, type AttachOutcome } from './attach-form.tsx'
import { CallerHistory, CasesNearby, type KnownCase } from './known-cases.tsx'
import { TransferForm } from './transfer-form.tsx'

type FinishCall = Inputs['calls']['finish']
type CallType = FinishCall['callType']
const types = ['consult', 'help', 'complaint', 'report', 'suggestion', 'praise'] as const satisfies CallType[]
/** What may end without a case, and what may become one. */
const answerable: readonly CallType[] = ['consult', 'suggestion', 'praise']

/**
 * A call while it is spoken: the type first, then who calls, then the form fills. It ends as an answer, a case, words
 * on a standing case, or with another line. What was typed stays until the server has it; sent twice it is one call.
 */
export function CallPanel({
  lngLat,
  onPick,
  onPlace,
  onClose,
  onCase,
}: {
  lngLat: LngLat | null
  onPick: () => void
  onPlace: (lngLat: LngLat) => void
  onClose: () => void
  onCase: (caseId: number) => void
}) {
  const t = useTranslations('call')
  const shell = useTranslations('shell')
  const desk = useTranslations('desk')
  const { locale } = usePreferences()
  const say = useToast()
  const nowMs = useNow()
  const { user } = useSession()
  // With its key: a call that was ended just before a reload is not ended twice.
  const [kept, keep, forget] = useTabState(
    `tongguan-call:${user.id}`,
    () => ({
      callKey: newKey(),
      beganAt: new Date().toISOString(),
      callType: 'complaint' as CallType,
      phone: '',
      name: '',
      isConfidential: false,
      draft: emptyDraft,
      answer: '',
      lngLat: null as LngLat | null,
    }),
    isBegun,
  )
  useKeptPlace(kept.lngLat, lngLat, keep, onPlace)
  const { callKey, beganAt, callType, phone, name, isConfidential, draft, answer } = kept
  const minute = useCityMinute()
  const [lateAt, setLateAt] = useState<string | null>(null)
  const [attached, setAttached] = useState<KnownCase | null>(null)
  const [isChecked, setChecked] = useState(false)
  const api = useApi()
  const queryClient = useQueryClient()
  const finish = useMutation(api.calls.finish.mutationOptions())
  const isAnswerable = answerable.includes(callType)

  async function end(how: FinishCall['end']) {
    const began = lateAt ? minute.isoOf(lateAt) : beganAt
    try {
      const { caseId, caseNumber } = await finish.mutateAsync({
        callKey,
        callType,
        beganAt: began,
        endedAt: lateAt ? began : new Date().toISOString(),
        phone,
        name,
        isConfidential,
        end: how,
      })
      // The same number may call again in a minute.
      void queryClient.invalidateQueries({ queryKey: api.calls.caller.queryKey() })
      const title =
        how.outcome === 'case'
          ? desk('reportSent', { number: caseNumber })
          : caseNumber
            ? t('doneAttached', { number: caseNumber })
            : t('doneAnswered')
      say({ kind: 'done', title })
      forget()
      if (caseId === null) onClose()
      else onCase(caseId)
    } catch (error) {
      say({ kind: 'failed', title: desk('failed'), detail: errorTextOf(error, locale) })
    }
  }
  function endAsCase() {
    setChecked(true)
    const { description, address, categoryId } = draft
    if (description.trim() === '') return
    void end({
      outcome: 'case',
      report: {
        description,
        address,
        ...(categoryId !== null && { categoryId }),
        ...(lngLat && { x: lngLat[0], y: lngLat[1] }),
      },
    })
  }
  function endAnswered() {
    setChecked(true)
    if (answer.trim() !== '') void end({ outcome: 'answered', note: answer })
  }
  return (
    <section aria-label={t('title')} data-form="call" className="flex flex-col gap-4 pb-4">
      <header className="flex items-center gap-2 px-4 pt-3">
        <h2 className="text-lg font-semibold">{t('title')}</h2>
        <span className="flex-1 text-muted tabular-nums">
          {lateAt === null && <CallClock beganAt={beganAt} />}
        </span>
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
      <fieldset className="px-4">
        <legend className="mb-1.5 font-medium">{t('type')}</legend>
        <div className="grid grid-cols-3 gap-1.5">
          {types.map((type) => (
            <label
              key={type}
              className="flex h-9 cursor-pointer items-center justify-center rounded-md border border-line-strong has-checked:border-accent has-checked:bg-accent-soft has-checked:font-medium has-focus-visible:outline-2 has-focus-visible:outline-accent pointer-coarse:min-h-11"
            >
              <input
                type="radio"
                name="callType"
                value={type}
                className="sr-only"
                checked={type === callType}
                onChange={() => {
                  keep({ callType: type })
                  setChecked(false)
                }}
              />
              {t(`types.${type}`)}
            </label>
          ))}
        </div>
        <ul className="mt-2 list-disc pl-5 text-muted" aria-label={t('prompts')}>
          {(t.raw(`promptsOf.${callType}`) as readonly string[]).map((prompt) => (
            <li key={prompt}>{prompt}</li>
          ))}
        </ul>
      </fieldset>
      <div className="grid grid-cols-2 gap-3 px-4">
        <Field label={t('phone')}>
          {(props) => (
            <Input
              {...props}
              name="phone"
              type="tel"
              autoFocus
              autoComplete="off"
              maxLength={24}
              value={phone}
              onChange={(event) => keep({ phone: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('name')}>
          {(props) => (
            <Input
              {...props}
              name="name"
              autoComplete="off"
              maxLength={64}
              value={name}
              onChange={(event) => keep({ name: event.target.value })}
            />
          )}
        </Field>
        <label className="col-span-2 flex items-center gap-2">
          <input
            type="checkbox"
            checked={isConfidential}
            onChange={(event) => keep({ isConfidential: event.target.checked })}
          />
          {t('confidential')}
          {isConfidential && <span className="text-muted">{t('confidentialNote')}</span>}
        </label>
        <label className="col-span-2 flex items-center gap-2">
          <input
            type="checkbox"
            checked={lateAt !== null}
            onChange={(event) => setLateAt(event.target.checked ? minute.textOf(nowMs) : null)}
          />
          {t('late')}
          {lateAt !== null && (
            <Input
              type="datetime-local"
              aria-label={t('lateNote')}
              className="w-auto"
              max={minute.textOf(nowMs)}
              value={lateAt}
              onChange={(event) => setLateAt(event.target.value || minute.textOf(nowMs))}
            />
          )}
        </label>
      </div>
      <CallerHistory phone={phone} onAttach={setAttached} />
      {attached ? (
        <AttachForm
          attached={attached}
          isPending={finish.isPending}
          onUndo={() => setAttached(null)}
          onEnd={(outcome: AttachOutcome, note) => void end({ outcome, caseId: attached.caseId, note })}
        />
      ) : (
        <>
          {isAnswerable && (
            <div className="flex flex-col gap-3 px-4">
              <Field
                label={t('answer')}
                error={
                  isChecked && answer.trim() === '' && callType === 'consult' ? t('answerMissing') : undefined
                }
              >
                {(props) => (
                  <TextArea
                    {...props}
                    name="answer"
                    maxLength={2000}
                    value={answer}
                    onChange={(event) => keep({ answer: event.target.value })}
                  />
                )}
              </Field>
              <Button
                look={callType === 'consult' ? 'primary' : 'plain'}
                size="medium"
                disabled={finish.isPending}
                onClick={endAnswered}
              >
                {t('finishAnswered')}
              </Button>
            </div>
          )}
          {callType !== 'consult' && (
            <div className="flex flex-col gap-4 px-4">
              <ReportFields
                draft={draft}
                onDraft={(changed) => keep({ draft: changed })}
                lngLat={lngLat}
                onPick={onPick}
                onPlace={onPlace}
                isChecked={isChecked && !isAnswerable}
              />
              {lngLat && <CasesNearby lngLat={lngLat} onAttach={setAttached} />}
              <Button look="primary" size="medium" disabled={finish.isPending} onClick={endAsCase}>
                {t('finishCase')}
              </Button>
            </div>
          )}
          <TransferForm
            isPending={finish.isPending}
            onEnd={(outcome, to) => void end({ outcome, to, note: answer || draft.description })}
          />
        </>
      )}
    </section>
  )
}

type Begun = { draft: ReportDraft; phone: string; name: string; answer: string }

function isBegun({ draft, phone, name, answer }: Begun): boolean {
  return isDrafted(draft) || [phone, name, answer].some((text) => text !== '')
}

/** By itself, so that only it is drawn every second. */
function CallClock({ beganAt }: { beganAt: string }) {
  const nowMs = useNow(1000)
  return clockText(nowMs - Date.parse(beganAt))
}

/** How long the call lasts: 03:12. */
function clockText(durationMs: number): string {
  const seconds = Math.max(0, Math.floor(durationMs / 1000))
  return [Math.floor(seconds / 60), seconds % 60].map((part) => String(part).padStart(2, '0')).join(':')
}
