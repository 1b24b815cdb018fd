import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { inLocale } from '../_i18n/locale.ts'
import { useApi } from '../_trpc/api.ts'
import { usePreferences } from '../_ui/preferences.tsx'

/** The words for a kind of object: a kind of place, or the code of a class of components; else the code itself. */
export function useKindWords(): (kind: string) => string {
  const t = useTranslations('inspections')
  const { locale } = usePreferences()
  const { data: categories } = useQuery(useApi().categories.list.queryOptions())
  return (kind) => {
    const key = `objectKind.${kind}` as 'objectKind.market'
    if (t.has(key)) return t(key)
    const category = categories?.find(({ code }) => code === kind)
    return category ? inLocale(locale, category.name, category.nameEn) : kind
  }
}
