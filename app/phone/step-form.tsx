'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import type { LngLat } from '../_map/map-types.ts'
import { useApi } from '../_trpc/api.ts'
import { Button } from '../_ui/button.tsx'
import { Field, TextArea } from '../_ui/field.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { PhotoField } from '../report/photo-field.tsx'
import { onSiteMeters } from './check-form.tsx'
import type { SendJob } from './outbox.ts'
import type { CaseTask } from './sort-tasks.ts'

const stepsOf = {
  verify: ['verify_found', 'verify_absent', 'verify_unclear', 'self_handle'],
  handle: ['sign', 'handle', 'feed_back', 'return'],
  check: [],
} as const
type Step =
  | 'verify_found'
  | 'verify_absent'
  | 'verify_unclear'
  | 'self_handle'
  | 'sign'
  | 'handle'
  | 'feed_back'
  | 'return'
const labels = {
  verify_found: 'found',
  verify_absent: 'absent',
  verify_unclear: 'unclear',
  self_handle: 'fixHere',
  sign: 'sign',
  handle: 'handle',
  feed_back: 'feed_back',
  return: 'return',
} as const
/** By the state that the list shows, where the case itself cannot be fetched. */
const stateOfStep: Readonly<Record<Step, string>> = {
  verify_found: 'verifying',
  verify_absent: 'verifying',
  verify_unclear: 'verifying',
  self_handle: 'verifying',
  sign: 'dispatched',
  return: 'dispatched',
  handle: 'signed',
  feed_back: 'handled',
}
/** Steps that leave a trace on site. */
const takesPhoto: readonly Step[] = ['verify_found', 'self_handle', 'handle']

/** Verifying and handling: a photo, a word, one press; what is not open to this post says why. */
export function StepForm({
  task,
  here,
  meters,
  onSend,
}: {
  task: CaseTask
  here: LngLat | null
  meters: number | null
  onSend: SendJob
}) {
  const t = useTranslations('phone')
  const { locale } = usePreferences()
  const { data } = useQuery(useApi().cases.get.queryOptions({ caseId: task.row.caseId }))
  const [photos, setPhotos] = useState<readonly Blob[]>([])
  const [note, setNote] = useState('')
  const [fault, setFault] = useState<'noteMissing' | 'photoMissing' | null>(null)
  const row = data ?? task.row
  const isOnSite = meters !== null && meters <= onSiteMeters
  const offered = stepsOf[task.kind].filter((step) => stateOfStep[step] === row.state)

  function take(step: Step, needsNote: boolean) {
    if (needsNote && note.trim() === '') return setFault('noteMissing')
    if (takesPhoto.includes(step) && photos.length === 0) return setFault('photoMissing')
    setFault(null)
    void onSend(t('jobStep', { number: row.number, verb: t(labels[step]) }), {
      kind: 'step',
      caseId: row.caseId,
      version: row.version,
      verb: step,
      note: note.trim(),
      ...(task.kind === 'verify' && here && { lngLat: here }),
      photos,
    })
  }
  return (
    <>
      <PhotoField
        photos={photos}
        onAdd={(added) => setPhotos((before) => [...before, ...added])}
        onRemove={(index) => setPhotos((before) => before.filter((_, at) => at !== index))}
      />
      <Field label={t('note')} error={fault ? t(fault) : undefined}>
        {(props) => (
          <TextArea
            {...props}
            value={note}
            maxLength={2000}
            placeholder={t('notePlaceholder')}
            onChange={(event) => setNote(event.target.value)}
            className="text-base"
          />
        )}
      </Field>
      {task.kind === 'verify' && (
        <p role="status" className={isOnSite ? 'text-muted' : 'text-near'}>
          {isOnSite ? t('verifyOnSite') : t('verifyOffSite', { limit: onSiteMeters })}
        </p>
      )}
      <div className="flex flex-col gap-2">
        {offered.map((step, index) => {
          const action = data?.actions.find(({ verb }) => verb === step)
          const reason = action && !action.enabled ? action.reason : undefined
          const needsNote = action
            ? action.needs.includes('note')
            : step !== 'verify_found' && step !== 'sign'
          return (
            <div key={step}>
              <Button
                look={index === 0 ? 'primary' : 'plain'}
                size="touch"
                className="min-h-14 w-full text-lg"
                disabled={reason !== undefined}
                data-step={step}
                onClick={() => take(step, needsNote)}
              >
                {t(labels[step])}
              </Button>
              {reason && (
                <p className="mt-1 text-muted">
                  {t('reason', { reason: inLocale(locale, reason.zh, reason.en) })}
                </p>
              )}
            </div>
          )
        })}
      </div>
    </>
  )
}
