'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { withTexts } from '../../_i18n/with-texts.tsx'
import { useLiveUnits } from '../../_live/live-provider.tsx'
import { useRenewal } from '../../_live/use-renewal.ts'
import { CityMap } from '../../_map/city-map.tsx'
import type { MapController } from '../../_map/map-controller.ts'
import { messages as mapTexts } from '../../_map/messages.ts'
import { useFreshCases } from '../../_map/use-fresh-cases.ts'
import { useUnitsOnMap } from '../../_map/use-units-on-map.ts'
import { useApi } from '../../_trpc/api.ts'
import { usePreferences } from '../../_ui/preferences.tsx'
import { useSession } from '../../_ui/session-gate.tsx'
import { StateNote } from '../../_ui/state-note.tsx'
import { messages as uploadsTexts } from '../../_uploads/messages.ts'
import { messages as caseBasisTexts } from '../case/basis-messages.ts'
import { CasePanel } from '../case/case-panel.tsx'
import { messages as caseworkTexts } from '../case/messages.ts'
import { messages as deskTexts } from '../messages.ts'
import { useFollowedCase } from './second-channel.ts'

const openCases = { open: true } as const
const overlays = ['areas', 'duty_grids', 'cases', 'units'] as const

/** The desk's case, or its map, alone on a second monitor: what is chosen in either window is shown in both. */
export const SecondPage = withTexts(
  {
    desk: deskTexts,
    casework: caseworkTexts,
    uploads: uploadsTexts,
    caseBasis: caseBasisTexts,
    map: mapTexts,
  },
  function SecondPage() {
    const t = useTranslations('desk')
    const params = useSearchParams()
    const { user } = useSession()
    const api = useApi()
    const queryClient = useQueryClient()
    const [caseId, setCaseId] = useState<number | null>(() => Number(params.get('case')) || null)
    const tell = useFollowedCase(user.id, setCaseId)
    const choose = (chosen: number) => {
      setCaseId(chosen)
      tell(chosen)
    }
    const renew = () =>
      caseId !== null && void queryClient.invalidateQueries({ queryKey: api.cases.get.queryKey({ caseId }) })
    useRenewal((event) => event.entity === 'case' && Number(event.entityId) === caseId, renew)
    // The address is the window's own: reloaded, it shows the same.
    useEffect(() => {
      const query = new URLSearchParams(window.location.search)
      if (caseId === null) query.delete('case')
      else query.set('case', String(caseId))
      window.history.replaceState(null, '', `${window.location.pathname}?${query}`)
    }, [caseId])
    if (params.get('show') === 'map') return <SecondMap caseId={caseId} onChoose={choose} />
    return (
      <div className="h-full overflow-auto bg-panel" data-second={caseId ?? ''}>
        {caseId === null ? (
          <div className="grid h-full place-items-center">
            <StateNote kind="empty" title={t('secondEmpty')}>
              {t('secondEmptyDetail')}
            </StateNote>
          </div>
        ) : (
          <div className="mx-auto max-w-3xl">
            <CasePanel key={caseId} caseId={caseId} onSelect={choose} onChanged={renew} />
          </div>
        )}
      </div>
    )
  },
)

function SecondMap({ caseId, onChoose }: { caseId: number | null; onChoose: (caseId: number) => void }) {
  const { city, permissions } = useSession()
  const { isDark } = usePreferences()
  const controller = useRef<MapController | null>(null)
  const units = useUnitsOnMap(permissions.includes('units.read'))
  const { data: detail } = useQuery({
    ...useApi().cases.get.queryOptions({ caseId: caseId ?? 0 }),
    enabled: caseId !== null,
  })
  const [lng, lat] = (detail?.caseId === caseId && detail?.lngLat) || []
  useEffect(() => {
    if (lng !== undefined && lat !== undefined) controller.current?.flyTo([lng, lat])
  }, [lng, lat])
  useLiveUnits((moves) =>
    controller.current?.moveUnits(
      moves.map((move) => ({ ...move, headingDegrees: move.headingDegrees ?? 0 })),
    ),
  )
  useFreshCases(controller)
  return (
    <div className="relative size-full" data-second={caseId ?? ''}>
      <CityMap
        flavor={isDark ? 'dark' : 'light'}
        bounds={city.bbox}
        overlays={overlays}
        caseFilter={openCases}
        units={units}
        selection={caseId === null ? null : { entity: 'case', id: caseId }}
        hasLegend
        hasPrint
        onIdentify={({ hits }) => {
          const hit = hits.find(({ entity }) => entity === 'case')
          if (hit) onChoose(hit.id)
        }}
        onReady={(ready) => {
          controller.current = ready
          if (lng !== undefined && lat !== undefined) ready.flyTo([lng, lat])
        }}
      />
    </div>
  )
}
