import { ArrowLeft } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import type { Outputs } from '../_trpc/api.ts'
import { Button } from '../_ui/button.tsx'
import { classNames } from '../_ui/class-names.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { DraftBar } from './draft-bar.tsx'
import { LinkEditor } from './link-editor.tsx'
import { MarkedText } from './marked-text.tsx'
import { formatBasisSearch } from './search-params.ts'
import { VersionReview } from './version-review.tsx'

type Regulation = Outputs['basis']['regulation']
type Piece = Regulation['pieces'][number]

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
  const body = useRef<HTMLDivElement>(null)
  const words = text.split(/[\s,，、]+/u).filter(Boolean)
  useEffect(() => {
    if (article === null) return
    const wanted = article.split('-')[0] ?? article
    body.current?.querySelector(`[data-piece="${CSS.escape(wanted)}"]`)?.scrollIntoView({ block: 'center' })
  }, [article])
  const isDraft = regulation.standing === 'draft'
  const [isReviewing, setReviewing] = useState(isDraft)
  const linksOf = Map.groupBy(
    regulation.links.filter(({ state }) => isDraft || state === 'confirmed'),
    ({ pieceId }) => pieceId,
  )
  return (
    <article
      ref={body}
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
      <div lang="zh">
        {blocksOf(regulation.pieces).map(({ head, rest }) =>
          head.kind === 'article' ? (
            <section
              key={head.pieceId}
              data-piece={head.key}
              aria-label={head.label}
              className={classNames(
                '-mx-3 scroll-mt-4 rounded-md px-3 py-2.5',
                article?.split('-')[0] === head.key && 'animate-settle bg-accent-soft',
              )}
            >
              <div className="flex flex-wrap items-baseline justify-between gap-x-3">
                <h4 className="font-semibold">
                  <MarkedText text={head.label} words={words} />
                </h4>
                <span className="text-xs text-faint">{head.code}</span>
              </div>
              {rest.map((piece) => (
                <p
                  key={piece.pieceId}
                  className={classNames('mt-1 leading-relaxed', piece.kind === 'item' && 'pl-8 -indent-6')}
                >
                  {piece.label}
                  <MarkedText text={piece.text} marks={piece.marks} words={words} />
                </p>
              ))}
              {isDraft && isEditor ? (
                <LinkEditor
                  regulationId={regulation.regulationId}
                  pieceId={head.pieceId}
                  links={linksOf.get(head.pieceId) ?? []}
                />
              ) : (
                <Links links={linksOf.get(head.pieceId) ?? []} />
              )}
            </section>
          ) : (
            <h3
              key={head.pieceId}
              data-piece={head.key}
              className={classNames(
                'mt-6 mb-1 scroll-mt-4 text-center font-semibold',
                head.kind === 'section' ? 'mt-3 text-muted' : 'text-base',
              )}
            >
              {head.label}
            </h3>
          ),
        )}
      </div>
    </article>
  )
}

/** Headings alone, and each article with its clauses and items. */
function blocksOf(pieces: readonly Piece[]): { head: Piece; rest: Piece[] }[] {
  const blocks: { head: Piece; rest: Piece[] }[] = []
  for (const piece of pieces) {
    if (piece.kind === 'clause' || piece.kind === 'item') blocks.at(-1)?.rest.push(piece)
    else blocks.push({ head: piece, rest: [] })
  }
  return blocks
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

function Links({ links }: { links: Regulation['links'] }) {
  const t = useTranslations('basis')
  const { locale } = usePreferences()
  const categories = links.filter(({ kind }) => kind === 'category')
  const departments = links.filter(({ kind }) => kind === 'department')
  if (links.length === 0) return null
  return (
    <div className="mt-2 flex flex-wrap items-baseline gap-x-4 gap-y-1" lang={locale}>
      {categories.length > 0 && (
        <span className="flex flex-wrap items-baseline gap-x-2">
          <span className="text-muted">{t('basisOf')}</span>
          {categories.map(({ linkId, code, name, nameEn }) => (
            <Link
              key={linkId}
              href={`/basis?${formatBasisSearch({ tab: 'categories', categoryCode: code })}`}
              className="text-accent hover:underline"
            >
              {inLocale(locale, name, nameEn)}
            </Link>
          ))}
        </span>
      )}
      {departments.length > 0 && (
        <span className="flex flex-wrap items-baseline gap-x-2">
          <span className="text-muted">{t('chargeOf')}</span>
          {departments.map(({ linkId, name, nameEn }) => (
            <span key={linkId}>{inLocale(locale, name, nameEn)}</span>
          ))}
        </span>
      )}
    </div>
  )
}
