'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '../_ui/button.tsx'
import { classNames } from '../_ui/class-names.ts'
import { distanceText } from '../_ui/distance-text.ts'
import { Field, TextArea } from '../_ui/field.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { PhotoField } from '../report/photo-field.tsx'
import type { SendJob } from './outbox.ts'
import type { CaseTask } from './sort-tasks.ts'
import type { PositionState } from './use-position.ts'

const results = ['pass', 'not_pass', 'unable'] as const
/** As the server has it: further away is not on site. */
export const onSiteMeters = 200

/** 核查: a photo, where one stands, and one of three answers. */
export function CheckForm({
  task,
  position,
  meters,
  onSend,
}: {
  task: CaseTask
  position: PositionState
  meters: number | null
  onSend: SendJob
}) {
  const t = useTranslations('phone')
  const { locale } = usePreferences()
  const [photos, setPhotos] = useState<readonly Blob[]>([])
  const [result, setResult] = useState<(typeof results)[number] | null>(null)
  const [note, setNote] = useState('')
  const [isChecked, setChecked] = useState(false)
  const isAway = meters !== null && meters > onSiteMeters
  const noteMissing = result !== 'pass' && note.trim() === ''
  const photoMissing = photos.length === 0 && result !== 'unable'
  const here = position.kind === 'known' ? position.position.lngLat : null
  function submit() {
    setChecked(true)
    if (!result || !here || noteMissing || photoMissing || (isAway && result !== 'unable')) return
    const { caseId, number } = task.row
    void onSend(t('jobCheck', { number, result: t(result) }), {
      kind: 'check',
      caseId,
      taskId: task.taskId,
      result,
      note: note.trim(),
      lngLat: here,
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
      {isChecked && photoMissing && <p className="text-overdue">{t('photoMissing')}</p>}
      <p role="status" className={isAway || !here ? 'text-near' : 'text-muted'}>
        {meters === null
          ? t('positionMissing')
          : t(isAway ? 'offSite' : 'onSite', {
              distance: distanceText(meters, locale),
              limit: onSiteMeters,
            })}
      </p>
      <fieldset className="flex flex-col gap-1.5">
        <legend className="mb-1.5 font-medium">{t('result')}</legend>
        <div className="grid grid-cols-3 gap-2">
          {results.map((one) => (
            <button
              key={one}
              type="button"
              data-result={one}
              aria-pressed={result === one}
              disabled={isAway && one !== 'unable'}
              onClick={() => setResult(one)}
              className={classNames(
                'min-h-14 rounded-xl border px-1 font-medium disabled:opacity-50',
                result === one ? 'border-accent bg-accent-soft text-accent' : 'border-line-strong',
              )}
            >
              {t(one)}
            </button>
          ))}
        </div>
      </fieldset>
      <Field
        label={t('note')}
        isRequired={result !== null && result !== 'pass'}
        error={isChecked && result !== null && noteMissing ? t('noteMissing') : undefined}
      >
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
      <Button
        look="primary"
        size="touch"
        className="min-h-14 text-lg"
        disabled={!result || !here}
        data-action="submit"
        onClick={submit}
      >
        {t('submit')}
      </Button>
    </>
  )
}
