import { useVirtualizer } from '@tanstack/react-virtual'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import type { Outputs } from '../_trpc/api.ts'
import { classNames } from '../_ui/class-names.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { LinkEditor } from './link-editor.tsx'
import { MarkedText } from './marked-text.tsx'
import { formatBasisSearch } from './search-params.ts'

type Regulation = Outputs['basis']['regulation']
type Piece = Regulation['pieces'][number]
type Block = { readonly head: Piece; readonly rest: readonly Piece[] }

/** So few blocks are all there, for the browser's own search; of a code of thousands only those in sight. */
const FEW = 120
const USUAL_PIXELS = 96
const SETTLING_MILLISECONDS = 1500
/** The reader goes elsewhere. */
const ACTS = ['wheel', 'pointerdown', 'keydown'] as const

/** The headings and articles of a regulation in the panel that scrolls, marked `data-scroller`. */
export function ArticleList({
  regulation,
  article,
  words,
  isEdited,
}: {
  regulation: Regulation
  article: string | null
  words: readonly string[]
  isEdited: boolean
}) {
  const list = useRef<HTMLDivElement>(null)
  const [offset, setOffset] = useState(0)
  const blocks = useMemo(() => blocksOf(regulation.pieces), [regulation.pieces])
  const linksOf = useMemo(
    () =>
      Map.groupBy(
        regulation.links.filter(({ state }) => regulation.standing === 'draft' || state === 'confirmed'),
        ({ pieceId }) => pieceId,
      ),
    [regulation],
  )
  // What stands above the list changes with the review.
  useLayoutEffect(() => {
    const panel = panelOf(list.current)
    if (!list.current || !panel) return
    const top = list.current.getBoundingClientRect().top - panel.getBoundingClientRect().top
    setOffset(Math.round(top + panel.scrollTop))
  })
  const virtualizer = useVirtualizer({
    count: blocks.length,
    getScrollElement: () => panelOf(list.current),
    estimateSize: () => USUAL_PIXELS,
    getItemKey: useCallback((index: number) => blocks[index]!.head.pieceId, [blocks]),
    scrollMargin: offset,
    overscan: blocks.length <= FEW ? FEW : 6,
  })
  const wanted = article?.split('-')[0]
  const wantedIndex = wanted === undefined ? -1 : blocks.findIndex(({ head }) => head.key === wanted)
  useEffect(() => {
    const panel = panelOf(list.current)
    if (wantedIndex < 0 || !panel) return
    // Heights are known when their articles are there: until all about it are, it is put in the middle again.
    const untilMs = performance.now() + SETTLING_MILLISECONDS
    let frame = 0
    const settle = () => {
      const wantedNow = list.current?.querySelector(`[data-index="${wantedIndex}"]`)
      if (wantedNow) wantedNow.scrollIntoView({ block: 'center' })
      else virtualizer.scrollToIndex(wantedIndex, { align: 'center' })
      if (performance.now() < untilMs) frame = requestAnimationFrame(settle)
    }
    const stop = () => cancelAnimationFrame(frame)
    settle()
    for (const act of ACTS) panel.addEventListener(act, stop, { once: true, passive: true })
    return () => {
      stop()
      for (const act of ACTS) panel.removeEventListener(act, stop)
    }
  }, [wantedIndex, virtualizer])
  return (
    <div ref={list} lang="zh" className="relative" style={{ height: virtualizer.getTotalSize() }}>
      {virtualizer.getVirtualItems().map(({ key, index, start }) => {
        const block = blocks[index]!
        return (
          <div
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${start - offset}px)` }}
          >
            {block.head.kind === 'article' ? (
              <Article
                block={block}
                words={words}
                isWanted={block.head.key === wanted}
                links={linksOf.get(block.head.pieceId) ?? []}
                editedId={isEdited ? regulation.regulationId : null}
              />
            ) : (
              <h3
                data-piece={block.head.key}
                className={classNames(
                  'pb-1 text-center font-semibold',
                  block.head.kind === 'section' ? 'pt-3 text-muted' : 'pt-6 text-base',
                )}
              >
                {block.head.label}
              </h3>
            )}
          </div>
        )
      })}
    </div>
  )
}

function Article({
  block: { head, rest },
  words,
  isWanted,
  links,
  editedId,
}: {
  block: Block
  words: readonly string[]
  isWanted: boolean
  links: Regulation['links']
  /** The draft whose links are decided here. */
  editedId: number | null
}) {
  return (
    <section
      data-piece={head.key}
      aria-label={head.label}
      className={classNames('-mx-3 rounded-md px-3 py-2.5', isWanted && 'animate-settle bg-accent-soft')}
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
      {editedId === null ? (
        <Links links={links} />
      ) : (
        <LinkEditor regulationId={editedId} pieceId={head.pieceId} links={links} />
      )}
    </section>
  )
}

function panelOf(list: Element | null): Element | null {
  return list?.closest('[data-scroller]') ?? null
}

/** Headings alone, and each article with its clauses and items. */
function blocksOf(pieces: readonly Piece[]): Block[] {
  const blocks: { head: Piece; rest: Piece[] }[] = []
  for (const piece of pieces) {
    if (piece.kind === 'clause' || piece.kind === 'item') blocks.at(-1)?.rest.push(piece)
    else blocks.push({ head: piece, rest: [] })
  }
  return blocks
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
