'use client'

import { useTranslations } from 'next-intl'
import { type SyntheticEvent, useState } from 'react'
import type { ActVerb } from '../../../server/cases/machine.ts'
import { Button } from '../../_ui/button.tsx'
import { useTabState } from '../../_ui/use-tab-state.ts'
import { NoteField } from './note-field.tsx'

/**
 * A step that must say why. Ctrl+Enter sends it, Escape closes it. What was written stays until it is done or given up,
 * whichever case is opened meanwhile.
 */
export function NoteForm({
  draftKey,
  verb,
  label,
  isBusy,
  onSend,
  onCancel,
}: {
  /** Names what is written: of which case, or of which batch. */
  draftKey: string
  verb: ActVerb
  label: string
  isBusy: boolean
  /** @returns whether it was done */
  onSend: (note: string) => Promise<boolean>
  onCancel: () => void
}) {
  const t = useTranslations('desk')
  const [{ note }, keep, forget] = useTabState(
    `tongguan-note:${draftKey}:${verb}`,
    () => ({ note: '' }),
    (kept) => kept.note !== '',
  )
  const [isMissing, setMissing] = useState(false)
  async function submit(event?: SyntheticEvent) {
    event?.preventDefault()
    if (note.trim() === '') setMissing(true)
    else if (!isBusy && (await onSend(note.trim()))) forget()
  }
  function giveUp() {
    forget()
    onCancel()
  }
  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-2">
      <NoteField
        verb={verb}
        label={label}
        note={note}
        isMissing={isMissing}
        onNote={(changed) => keep({ note: changed })}
        onSubmit={(event) => void submit(event)}
        onCancel={onCancel}
      />
      <div className="flex gap-2">
        <Button type="submit" look="primary" disabled={isBusy} hotkey="Ctrl ⏎">
          {t('confirm')}
        </Button>
        <Button look="quiet" onClick={giveUp}>
          {t('abandon')}
        </Button>
      </div>
    </form>
  )
}
