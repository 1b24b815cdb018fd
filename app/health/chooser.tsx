import { useQuery } from '@tanstack/react-query'
import { Circle, Lasso, Pentagon, Square } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { inLocale } from '../_i18n/locale.ts'
import type { DrawMode } from '../_map/map-types.ts'
import { useApi } from '../_trpc/api.ts'
import { Button } from '../_ui/button.tsx'
import { Select } from '../_ui/field.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { type HealthSearch, periodChoices } from './search-params.ts'

const tools = [
  { mode: 'polygon', icon: Pentagon },
  { mode: 'rectangle', icon: Square },
  { mode: 'circle', icon: Circle },
  { mode: 'lasso', icon: Lasso },
] as const

/** Which place, which period. */
export function Chooser({
  search,
  drawMode,
  onArea,
  onDays,
  onDraw,
}: {
  search: HealthSearch
  drawMode: DrawMode | null
  onArea: (areaId: number) => void
  onDays: (days: HealthSearch['days']) => void
  onDraw: (mode: DrawMode | null) => void
}) {
  const t = useTranslations('health')
  const { locale } = usePreferences()
  const areas = useQuery(useApi().areas.list.queryOptions({}))
  const subdistricts = areas.data?.filter(({ level }) => level === 'subdistrict') ?? []
  const wholes = areas.data?.filter(({ level }) => level === 'district' || level === 'city') ?? []
  const communities = areas.data?.filter(({ level }) => level === 'community') ?? []
  const option = ({ areaId, name, nameEn }: { areaId: number; name: string; nameEn: string }) => (
    <option key={areaId} value={areaId}>
      {inLocale(locale, name, nameEn)}
    </option>
  )
  return (
    <div className="flex flex-wrap items-center gap-2 border-b px-4 py-3 print:hidden">
      <Select
        aria-label={t('area')}
        value={search.ring ? 'drawn' : (search.areaId ?? '')}
        onChange={(event) => onArea(Number(event.target.value))}
        className="min-w-40 flex-1 pointer-coarse:h-11"
      >
        {search.ring ? (
          <option value="drawn">{t('drawn')}</option>
        ) : (
          <option value="">{t('chooseArea')}</option>
        )}
        {wholes.map(option)}
        {subdistricts.map((subdistrict) => (
          <optgroup key={subdistrict.areaId} label={inLocale(locale, subdistrict.name, subdistrict.nameEn)}>
            {option(subdistrict)}
            {communities.filter(({ parentAreaId }) => parentAreaId === subdistrict.areaId).map(option)}
          </optgroup>
        ))}
        {subdistricts.length === 0 && communities.map(option)}
      </Select>
      <Select
        aria-label={t('period')}
        value={search.days}
        onChange={(event) => onDays(Number(event.target.value) as HealthSearch['days'])}
        className="w-32 pointer-coarse:h-11"
      >
        {periodChoices.map((days) => (
          <option key={days} value={days}>
            {t('days', { n: days })}
          </option>
        ))}
      </Select>
      <fieldset className="flex items-center gap-1">
        <legend className="sr-only">{t('or')}</legend>
        {tools.map(({ mode, icon: Icon }) => (
          <Button
            key={mode}
            size="icon"
            look={drawMode === mode ? 'primary' : 'plain'}
            aria-label={t(`draw.${mode}`)}
            title={t(`draw.${mode}`)}
            aria-pressed={drawMode === mode}
            onClick={() => onDraw(drawMode === mode ? null : mode)}
            className="pointer-coarse:size-11"
          >
            <Icon className="size-4" />
          </Button>
        ))}
      </fieldset>
    </div>
  )
}
