'use client'

import { useTranslations } from 'next-intl'
import { inLocale } from '../../_i18n/locale.ts'
import { distanceText } from '../../_ui/distance-text.ts'
import { usePreferences } from '../../_ui/preferences.tsx'
import type { CaseDetail } from './case-detail.ts'
import { Section } from './section.tsx'

/** The same matter is often reported twice: what else is open close by. */
export function NearbyCases({
  detail,
  onSelect,
}: {
  detail: CaseDetail
  onSelect: (caseId: number) => void
}) {
  const t = useTranslations('desk')
  const state = useTranslations('vocabulary.state')
  const { locale } = usePreferences()
  if (detail.nearby.length === 0) return null
  return (
    <Section title={t('nearby')}>
      <ul>
        {detail.nearby.map((near) => (
          <li key={near.caseId}>
            <button
              type="button"
              onClick={() => onSelect(near.caseId)}
              className="-mx-2 flex w-[calc(100%+1rem)] items-center gap-2 rounded px-2 py-1 text-left hover:bg-hover"
            >
              <span className="min-w-0 flex-1 truncate">
                {inLocale(locale, near.categoryName, near.categoryNameEn) || t('uncategorized')}
              </span>
              <span className="text-muted">{state(near.state)}</span>
              <span className="w-16 text-right text-muted">{distanceText(near.distanceMeters, locale)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
