'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useMemo, useRef } from 'react'
import { withTexts } from '../../_i18n/with-texts.tsx'
import { useLiveEvents } from '../../_live/live-provider.tsx'
import { CityMap } from '../../_map/city-map.tsx'
import type { MapController } from '../../_map/map-controller.ts'
import type { Selection } from '../../_map/map-types.ts'
import { messages as mapTexts } from '../../_map/messages.ts'
import { useApi } from '../../_trpc/api.ts'
import { Button } from '../../_ui/button.tsx'
import { usePreferences } from '../../_ui/preferences.tsx'
import { useSession } from '../../_ui/session-gate.tsx'
import { messages as uploadsTexts } from '../../_uploads/messages.ts'
import { messages as caseBasisTexts } from '../../desk/case/basis-messages.ts'
import { CasePanel } from '../../desk/case/case-panel.tsx'
import { messages as caseworkTexts } from '../../desk/case/messages.ts'
import { messages as deskTexts } from '../../desk/messages.ts'
import { usePlacePicker } from '../../desk/use-place-picker.ts'

/** One case by its link: the case and its place, live. On a phone the map is the upper third. */
export const CasePage = withTexts(
  {
    desk: deskTexts,
    casework: caseworkTexts,
    uploads: uploadsTexts,
    caseBasis: caseBasisTexts,
    map: mapTexts,
  },
  function CasePage({ caseId }: { caseId: number }) {
    const t = useTranslations('desk')
    const { isDark } = usePreferences()
    const { city } = useSession()
    const router = useRouter()
    const api = useApi()
    const queryClient = useQueryClient()
    const controller = useRef<MapController | null>(null)
    const { isPicking, pick, settle } = usePlacePicker()
    const { data } = useQuery(api.cases.get.queryOptions({ caseId }))
    const lngLat = data?.lngLat ?? null
    const selection = useMemo<Selection>(() => ({ entity: 'case', id: caseId }), [caseId])
    const filter = useMemo(() => ({ ids: [caseId] }), [caseId])

    function renew(changedId: number) {
      if (changedId === caseId)
        void queryClient.invalidateQueries({ queryKey: api.cases.get.queryKey({ caseId }) })
    }
    useLiveEvents((event) => {
      if (event.entity !== 'case') return
      controller.current?.refresh('cases', { minPosition: event.position })
      renew(Number(event.entityId))
    })
    return (
      <div className="flex h-full max-md:flex-col">
        <section aria-label={t('map')} className="relative min-h-0 flex-1 max-md:h-1/3 max-md:flex-none">
          {data && (
            <CityMap
              flavor={isDark ? 'dark' : 'light'}
              bounds={city.bbox}
              camera={lngLat ? { center: lngLat, zoom: 16.5 } : undefined}
              overlays={['areas', 'cases', 'units', 'duty_grids']}
              caseFilter={filter}
              selection={selection}
              onIdentify={({ lngLat: picked }) => isPicking && settle(picked)}
              onReady={(created) => {
                controller.current = created
              }}
            />
          )}
          {isPicking && (
            <div
              role="status"
              className="absolute top-3 left-1/2 z-20 flex -translate-x-1/2 items-center gap-3 rounded-lg border border-accent bg-raised py-1.5 pr-1.5 pl-4 shadow-float"
            >
              {t('pickPlace')}
              <Button look="quiet" onClick={() => settle(null)}>
                {t('pickStop')}
              </Button>
            </div>
          )}
        </section>
        <div className="min-h-0 w-[28rem] overflow-auto border-l bg-panel max-md:w-full max-md:flex-1 max-md:border-t max-md:border-l-0">
          <CasePanel
            caseId={caseId}
            onSelect={(otherId) => router.push(`/cases/${otherId}`)}
            onChanged={renew}
            pickPlace={pick}
          />
        </div>
      </div>
    )
  },
)
