'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { ThumbsDown } from 'lucide-react'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useMemo, useRef } from 'react'
import { withTexts } from '../../_i18n/with-texts.tsx'
import { Button } from '../../_ui/button.tsx'
import { FailedNote } from '../../_ui/failed-note.tsx'
import { usePreferences } from '../../_ui/preferences.tsx'
import { Skeleton } from '../../_ui/skeleton.tsx'
import { Alternatives, AnswerBody, QuestionChip, TakenAs } from '../../ask/answer-body.tsx'
import { messages as askTexts } from '../../ask/messages.ts'
import { QuestionBox } from '../../ask/question-box.tsx'
import { formatAskSearch, parseAskSearch } from '../../ask/search-params.ts'
import { askPublic } from './ask-public.ts'

const examples = ['matter', 'rule', 'deadline', 'article'] as const

/** Residents ask about rules, duties and limits, and about their own report by its code. */
export const PublicAsk = withTexts({ ask: askTexts }, function PublicAsk() {
  const t = useTranslations('ask')
  const shell = useTranslations('shell')
  const { locale } = usePreferences()
  const params = useSearchParams()
  const { question, previous } = useMemo(() => parseAskSearch(params), [params])
  const box = useRef<HTMLInputElement>(null)
  const { data, error, refetch } = useQuery({
    queryKey: ['public-answer', question, previous],
    queryFn: () => askPublic({ question, ...(previous && { previous }) }),
    enabled: question !== '',
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  const useless = useMutation({ mutationFn: () => askPublic({ question, isUseless: true }) })
  function ask(asked: string, before = '') {
    useless.reset()
    window.history.pushState(
      null,
      '',
      `/report/ask?${formatAskSearch({ question: asked, previous: before })}`,
    )
  }
  const taken = data && data.intent !== 'unknown' && data.intent !== 'refused' ? data.taken[locale] : ''
  return (
    <div className="flex flex-col gap-4 p-4" data-page="public-ask">
      <div>
        <h1 className="text-xl font-semibold">{t('publicTitle')}</h1>
        <p className="text-muted">{t('publicLead')}</p>
      </div>
      <QuestionBox
        box={box}
        question={question}
        placeholder={t('publicPlaceholder')}
        history={[]}
        onAsk={(asked) => ask(asked, taken)}
      />
      {question === '' ? (
        <ul className="flex flex-col items-start gap-2" aria-label={t('examples')}>
          {examples.map((one) => (
            <li key={one}>
              <QuestionChip isLarge question={t(`publicExample.${one}`)} onAsk={ask} />
            </li>
          ))}
        </ul>
      ) : error && !data ? (
        <FailedNote error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <div role="status" aria-label={shell('loading')} className="flex flex-col gap-2">
          <Skeleton className="h-6 w-2/3" />
          <Skeleton className="h-24" />
        </div>
      ) : (
        <article data-answer={data.intent} className="flex flex-col gap-3 rounded-xl border bg-panel p-4">
          <header>
            <h2 className="text-lg font-semibold break-words">{question}</h2>
            <TakenAs answer={data} question={question} />
          </header>
          <AnswerBody answer={data} />
          <Alternatives answer={data} onAsk={ask} />
          <footer className="flex flex-col gap-2 border-t pt-3">
            <Link
              href={`/report?text=${encodeURIComponent(question)}`}
              data-action="report"
              className="flex min-h-12 items-center justify-center rounded-md border border-line-strong px-3 text-center font-medium"
            >
              {t('publicHandOver')}
            </Link>
            {useless.isSuccess ? (
              <p role="status" className="text-center text-muted">
                {t('keptThanks')}
              </p>
            ) : (
              <Button look="quiet" size="touch" disabled={useless.isPending} onClick={() => useless.mutate()}>
                <ThumbsDown aria-hidden className="size-4" />
                {t('notHelpful')}
              </Button>
            )}
          </footer>
        </article>
      )}
    </div>
  )
})
