import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { FailedNote } from '../_ui/failed-note.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { StateNote } from '../_ui/state-note.tsx'
import { useToast } from '../_ui/toasts.tsx'

/** What the city could not answer, so that it can be seen to. */
export function UnansweredTab({ onAsk }: { onAsk: (question: string) => void }) {
  const t = useTranslations('ask')
  const { locale } = usePreferences()
  const say = useToast()
  const api = useApi()
  const client = useQueryClient()
  const { data, error, refetch } = useQuery(api.answers.unanswered.queryOptions())
  const settle = useMutation({
    ...api.answers.settle.mutationOptions(),
    onError: (failure) => say({ kind: 'failed', title: t('failed'), detail: errorTextOf(failure, locale) }),
    onSettled: () => void client.invalidateQueries({ queryKey: api.answers.unanswered.queryKey() }),
  })
  if (error && !data) return <FailedNote error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton className="h-40" />
  if (data.length === 0)
    return (
      <StateNote kind="empty" title={t('noUnanswered')}>
        {t('noUnansweredDetail')}
      </StateNote>
    )
  return (
    <section aria-label={t('tab.unanswered')} className="rounded-lg border bg-panel">
      <p className="border-b px-4 py-2 text-muted">{t('unansweredLead')}</p>
      <ul>
        {data.map((one) => (
          <li
            key={one.unansweredId}
            data-unanswered={one.unansweredId}
            className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b px-4 py-2 last:border-b-0"
          >
            <span className="min-w-0 flex-1 basis-64">
              <span className="block text-base break-words">{one.question}</span>
              <span className="text-muted">
                {t(`reason.${one.reason}`)} · {t(one.isPublic ? 'public' : 'staff')} ·{' '}
                {t('times', { count: one.times })}
              </span>
            </span>
            <Button look="quiet" onClick={() => onAsk(one.question)}>
              {t('tryAgain')}
            </Button>
            <Button
              disabled={settle.isPending}
              onClick={() => settle.mutate({ unansweredId: one.unansweredId })}
            >
              {t('settle')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
