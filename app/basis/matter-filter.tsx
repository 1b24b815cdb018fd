import { useTranslations } from 'next-intl'
import { type ReactNode, useCallback } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import { Select } from '../_ui/field.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { SearchBox } from './search-box.tsx'
import type { BasisSearch } from './search-params.ts'

type OfClass = { readonly classCode: string; readonly className: string; readonly classNameEn: string }

/** Those of a class whose text holds every word that is looked for. */
export function filterMatters<Row extends OfClass>(
  rows: readonly Row[],
  search: BasisSearch,
  textOf: (row: Row) => string,
): Row[] {
  const words = search.text.toLowerCase().split(/\s+/).filter(Boolean)
  return rows.filter((row) => {
    if (search.classCode !== null && row.classCode !== search.classCode) return false
    if (words.length === 0) return true
    const text = textOf(row).toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/** The line above a list of matters: words, class, and what else the list is narrowed by. */
export function MatterFilter({
  label,
  rows,
  search,
  change,
  children,
}: {
  /** What the words are looked for in. */
  label: string
  rows: readonly OfClass[]
  search: BasisSearch
  change: (change: Partial<BasisSearch>) => void
  children?: ReactNode
}) {
  const t = useTranslations('basis')
  const { locale } = usePreferences()
  const onText = useCallback((text: string) => change({ text }), [change])
  const classes = [...Map.groupBy(rows, ({ classCode }) => classCode)]
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-b px-4 py-2">
      <div className="w-64 max-sm:w-full">
        <SearchBox label={label} text={search.text} onText={onText} />
      </div>
      <Select
        aria-label={t('allClasses')}
        value={search.classCode ?? ''}
        onChange={(event) => change({ classCode: event.target.value || null })}
        className="w-auto"
      >
        <option value="">{t('allClasses')}</option>
        {classes.map(([code, [first]]) => (
          <option key={code} value={code}>
            {inLocale(locale, first?.className ?? '', first?.classNameEn ?? '')}
          </option>
        ))}
      </Select>
      {children}
    </div>
  )
}
