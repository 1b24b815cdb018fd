import { ArrowLeft } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import type { Outputs } from '../_trpc/api.ts'
import { Button } from '../_ui/button.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { ArticleList } from './article-list.tsx'
import { DraftBar } from './draft-bar.tsx'
import { MarkedText } from './marked-text.tsx'
import { VersionReview } from './version-review.tsx'

type Regulation = Outputs['basis']['regulation']

/** One version of a regulation: its head, then its pieces; each article with what it is the basis of. */
export function RegulationReader({
  regulation,
  article,
  text,
  isEditor,
  onOpen,
  onBack,
}: {
  regulation: Regulation
  article: string | null
  text: string
  isEditor: boolean
  onOpen: (regulationId: number, article?: string | null) => void
  onBack: () => void
}) {
  const t = useTranslations('basis')
  const { locale } = usePreferences()
  const words = text.split(/[\s,，、]+/u).filter(Boolean)
  const isDraft = regulation.standing === 'draft'
  const [isReviewing, setReviewing] = useState(isDraft)
  return (
    <article
      className="mx-auto max-w-3xl px-6 py-5 max-md:px-4"
      aria-label={inLocale(locale, regulation.title, regulation.titleEn)}
    >
      <ReaderHead regulation={regulation} onOpen={onOpen} onBack={onBack} />
      {isDraft && isEditor && <DraftBar regulation={regulation} onGone={onBack} />}
      {!isDraft && regulation.version > 1 && (
        <Button className="mb-3" aria-expanded={isReviewing} onClick={() => setReviewing(!isReviewing)}>
          {t('compare')}
        </Button>
      )}
      {isReviewing && <VersionReview regulationId={regulation.regulationId} />}
      <ArticleList regulation={regulation} article={article} words={words} isEdited={isDraft && isEditor} />
    </article>
  )
}

function ReaderHead({
  regulation,
  onOpen,
  onBack,
}: {
  regulation: Regulation
  onOpen: (regulationId: number) => void
  onBack: () => void
}) {
  const t = useTranslations('basis')
  const { locale } = usePreferences()
  const { successor, standing } = regulation
  const facts = [
    [t('documentNumber'), regulation.documentNumber],
    [t('issuer'), regulation.issuer],
    [t('issued'), regulation.issuedOn],
    [t('effective'), regulation.effectiveOn],
    [t('ended'), regulation.supersededOn],
  ].filter(([, value]) => value)
  return (
    <header className="mb-4 border-b pb-4">
      <Button look="quiet" className="-ml-2 mb-2 md:hidden" onClick={onBack}>
        <ArrowLeft aria-hidden className="size-4" />
        {t('back')}
      </Button>
      <h2 className="text-xl font-semibold text-balance">
        {inLocale(locale, regulation.title, regulation.titleEn)}
      </h2>
      <p className="mt-1 flex flex-wrap gap-x-3 text-muted">
        <span>{regulation.code}</span>
        <span>{t(`level.${regulation.level}`)}</span>
        <span className={standing === 'coming' || standing === 'draft' ? 'text-near' : 'text-ink'}>
          {t(`standing.${standing}`)}
        </span>
        <span>{t('version', { n: regulation.version })}</span>
      </p>
      <dl className="mt-2 flex flex-wrap gap-x-5 gap-y-0.5">
        {facts.map(([name, value]) => (
          <div key={name} className="flex gap-2">
            <dt className="text-muted">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {successor && (
        <button
          type="button"
          className="mt-2 text-left text-accent underline underline-offset-4"
          onClick={() => onOpen(successor.regulationId)}
        >
          {t('replacedBy', { title: inLocale(locale, successor.title, successor.titleEn) })}
        </button>
      )}
      {regulation.versions.length > 1 && (
        <nav aria-label={t('versions')} className="mt-2 flex flex-wrap items-center gap-1">
          <span className="text-muted">{t('versions')}</span>
          {regulation.versions.map((version) => (
            <Button
              key={version.regulationId}
              look={version.regulationId === regulation.regulationId ? 'plain' : 'quiet'}
              aria-current={version.regulationId === regulation.regulationId}
              onClick={() => onOpen(version.regulationId)}
            >
              {t('version', { n: version.version })} · {t(`standing.${version.standing}`)}
            </Button>
          ))}
        </nav>
      )}
      {regulation.isSummary && <p className="mt-2 text-muted">{t('summaryNote')}</p>}
      <p className="mt-2 flex flex-wrap items-baseline gap-x-4 text-muted">
        {t('legend')}
        {(['must', 'must_not', 'penalty'] as const).map((kind) => (
          <span key={kind} className="text-ink">
            <MarkedText
              text={t(`mark.${kind}`)}
              marks={[{ kind, start: 0, end: t(`mark.${kind}`).length }]}
            />
          </span>
        ))}
      </p>
    </header>
  )
}
