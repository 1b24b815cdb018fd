import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { useToast } from '../_ui/toasts.tsx'

/** Makes tasks of candidates, or dismisses one; says how it went and reads the list again. */
export function useDecide(onDone: () => void) {
  const t = useTranslations('ahead')
  const { locale } = usePreferences()
  const api = useApi()
  const client = useQueryClient()
  const say = useToast()
  const settled = {
    onError: (error: unknown) =>
      say({ kind: 'failed' as const, title: t('failed'), detail: errorTextOf(error, locale) }),
    onSettled: () => client.invalidateQueries({ queryKey: api.ahead.pathKey() }),
  }
  const accept = useMutation(
    api.ahead.accept.mutationOptions({
      ...settled,
      onSuccess({ accepted }) {
        say({ kind: 'done', title: t('accepted', { count: accepted }) })
        onDone()
      },
    }),
  )
  const dismiss = useMutation(
    api.ahead.dismiss.mutationOptions({
      ...settled,
      onSuccess() {
        say({ kind: 'done', title: t('dismissed') })
        onDone()
      },
    }),
  )
  return { accept, dismiss }
}
