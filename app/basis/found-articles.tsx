import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { inLocale } from '../_i18n/locale.ts'
import { useApi } from '../_trpc/api.ts'
import { classNames } from '../_ui/class-names.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { StateNote } from '../_ui/state-note.tsx'
import { MarkedText } from './marked-text.tsx'
import { NotYet } from './not-yet.tsx'
import { excerptOf } from './text-segments.ts'

const EXCERPT_LENGTH = 72

/** Articles that have the words, each with the place where they stand. */
export function FoundArticles({
  text,
  openId,
  article,
  onOpen,
}: {
  text: string
  openId: number | null
  article: string | null
  onOpen: (regulationId: number, article: string) => void
}) {
  const t = useTranslations('basis')
  const { locale } = usePreferences()
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...useApi().basis.search.queryOptions({ text }),
    placeholderData: keepPreviousData,
  })
  if (!data) return <NotYet error={error} onRetry={() => void refetch()} />
  if (data.found.length === 0)
    return (
      <StateNote kind="empty" title={t('nothingFound')}>
        {t('nothingFoundDetail')}
      </StateNote>
    )
  return (
    <div className={isPlaceholderData ? 'opacity-60' : ''}>
      <p role="status" className="px-4 pt-2 pb-1 text-muted">
        {data.total > data.found.length
          ? t('foundFirst', { n: data.total, shown: data.found.length })
          : t('foundArticles', { n: data.total })}
      </p>
      <ul>
        {data.found.map((one) => (
          <li key={one.pieceId}>
            <button
              type="button"
              data-found={`${one.code}-${one.key}`}
              onClick={() => onOpen(one.regulationId, one.key)}
              className={classNames(
                'block w-full px-4 py-2 text-left hover:bg-hover',
                one.regulationId === openId && one.key === article && 'bg-accent-soft hover:bg-accent-soft',
              )}
            >
              <span className="flex flex-wrap items-baseline gap-x-2">
                <span className="font-medium">
                  <MarkedText text={inLocale(locale, one.title, one.titleEn)} words={data.words} />
                </span>
                <span className="shrink-0">{one.label}</span>
                {one.standing !== 'in_force' && (
                  <span className="text-muted">{t(`standing.${one.standing}`)}</span>
                )}
              </span>
              <span className="block text-muted" lang="zh">
                <MarkedText text={excerptOf(one.text, data.words, EXCERPT_LENGTH)} words={data.words} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
