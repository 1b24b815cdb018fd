import { inLocale } from '../_i18n/locale.ts'
import type { Outputs } from '../_trpc/api.ts'
import { usePreferences } from './preferences.tsx'

/** The options of a select for the areas that are administered by themselves: districts and subdistricts. */
export function AreaOptions({ areas }: { areas: Outputs['areas']['list'] | undefined }) {
  const { locale } = usePreferences()
  return areas
    ?.filter(({ level }) => level === 'district' || level === 'subdistrict')
    .map(({ areaId, name, nameEn }) => (
      <option key={areaId} value={areaId}>
        {inLocale(locale, name, nameEn)}
      </option>
    ))
}
