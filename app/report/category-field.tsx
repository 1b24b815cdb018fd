'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import { useApi } from '../_trpc/api.ts'
import { CategoryPicker } from '../_ui/category-picker.tsx'
import { CategorySuggestions } from '../_ui/category-suggestions.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useUnderstood } from '../_ui/use-understood.ts'
import type { Draft } from './draft-store.ts'

/** The category: suggested from the words, or picked from all. */
export function CategoryField({
  text,
  lngLat,
  value,
  onChoose,
}: {
  text: string
  lngLat: Draft['lngLat']
  value: number | null
  onChoose: (categoryId: number | null) => void
}) {
  const t = useTranslations('report')
  const { locale } = usePreferences()
  const { data: categories } = useQuery({
    ...useApi().categories.list.queryOptions(),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const [isOpen, setOpen] = useState(false)
  const { understood } = useUnderstood(text, lngLat)
  const chosen = categories?.find((one) => one.categoryId === value)
  const isSuggested = understood?.categories.some((one) => one.categoryId === value) ?? false
  return (
    <div className="flex flex-col gap-2">
      <span className="font-medium">{t('category')}</span>
      {isOpen ? (
        <CategoryPicker
          isLarge
          value={value}
          onChoose={(categoryId) => {
            onChoose(categoryId)
            setOpen(false)
          }}
        />
      ) : (
        <>
          <CategorySuggestions isLarge understood={understood} value={value} onChoose={onChoose} />
          <div className="flex flex-wrap gap-2">
            {chosen && !isSuggested && (
              <button
                type="button"
                aria-pressed
                onClick={() => onChoose(null)}
                className="min-h-11 rounded-full border border-accent bg-accent-soft px-4 font-medium"
              >
                {inLocale(locale, chosen.name, chosen.nameEn)}
              </button>
            )}
            <button
              type="button"
              onClick={() => setOpen(true)}
              className="min-h-11 rounded-full border border-line-strong border-dashed px-4 text-muted"
            >
              {t('otherCategory')}
            </button>
          </div>
        </>
      )}
      <p className="text-muted">{t('categoryHint')}</p>
    </div>
  )
}
