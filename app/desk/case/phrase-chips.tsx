'use client'

import { useTranslations } from 'next-intl'
import type { ActVerb } from '../../../server/cases/machine.ts'
import { usePreferences } from '../../_ui/preferences.tsx'
import { phrasesFor, withPhrase } from './phrases.ts'

/** What is usually written with this step; one press adds it to the note. */
export function PhraseChips({
  verb,
  note,
  onNote,
}: {
  verb: ActVerb
  note: string
  onNote: (note: string) => void
}) {
  const t = useTranslations('desk')
  const { locale } = usePreferences()
  const phrases = phrasesFor(verb, locale)
  if (phrases.length === 0) return null
  return (
    <ul aria-label={t('phrases')} className="flex flex-wrap gap-1.5">
      {phrases.map((phrase) => (
        <li key={phrase}>
          <button
            type="button"
            data-phrase
            onClick={() => onNote(withPhrase(note, phrase, locale))}
            className="min-h-6 rounded-full border px-2 text-left text-muted pointer-coarse:min-h-11 hover:border-accent hover:text-accent"
          >
            {phrase}
          </button>
        </li>
      ))}
    </ul>
  )
}
