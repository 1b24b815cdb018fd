'use client'

import { useTranslations } from 'next-intl'
import { type SyntheticEvent, useState } from 'react'
import type { ActVerb } from '../../../server/cases/machine.ts'
import { Button } from '../../_ui/button.tsx'
import { NoteField } from './note-field.tsx'

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
      <NoteField
        verb={verb}
        label={label}
        note={note}
        isMissing={isMissing}
        onNote={setNote}
        onSubmit={submit}
        onCancel={onCancel}
      />
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
