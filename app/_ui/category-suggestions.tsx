'use client'

import { useTranslations } from 'next-intl'
import { inLocale, listed } from '../_i18n/locale.ts'
import type { Outputs } from '../_trpc/api.ts'
import { classNames } from './class-names.ts'
import { usePreferences } from './preferences.tsx'

type Understood = Outputs['text']['understand']
const SHOWN = 4

/** The categories that a text most likely means, to press: how sure, and which words said so. */
export function CategorySuggestions({
  understood,
  value,
  onChoose,
  isLarge = false,
}: {
  understood: Understood | undefined
  value: number | null
  onChoose: (categoryId: number | null) => void
  /** Targets for a thumb. */
  isLarge?: boolean
}) {
  const t = useTranslations('shell')
  const { locale } = usePreferences()
  const [first] = understood?.categories ?? []
  if (!understood || !first) return null
  return (
    <div className="flex flex-col gap-1.5" data-suggestions>
      <ul className="flex flex-wrap gap-1.5" aria-label={t('suggestions')}>
        {understood.categories.slice(0, SHOWN).map(({ categoryId, name, nameEn, score }) => (
          <li key={categoryId}>
            <button
              type="button"
              aria-pressed={categoryId === value}
              onClick={() => onChoose(categoryId === value ? null : categoryId)}
              className={classNames(
                'flex items-center gap-1.5 rounded-full border border-line-strong bg-panel hover:bg-hover',
                isLarge ? 'min-h-11 px-4' : 'h-8 px-3 pointer-coarse:min-h-11',
                categoryId === value && 'border-accent bg-accent-soft font-medium',
              )}
            >
              {inLocale(locale, name, nameEn)}
              <span className="text-sm text-muted tabular-nums">{Math.round(score * 100)}%</span>
            </button>
          </li>
        ))}
      </ul>
      <p className="text-sm text-muted">
        {first.because.length > 0 && t('suggestedFor', { words: listed(locale, first.because) })}
        {understood.by !== 'shipped_model' && ` ${t(`suggestedBy_${understood.by}`)}`}
      </p>
    </div>
  )
}
