'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useMemo, useRef, useState } from 'react'
import { withTexts } from '../_i18n/with-texts.tsx'
import { messages as mapTexts } from '../_map/messages.ts'
import { useApi } from '../_trpc/api.ts'
import { classNames } from '../_ui/class-names.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { useHotkeys } from '../_ui/use-hotkeys.ts'
import { QuestionChip } from './answer-body.tsx'
import { AnswerCard, type Asked } from './answer-card.tsx'
import { messages as askTexts } from './messages.ts'
import { PeopleTab } from './people-tab.tsx'
import { QuestionBox } from './question-box.tsx'
import { ASK_TABS, type AskSearch, formatAskSearch, parseAskSearch } from './search-params.ts'
import { UnansweredTab } from './unanswered-tab.tsx'

const MOST_KEPT = 20
const examples = ['matter', 'count', 'article', 'countArea', 'term', 'deadline'] as const

/** Ask, read the answer with its sources, ask on. The question stands in the address, earlier ones below. */
export const AskScreen = withTexts({ ask: askTexts, map: mapTexts }, function AskScreen() {
  const t = useTranslations('ask')
  const { locale } = usePreferences()
  const { permissions } = useSession()
  const api = useApi()
  const client = useQueryClient()
  const params = useSearchParams()
  const search = useMemo(() => parseAskSearch(params), [params])
  const [earlier, setEarlier] = useState<readonly Asked[]>([])
  const box = useRef<HTMLInputElement>(null)
  const tabs = ASK_TABS.filter((tab) => tab !== 'unanswered' || permissions.includes('answers.review'))
  const tab = tabs.includes(search.tab) ? search.tab : 'ask'

  useEffect(() => {
    if (tab === 'ask') box.current?.focus()
  }, [tab])
  useHotkeys('page', (key) => {
    if (key !== '/') return false
    box.current?.focus()
    box.current?.select()
    return true
  })

  function go(next: Partial<AskSearch>) {
    const query = formatAskSearch(next)
    window.history.pushState(null, '', query ? `/ask?${query}` : '/ask')
  }
  function ask(question: string, previous = '') {
    const current = { question: search.question, previous: search.previous }
    if (current.question && (current.question !== question || current.previous !== previous))
      setEarlier((all) =>
        [
          current,
          ...all.filter((one) => one.question !== question && one.question !== current.question),
        ].slice(0, MOST_KEPT),
      )
    go({ question, previous })
  }
  /** What was asked last, as it was taken: a typed question may lean on it. */
  function takenBefore(): string {
    if (!search.question) return ''
    const { question, previous } = search
    const answer = client.getQueryData(api.answers.ask.queryKey({ question, ...(previous && { previous }) }))
    const isAnswered = answer && answer.intent !== 'unknown' && answer.intent !== 'refused'
    return isAnswered ? answer.taken[locale] : ''
  }

  return (
    <div className="h-full overflow-y-auto" data-page="ask">
      <div className="mx-auto flex max-w-4xl flex-col gap-4 px-4 py-5">
        <header className="flex flex-wrap items-end gap-x-6 gap-y-2">
          <div className="min-w-0 flex-1 basis-72">
            <h1 className="text-lg font-semibold">{t('title')}</h1>
            <p className="text-muted">{t('lead')}</p>
          </div>
          <div role="tablist" aria-label={t('title')} className="flex gap-0.5">
            {tabs.map((one) => (
              <button
                key={one}
                type="button"
                role="tab"
                aria-selected={one === tab}
                onClick={() => go({ ...search, tab: one })}
                className={classNames(
                  'h-8 rounded-md px-2.5 text-muted hover:bg-hover hover:text-ink pointer-coarse:h-11',
                  one === tab && 'bg-accent-soft font-medium text-accent hover:bg-accent-soft',
                )}
              >
                {t(`tab.${one}`)}
              </button>
            ))}
          </div>
        </header>
        {tab === 'people' ? (
          <PeopleTab />
        ) : tab === 'unanswered' ? (
          <UnansweredTab onAsk={ask} />
        ) : (
          <>
            <div className="flex flex-col gap-1">
              <QuestionBox
                box={box}
                question={search.question}
                placeholder={t('placeholder')}
                history={earlier.map(({ question }) => question)}
                onAsk={(question) => ask(question, takenBefore())}
              />
              <p className="text-faint max-sm:hidden">{t('hint')}</p>
            </div>
            {search.question ? (
              <AnswerCard
                key={`${search.question} ${search.previous}`}
                asked={search}
                isLatest
                onAsk={(question) => ask(question)}
              />
            ) : (
              <section aria-label={t('examples')} className="flex flex-col gap-2">
                <h2 className="font-medium text-muted">{t('examples')}</h2>
                <ul className="flex flex-wrap gap-2">
                  {examples.map((one) => (
                    <li key={one}>
                      <QuestionChip
                        isLarge
                        question={t(`example.${one}`)}
                        onAsk={(question) => ask(question)}
                      />
                    </li>
                  ))}
                </ul>
              </section>
            )}
            {earlier
              .filter(({ question }) => question !== search.question)
              .map((asked) => (
                <AnswerCard
                  key={`${asked.question} ${asked.previous}`}
                  asked={asked}
                  isLatest={false}
                  onAsk={(question) => ask(question)}
                />
              ))}
          </>
        )}
      </div>
    </div>
  )
})
