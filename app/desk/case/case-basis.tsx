'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { inLocale } from '../../_i18n/locale.ts'
import { useApi } from '../../_trpc/api.ts'
import { errorTextOf } from '../../_trpc/coded-error.ts'
import { usePreferences } from '../../_ui/preferences.tsx'
import { Skeleton } from '../../_ui/skeleton.tsx'
import { LimitText } from '../../basis/limit-text.tsx'
import { articleHref, formatBasisSearch } from '../../basis/search-params.ts'
import type { CaseDetail } from './case-detail.ts'
import { Fact, Section } from './section.tsx'

const ARTICLES_SHOWN = 3

/** Why we may act on this case, who must, by when and when it may be closed, as it was when it was reported. */
export function CaseBasis({ detail }: { detail: CaseDetail }) {
  const t = useTranslations('caseBasis')
  const { locale } = usePreferences()
  const { data, error } = useQuery({
    ...useApi().basis.category.queryOptions({
      categoryId: detail.categoryId ?? 0,
      at: detail.timestamps.reportedAt,
    }),
    enabled: detail.categoryId !== null,
  })
  const limit = detail.limits.find(({ stage }) => stage === 'handle') ?? detail.limits.at(0)
  return (
    <Section title={t('title')}>
      {detail.categoryId === null ? (
        <p className="text-muted">{t('noCategory')}</p>
      ) : error && !data ? (
        <p className="text-overdue">{errorTextOf(error, locale)}</p>
      ) : !data ? (
        <Skeleton className="h-10 w-full" />
      ) : (
        <dl data-case-basis>
          <Fact name={t('articles')}>
            {data.articles.length === 0 ? (
              <span className="text-near">{t('noArticle')}</span>
            ) : (
              <ul>
                {data.articles.slice(0, ARTICLES_SHOWN).map((article) => (
                  <li key={article.pieceId} className="pb-1">
                    <Link
                      href={articleHref(article.regulationId, article.key)}
                      className="text-accent hover:underline"
                    >
                      {inLocale(locale, `《${article.title}》`, article.titleEn)}{' '}
                      <span lang="zh">{article.label}</span>
                    </Link>
                    {article.isSummary && <span className="text-muted"> · {t('summary')}</span>}
                    <span className="line-clamp-2 text-muted" lang="zh">
                      {article.text}
                    </span>
                  </li>
                ))}
                {data.articles.length > ARTICLES_SHOWN && (
                  <li>
                    <Link
                      href={`/basis?${formatBasisSearch({ tab: 'categories', categoryCode: data.code })}`}
                      className="text-muted underline underline-offset-4"
                    >
                      {t('more', { n: data.articles.length - ARTICLES_SHOWN })}
                    </Link>
                  </li>
                )}
              </ul>
            )}
          </Fact>
          <Fact name={t('duty')}>{inLocale(locale, detail.departmentName, detail.departmentNameEn)}</Fact>
          <Fact name={t('limit')}>
            {limit && (
              <>
                {t(`stage.${limit.stage}`)} <LimitText clock={limit.clock} amount={limit.amount} />
              </>
            )}
          </Fact>
          <Fact name={t('closing')}>{inLocale(locale, data.closing, data.closingEn)}</Fact>
        </dl>
      )}
    </Section>
  )
}
