'use client'

import { useTranslations } from 'next-intl'
import { type SyntheticEvent, useState } from 'react'
import type { ActVerb } from '../../../server/cases/machine.ts'
import { Button } from '../../_ui/button.tsx'
import { Field, TextArea } from '../../_ui/field.tsx'
import { PhraseChips } from './phrase-chips.tsx'

/** A step that must say why. Ctrl+Enter sends it, Escape gives up. What was written stays until it is done. */
export function NoteForm({
  verb,
  label,
  isBusy,
  onSend,
  onCancel,
}: {
  verb: ActVerb
  label: string
  isBusy: boolean
  onSend: (note: string) => void
  onCancel: () => void
}) {
  const t = useTranslations('desk')
  const [note, setNote] = useState('')
  const [isMissing, setMissing] = useState(false)
  function submit(event?: SyntheticEvent) {
    event?.preventDefault()
    if (note.trim() === '') setMissing(true)
    else onSend(note.trim())
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <Field label={label} error={isMissing && note.trim() === '' ? t('noteNeeded') : undefined} isRequired>
        {(props) => (
          <TextArea
            {...props}
            autoFocus
            value={note}
            onChange={(event) => setNote(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event)
              if (event.key === 'Escape') {
                event.stopPropagation()
                onCancel()
              }
            }}
          />
        )}
      </Field>
      <PhraseChips verb={verb} note={note} onNote={setNote} />
      <div className="flex gap-2">
        <Button type="submit" look="primary" disabled={isBusy} hotkey="Ctrl ⏎">
          {t('confirm')}
        </Button>
        <Button look="quiet" onClick={onCancel} hotkey="Esc">
          {t('abandon')}
        </Button>
      </div>
    </form>
  )
}
