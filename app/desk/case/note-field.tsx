'use client'

import { useTranslations } from 'next-intl'
import type { SyntheticEvent } from 'react'
import type { ActVerb } from '../../../server/cases/machine.ts'
import { Field, TextArea } from '../../_ui/field.tsx'
import { isComposing } from '../../_ui/is-composing.ts'
import { PhraseChips } from './phrase-chips.tsx'

/** The words of a step that must say why, with the usual phrases. Ctrl+Enter sends, Escape closes. */
export function NoteField({
  verb,
  label,
  note,
  isMissing,
  onNote,
  onSubmit,
  onCancel,
}: {
  verb: ActVerb
  label: string
  note: string
  /** It was sent without a note. */
  isMissing: boolean
  onNote: (note: string) => void
  onSubmit: (event: SyntheticEvent) => void
  onCancel: () => void
}) {
  const t = useTranslations('desk')
  return (
    <>
      <Field label={label} error={isMissing && note.trim() === '' ? t('noteNeeded') : undefined} isRequired>
        {(props) => (
          <TextArea
            {...props}
            autoFocus
            value={note}
            onChange={(event) => onNote(event.target.value)}
            onKeyDown={(event) => {
              if (isComposing(event.nativeEvent)) return
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSubmit(event)
              if (event.key === 'Escape') {
                event.stopPropagation()
                onCancel()
              }
            }}
          />
        )}
      </Field>
      <PhraseChips verb={verb} note={note} onNote={onNote} />
    </>
  )
}
