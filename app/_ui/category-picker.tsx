'use client'

import { useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { useTranslations } from 'next-intl'
import { inLocale } from '../_i18n/locale.ts'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { usePreferences } from './preferences.tsx'
import { Skeleton } from './skeleton.tsx'

/** The dictionary of categories, searched by typing in either language, chosen by Enter or a press. */
export function CategoryPicker({
  value,
  onChoose,
  isLarge = false,
  autoFocus = false,
}: {
  value: number | null
  onChoose: (categoryId: number) => void
  /** Targets for a thumb. */
  isLarge?: boolean
  autoFocus?: boolean
}) {
  const t = useTranslations('shell')
  const { locale } = usePreferences()
  const { data: categories, error } = useQuery({
    ...useApi().categories.list.queryOptions(),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (error && !categories) return <p className="text-overdue">{errorTextOf(error, locale)}</p>
  if (!categories) return <Skeleton className="h-40" />
  const offered = categories.filter(({ isRetired }) => !isRetired)
  const groups = [...Map.groupBy(offered, (category) => category.classCode)]
  return (
    <Command label={t('category')} className="overflow-hidden rounded-md border border-line-strong bg-panel">
      <Command.Input
        autoFocus={autoFocus}
        placeholder={t('categoryPlaceholder')}
        className={`w-full border-b bg-transparent px-3 outline-none placeholder:text-faint ${isLarge ? 'h-11 text-base' : 'h-9'}`}
      />
      <Command.List className={`overflow-auto p-1 ${isLarge ? 'max-h-72' : 'max-h-56'}`}>
        <Command.Empty className="px-2 py-6 text-center text-muted">{t('noCategory')}</Command.Empty>
        {groups.map(([classCode, some]) => (
          <Command.Group
            key={classCode}
            heading={inLocale(locale, some[0]?.className ?? '', some[0]?.classNameEn ?? '')}
            className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-faint"
          >
            {some.map((category) => (
              <Command.Item
                key={category.categoryId}
                value={`${category.name} ${category.nameEn} ${category.code}`}
                onSelect={() => onChoose(category.categoryId)}
                className={`flex cursor-pointer items-center rounded px-2 data-[selected=true]:bg-hover ${isLarge ? 'min-h-11 text-base' : 'min-h-8'} ${category.categoryId === value ? 'font-semibold text-accent' : ''}`}
              >
                {inLocale(locale, category.name, category.nameEn)}
              </Command.Item>
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  )
}
