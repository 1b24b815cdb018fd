import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { inLocale } from '../_i18n/locale.ts'
import { useApi } from '../_trpc/api.ts'
import { usePreferences } from '../_ui/preferences.tsx'

export type AuthorityOf = { readonly categoryId: number | null; readonly areaId: number | null }

/** What a setting is for, in words. */
export function useNameOf(): (of: AuthorityOf) => string {
  const t = useTranslations('robot')
  const { locale } = usePreferences()
  const api = useApi()
  const { data: categories } = useQuery({
    ...api.categories.list.queryOptions(),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const { data: areas } = useQuery({ ...api.areas.list.queryOptions(), staleTime: Number.POSITIVE_INFINITY })
  return ({ categoryId, areaId }) => {
    if (categoryId === null && areaId === null) return t('everything')
    const category = categories?.find((one) => one.categoryId === categoryId)
    const area = areas?.find((one) => one.areaId === areaId)
    return [category, area]
      .filter((one) => one !== undefined)
      .map((one) => inLocale(locale, one.name, one.nameEn))
      .join(' · ')
  }
}
