import { useQuery } from '@tanstack/react-query'
import { ArrowRight, Map as MapIcon } from 'lucide-react'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import { CityMap } from '../_map/city-map.tsx'
import type { BoundingBox, Heat } from '../_map/map-types.ts'
import { useApi } from '../_trpc/api.ts'
import { Button } from '../_ui/button.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import type { Answer } from './answer-type.ts'
import { heatOfCounts } from './heat-of-counts.ts'
import { useCasesHref } from './use-cases-href.ts'

const MOST_ROWS = 24

/** A number, where it is, and the way to the very cases. */
export function CountedView({ answer, isLatest }: { answer: Answer; isLatest: boolean }) {
  const t = useTranslations('ask')
  const format = useFormatter()
  const { locale } = usePreferences()
  const [isWanted, setWanted] = useState(false)
  const casesHref = useCasesHref(answer)
  const { counted } = answer
  if (!counted) return null
  const most = Math.max(1, ...counted.areas.map(({ count }) => count))
  const rows = counted.areas.slice(0, MOST_ROWS)
  const hasMap = counted.total > 0 && (isLatest || isWanted)
  return (
    <div className="grid gap-3 md:grid-cols-2" data-counted={counted.total}>
      <div className="flex flex-col gap-2">
        <p className="text-3xl font-semibold">{t('cases', { count: counted.total })}</p>
        <Link
          href={casesHref() ?? '/desk'}
          data-link="desk"
          className="inline-flex min-h-8 items-center gap-1.5 self-start text-accent underline-offset-4 hover:underline pointer-coarse:min-h-11"
        >
          {t('openDesk')}
          <ArrowRight aria-hidden className="size-4" />
        </Link>
        {counted.total > 0 && (
          <table className="w-full">
            <caption className="sr-only">{t('byArea')}</caption>
            <tbody>
              {rows.map((area) => (
                <tr key={area.areaId} data-area={area.areaId}>
                  <th scope="row" className="w-0 pr-3 text-left font-normal whitespace-nowrap">
                    {inLocale(locale, area.name, area.nameEn)}
                  </th>
                  <td className="w-full">
                    <span aria-hidden className="block h-2 overflow-hidden rounded-full bg-sunken">
                      <span
                        className="block h-full rounded-full bg-accent"
                        style={{ width: `${(100 * area.count) / most}%` }}
                      />
                    </span>
                  </td>
                  <td className="py-0.5 pl-3 text-right">
                    {area.count === 0 ? (
                      <span className="text-faint">0</span>
                    ) : (
                      <Link
                        href={casesHref(area.areaId) ?? '/desk'}
                        className="inline-block min-w-8 rounded px-1 hover:bg-hover hover:text-accent"
                      >
                        {format.number(area.count)}
                      </Link>
                    )}
                  </td>
                </tr>
              ))}
              {counted.elsewhere > 0 && (
                <tr className="text-muted">
                  <th scope="row" className="pr-3 text-left font-normal whitespace-nowrap">
                    {t('elsewhere')}
                  </th>
                  <td />
                  <td className="py-0.5 pr-1 text-right">{format.number(counted.elsewhere)}</td>
                </tr>
              )}
            </tbody>
          </table>
        )}
        {counted.total > 0 && !hasMap && (
          <Button className="self-start" onClick={() => setWanted(true)}>
            <MapIcon aria-hidden className="size-4" />
            {t('showMap')}
          </Button>
        )}
      </div>
      {hasMap && <CountedMap counted={counted} />}
    </div>
  )
}

function CountedMap({ counted }: { counted: NonNullable<Answer['counted']> }) {
  const t = useTranslations('ask')
  const { isDark } = usePreferences()
  const { city } = useSession()
  const { data: areas } = useQuery({
    ...useApi().areas.list.queryOptions(),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const heat = useMemo((): Heat => ({ entity: 'area', values: heatOfCounts(counted.areas) }), [counted])
  const bounds = useMemo((): BoundingBox => {
    const shown = new Set(counted.areas.map(({ areaId }) => areaId))
    const boxes = (areas ?? []).filter(({ areaId }) => shown.has(areaId)).map(({ bbox }) => bbox)
    if (boxes.length === 0) return city.bbox
    return [
      Math.min(...boxes.map(([west]) => west)),
      Math.min(...boxes.map(([, south]) => south)),
      Math.max(...boxes.map(([, , east]) => east)),
      Math.max(...boxes.map(([, , , north]) => north)),
    ]
  }, [areas, counted, city.bbox])
  return (
    <figure className="flex min-w-0 flex-col gap-1">
      <div className="relative h-64 overflow-hidden rounded-lg border" data-map>
        {areas && (
          <CityMap
            flavor={isDark ? 'dark' : 'light'}
            bounds={bounds}
            overlays={overlays}
            heat={heat}
            hasControls={false}
            paddingPixels={12}
          />
        )}
      </div>
      <figcaption className="text-muted">{t(isDark ? 'mapDark' : 'map')}</figcaption>
    </figure>
  )
}

const overlays = ['areas', 'heat'] as const
