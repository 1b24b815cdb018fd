import { useTranslations } from 'next-intl'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from './button.tsx'
import { usePreferences } from './preferences.tsx'
import { StateNote } from './state-note.tsx'

/** In place of what could not be read: why, and once more. */
export function FailedNote({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useTranslations('shell')
  const { locale } = usePreferences()
  return (
    <StateNote kind="error" title={t('failedTitle')} action={<Button onClick={onRetry}>{t('retry')}</Button>}>
      {errorTextOf(error, locale)}
    </StateNote>
  )
}
