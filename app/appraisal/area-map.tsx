import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { CityMap } from '../_map/city-map.tsx'
import { heatOf } from '../_map/heat-of.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import type { Line } from './outputs.ts'

const overlays = ['areas', 'heat'] as const

/** Subdistricts by grade; a click opens the cases of one. */
export function AreaMap({ lines, onOpen }: { lines: readonly Line[]; onOpen: (areaId: number) => void }) {
  const t = useTranslations('appraisal')
  const { isDark } = usePreferences()
  const { city } = useSession()
  const heat = useMemo(
    () =>
      heatOf(
        'area',
        lines.map(({ id, grade }) => ({ entityId: id, grade })),
      ),
    [lines],
  )
  return (
    <figure aria-label={t('areaMap')} className="flex flex-col gap-1" data-area-map>
      <div className="relative h-80 overflow-hidden rounded-lg border">
        <CityMap
          flavor={isDark ? 'dark' : 'light'}
          bounds={city.bbox}
          overlays={overlays}
          heat={heat}
          hasControls={false}
          paddingPixels={12}
          onIdentify={({ hits }) => {
            const hit = hits.find(
              ({ entity, id }) => entity === 'area' && lines.some((line) => line.id === id),
            )
            if (hit) onOpen(hit.id)
          }}
        />
      </div>
      <figcaption className="text-muted">{t(isDark ? 'areaMapHintDark' : 'areaMapHint')}</figcaption>
    </figure>
  )
}
