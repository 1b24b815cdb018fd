import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { classNames } from '../_ui/class-names.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { MarkedText } from '../basis/marked-text.tsx'
import type { Answer } from './answer-type.ts'
import { useCasesHref } from './use-cases-href.ts'

const looks: Readonly<Record<Answer['confidence'], string>> = {
  exact: 'text-muted',
  likely: 'text-muted',
  guess: 'text-near',
}
const marks: Readonly<Record<Answer['confidence'], string>> = { exact: '●', likely: '◑', guess: '○' }

/** What the question was taken for, and how sure that is. */
export function TakenAs({ answer, question }: { answer: Answer; question: string }) {
  const t = useTranslations('ask')
  const { locale } = usePreferences()
  const isAnswered = answer.intent !== 'unknown' && answer.intent !== 'refused'
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 text-muted">
        {!isAnswered && (
          <span className="font-medium text-near">
            ▲ {t(answer.intent === 'unknown' ? 'unknown' : 'refused')}
          </span>
        )}
        {isAnswered && !isSameWords(answer.taken[locale], question) && (
          <span data-taken>
            {t('taken')} <span className="text-ink">{answer.taken[locale]}</span>
          </span>
        )}
        {isAnswered && (
          <span className={looks[answer.confidence]} data-confidence={answer.confidence}>
            {marks[answer.confidence]} {t(`confidence.${answer.confidence}`)}
          </span>
        )}
      </p>
      {answer.ignored.length > 0 && (
        <p className="text-near">▲ {t('ignored', { words: answer.ignored.join(' ') })}</p>
      )}
    </>
  )
}

/** The parts of an answer with the numbers of their sources, and the sources. */
export function AnswerBody({ answer }: { answer: Answer }) {
  const t = useTranslations('ask')
  const { locale } = usePreferences()
  const id = useId()
  const casesHref = useCasesHref(answer)
  return (
    <>
      <div className="flex flex-col gap-2.5" data-parts>
        {answer.parts.map((part, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of an answer never move
          <section key={i}>
            {part.title[locale] && <h3 className="font-medium text-muted">{part.title[locale]}</h3>}
            <p className="max-w-prose text-base whitespace-pre-line">
              <MarkedText text={part.text[locale]} words={part.found ?? []} />
              {part.sources.map((source) => (
                <a
                  key={source}
                  href={`#${id}-${source}`}
                  aria-label={t('sourceNumber', { n: source + 1 })}
                  className="ml-1 inline-flex min-w-5 justify-center rounded-sm bg-sunken px-1 align-super text-xs text-muted hover:text-accent"
                >
                  {source + 1}
                </a>
              ))}
            </p>
          </section>
        ))}
      </div>
      {answer.sources.length > 0 && (
        <section aria-label={t('sources')} className="border-t pt-2">
          <h3 className="sr-only">{t('sources')}</h3>
          <ol className="flex flex-col gap-0.5">
            {answer.sources.map((source, i) => {
              const href = source.kind === 'cases' ? casesHref() : source.href
              return (
                <li
                  key={`${source.kind} ${source.title.zh} ${source.href}`}
                  id={`${id}-${i}`}
                  className="flex items-baseline gap-2 target:bg-accent-soft"
                >
                  <span className="w-5 shrink-0 text-right text-faint tabular-nums">{i + 1}</span>
                  <span className="min-w-0">
                    {href ? (
                      <Link
                        href={href}
                        data-source={source.kind}
                        className="text-accent underline-offset-4 hover:underline"
                      >
                        {source.title[locale]}
                      </Link>
                    ) : (
                      <span data-source={source.kind}>{source.title[locale]}</span>
                    )}
                    <span className="text-muted">
                      {' · '}
                      {t(`source.${source.kind}`)}
                      {source.detail[locale] && ` · ${source.detail[locale]}`}
                    </span>
                  </span>
                </li>
              )
            })}
          </ol>
        </section>
      )}
    </>
  )
}

/** Questions to ask instead. */
export function Alternatives({ answer, onAsk }: { answer: Answer; onAsk: (question: string) => void }) {
  const t = useTranslations('ask')
  const { locale } = usePreferences()
  if (answer.alternatives.length === 0) return null
  const isLost = answer.intent === 'unknown' || answer.intent === 'refused'
  return (
    <div className="flex flex-wrap items-center gap-1.5" data-alternatives>
      <span className="text-muted">{t(isLost ? 'nearest' : 'alternatives')}</span>
      {answer.alternatives.map((one) => (
        <QuestionChip key={one.zh} question={one[locale]} onAsk={onAsk} />
      ))}
    </div>
  )
}

export function QuestionChip({
  question,
  isLarge = false,
  onAsk,
}: {
  question: string
  isLarge?: boolean
  onAsk: (question: string) => void
}) {
  return (
    <button
      type="button"
      onClick={() => onAsk(question)}
      className={classNames(
        'rounded-full border bg-panel px-3 text-left hover:border-accent hover:bg-accent-soft pointer-coarse:min-h-11',
        isLarge ? 'min-h-9 py-1.5' : 'min-h-7 py-0.5',
      )}
    >
      {question}
    </button>
  )
}

/** Case, spaces and marks aside. */
function isSameWords(one: string, other: string): boolean {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
  return plain(one) === plain(other)
}
