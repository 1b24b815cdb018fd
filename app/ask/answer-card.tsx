import { useMutation, useQuery } from '@tanstack/react-query'
import { MessageSquareShare, ThumbsDown } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { FailedNote } from '../_ui/failed-note.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { useToast } from '../_ui/toasts.tsx'
import { Alternatives, AnswerBody, TakenAs } from './answer-body.tsx'
import { CountedView } from './counted-view.tsx'
import { HandOverDialog } from './hand-over-dialog.tsx'

export type Asked = { readonly question: string; readonly previous: string }

/** A question with its answer, the sources, what else may have been meant, and the way to a person. */
export function AnswerCard({
  asked: { question, previous },
  isLatest,
  onAsk,
}: {
  asked: Asked
  isLatest: boolean
  /** Asked from here it stands alone. */
  onAsk: (question: string) => void
}) {
  const t = useTranslations('ask')
  const shell = useTranslations('shell')
  const { locale } = usePreferences()
  const say = useToast()
  const api = useApi()
  const { data, error, refetch } = useQuery({
    ...api.answers.ask.queryOptions({ question, ...(previous && { previous }) }),
    // An answer in a conversation stays as it was given.
    staleTime: Number.POSITIVE_INFINITY,
  })
  const [isHandingOver, setHandingOver] = useState(false)
  const notHelpful = useMutation({
    ...api.answers.notHelpful.mutationOptions(),
    onSuccess: () => say({ kind: 'done', title: t('keptThanks') }),
    onError: (failure) => say({ kind: 'failed', title: t('failed'), detail: errorTextOf(failure, locale) }),
  })
  return (
    <article data-answer={data?.intent} className="flex flex-col gap-3 rounded-lg border bg-panel p-4">
      <header>
        <h2 className="text-lg font-semibold break-words">{question}</h2>
        {previous && <p className="text-faint">{t('follows')}</p>}
        {data && <TakenAs answer={data} question={question} />}
      </header>
      {error && !data ? (
        <FailedNote error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <div role="status" aria-label={shell('loading')} className="flex flex-col gap-2">
          <Skeleton className="h-5 w-2/3" />
          <Skeleton className="h-5 w-1/2" />
        </div>
      ) : (
        <>
          <CountedView answer={data} isLatest={isLatest} />
          <AnswerBody answer={data} />
          <Alternatives answer={data} onAsk={onAsk} />
          <footer className="flex flex-wrap items-center gap-2 border-t pt-3">
            <Button onClick={() => setHandingOver(true)} data-action="hand-over">
              <MessageSquareShare aria-hidden className="size-4" />
              {t('handOver')}
            </Button>
            <Button
              look="quiet"
              disabled={notHelpful.isPending || notHelpful.isSuccess}
              onClick={() => notHelpful.mutate({ question })}
            >
              <ThumbsDown aria-hidden className="size-4" />
              {t('notHelpful')}
            </Button>
          </footer>
          {isHandingOver && (
            <HandOverDialog question={question} answer={data} onClose={() => setHandingOver(false)} />
          )}
        </>
      )}
    </article>
  )
}
