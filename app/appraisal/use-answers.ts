import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { useToast } from '../_ui/toasts.tsx'

/** What follows an answer, whichever dialog asks for it. */
export function useAnswers(done: string, onClose: () => void) {
  const t = useTranslations('appraisal')
  const { locale } = usePreferences()
  const say = useToast()
  const api = useApi()
  const client = useQueryClient()
  return {
    onSuccess() {
      say({ kind: 'done', title: done })
      onClose()
    },
    onError: (error: unknown) =>
      say({ kind: 'failed', title: t('failed'), detail: errorTextOf(error, locale) }),
    onSettled: () => void client.invalidateQueries({ queryKey: api.appraisal.pathKey() }),
  }
}
