'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '../../_ui/button.tsx'
import { Field, Select, TextArea } from '../../_ui/field.tsx'
import type { KnownCase } from './known-cases.tsx'

const outcomes = ['chased', 'added', 'withdrawn'] as const
export type AttachOutcome = (typeof outcomes)[number]

/** The caller's words on a case that stands already. */
export function AttachForm({
  attached,
  isPending,
  onUndo,
  onEnd,
}: {
  attached: KnownCase
  isPending: boolean
  onUndo: () => void
  onEnd: (outcome: AttachOutcome, note: string) => void
}) {
  const t = useTranslations('call')
  const [outcome, setOutcome] = useState<AttachOutcome>('chased')
  const [note, setNote] = useState('')
  const [isChecked, setChecked] = useState(false)
  const isMissing = outcome !== 'chased' && note.trim() === ''
  return (
    <div className="flex flex-col gap-3 border-t px-4 pt-4" data-form="attach">
      <h3 className="font-semibold">{t('attach', { number: attached.number })}</h3>
      <Field label={t('attachHow')}>
        {(props) => (
          <Select
            {...props}
            name="outcome"
            value={outcome}
            onChange={(event) => setOutcome(event.target.value as AttachOutcome)}
          >
            {outcomes.map((one) => (
              <option key={one} value={one}>
                {t(one)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field
        label={t('attachNote')}
        isRequired={outcome !== 'chased'}
        error={isChecked && isMissing ? t('attachNoteMissing') : undefined}
      >
        {(props) => (
          <TextArea
            {...props}
            name="note"
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <div className="flex gap-2">
        <Button onClick={onUndo}>{t('attachUndo')}</Button>
        <Button
          look="primary"
          size="medium"
          className="flex-1"
          disabled={isPending}
          onClick={() => {
            setChecked(true)
            if (!isMissing) onEnd(outcome, note)
          }}
        >
          {t('attachDone')}
        </Button>
      </div>
    </div>
  )
}
