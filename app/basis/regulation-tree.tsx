import { useTranslations } from 'next-intl'
import { inLocale } from '../_i18n/locale.ts'
import type { Outputs } from '../_trpc/api.ts'
import { classNames } from '../_ui/class-names.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { StateNote } from '../_ui/state-note.tsx'
import { LEVELS } from './head-form.tsx'

/** The registry by rank; of the open regulation its chapters, or its articles where it has none. */
export function RegulationTree({
  regulations,
  open,
  openId,
  onOpen,
}: {
  regulations: Outputs['basis']['regulations']
  open: Outputs['basis']['regulation'] | undefined
  openId: number | null
  onOpen: (regulationId: number, article?: string | null) => void
}) {
  const t = useTranslations('basis')
  const { locale } = usePreferences()
  if (regulations.length === 0)
    return (
      <StateNote kind="empty" title={t('noRegulations')}>
        {t('noRegulationsDetail')}
      </StateNote>
    )
  // Former versions are reached from the version that holds.
  const latest = [...Map.groupBy(regulations, ({ code }) => code).values()].flatMap((versions) => {
    const published = versions.filter(({ standing }) => standing !== 'draft')
    const holding = published.findLast(({ standing }) => standing === 'in_force') ?? published.at(-1)
    return [...(holding ? [holding] : []), ...versions.filter(({ standing }) => standing === 'draft')]
  })
  return LEVELS.map((level) => {
    const members = latest.filter((regulation) => regulation.level === level)
    if (members.length === 0) return null
    return (
      <section key={level} aria-label={t(`level.${level}`)} className="py-1.5">
        <h2 className="flex justify-between px-4 py-1 font-medium text-muted">
          {t(`level.${level}`)}
          <span>{members.length}</span>
        </h2>
        <ul>
          {members.map((regulation) => (
            <li key={regulation.regulationId}>
              <button
                type="button"
                data-regulation={regulation.code}
                aria-current={regulation.regulationId === openId}
                onClick={() => onOpen(regulation.regulationId)}
                className={classNames(
                  'block min-h-(--touch) w-full px-4 py-1.5 text-left hover:bg-hover',
                  regulation.regulationId === openId && 'bg-accent-soft hover:bg-accent-soft',
                )}
              >
                <span
                  className={classNames(
                    'block',
                    regulation.regulationId === openId && 'font-medium text-accent',
                    regulation.standing === 'superseded' && 'text-muted',
                  )}
                >
                  {inLocale(locale, regulation.title, regulation.titleEn)}
                </span>
                <span className="flex flex-wrap gap-x-2 text-muted">
                  <span>{regulation.code}</span>
                  <span>
                    {t('counts', { articles: regulation.articleCount, categories: regulation.categoryCount })}
                  </span>
                  {regulation.standing !== 'in_force' && (
                    <span className={regulation.standing === 'superseded' ? '' : 'text-near'}>
                      {t(`standing.${regulation.standing}`)}
                    </span>
                  )}
                </span>
              </button>
              {open?.regulationId === regulation.regulationId && <Contents open={open} onOpen={onOpen} />}
            </li>
          ))}
        </ul>
      </section>
    )
  })
}

function Contents({
  open,
  onOpen,
}: {
  open: Outputs['basis']['regulation']
  onOpen: (regulationId: number, article: string) => void
}) {
  const t = useTranslations('basis')
  const headings = open.pieces.filter(
    ({ kind }) => kind === 'part' || kind === 'chapter' || kind === 'section',
  )
  const entries = headings.length > 0 ? headings : open.pieces.filter(({ kind }) => kind === 'article')
  return (
    <ul aria-label={t('contents')} className="border-l-2 border-line py-1 pl-2 ml-4 mr-2 mb-1 flex flex-wrap">
      {entries.map(({ pieceId, kind, key, label }) => (
        <li key={pieceId} className={headings.length > 0 ? 'w-full' : ''}>
          <button
            type="button"
            onClick={() => onOpen(open.regulationId, key)}
            className={classNames(
              'rounded px-2 py-1 text-left text-muted hover:bg-hover hover:text-ink pointer-coarse:min-h-11',
              kind === 'section' && 'pl-6',
            )}
          >
            {label}
          </button>
        </li>
      ))}
    </ul>
  )
}
