'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import type { LngLat } from '../_map/map-types.ts'
import { Button } from '../_ui/button.tsx'
import { distanceText } from '../_ui/distance-text.ts'
import { Field, TextArea } from '../_ui/field.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useReason } from '../ahead/use-reason.ts'
import type { SendJob } from './outbox.ts'
import type { AheadTask } from './sort-tasks.ts'

/** A place to look at before anybody complains: why, and what was found there. */
export function AheadForm({
  task: { candidate },
  meters,
  here,
  onSend,
}: {
  task: AheadTask
  meters: number | null
  here: LngLat | null
  onSend: SendJob
}) {
  const t = useTranslations('phone')
  const ahead = useTranslations('ahead')
  const format = useFormatter()
  const { locale } = usePreferences()
  const { reasonOf } = useReason()
  const [note, setNote] = useState('')
  const [isMissing, setMissing] = useState(false)

  function finish(finding: 'found' | 'nothing') {
    setMissing(finding === 'found' && note.trim() === '')
    if (!here || (finding === 'found' && note.trim() === '')) return
    const name = ahead(`task.${candidate.task}`)
    const { candidateId } = candidate
    void onSend(t('jobAhead', { name }), {
      kind: 'ahead',
      candidateId,
      finding,
      note: note.trim(),
      lngLat: here,
    })
  }
  return (
    <>
      <section className="rounded-lg border bg-panel p-3">
        <h2 className="mb-1 font-medium">{t('aheadWhy')}</h2>
        <p>{reasonOf(candidate)}</p>
        <p className="mt-1 text-muted">
          {inLocale(locale, candidate.dutyGridName, candidate.dutyGridNameEn)}
          {candidate.unitGridCode && ` · ${candidate.unitGridCode}`}
          {candidate.dueAt &&
            ` · ${t('aheadDue', {
              time: format.dateTime(new Date(candidate.dueAt), 'day'),
            })}`}
          {meters !== null && ` · ${t('away', { distance: distanceText(meters, locale) })}`}
        </p>
      </section>
      <p className="text-muted">{t(candidate.task === 'root_cause' ? 'aheadHintCause' : 'aheadHint')}</p>
      <Field label={t('aheadNote')} error={isMissing ? t('noteMissing') : undefined}>
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
      <div className="grid grid-cols-2 gap-2">
        {(['found', 'nothing'] as const).map((finding) => (
          <Button
            key={finding}
            look={finding === 'found' ? 'primary' : 'plain'}
            size="touch"
            className="min-h-14 text-lg"
            disabled={!here}
            data-finding={finding}
            onClick={() => finish(finding)}
          >
            {t(finding === 'found' ? 'aheadFound' : 'aheadNothing')}
          </Button>
        ))}
      </div>
      {!here && <p className="text-near">{t('noPosition')}</p>}
    </>
  )
}
