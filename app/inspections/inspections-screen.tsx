'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { FeatureCollection } from 'geojson'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useEffect, useMemo, useRef, useState } from 'react'
import { haversineDistanceMeters } from '../../geo/haversine-distance.ts'
import { withTexts } from '../_i18n/with-texts.tsx'
import { useLiveEvents } from '../_live/live-provider.tsx'
import { formatCamera, parseCamera } from '../_map/camera-text.ts'
import { CityMap } from '../_map/city-map.tsx'
import type { MapController } from '../_map/map-controller.ts'
import type { LngLat } from '../_map/map-types.ts'
import { messages as mapTexts } from '../_map/messages.ts'
import { useApi } from '../_trpc/api.ts'
import { FailedNote } from '../_ui/failed-note.tsx'
import { opens } from '../_ui/opens.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { TabList } from '../_ui/tab-list.tsx'
import { useAddress } from '../_ui/use-address.ts'
import { boundsOf } from '../data/bounds-of.ts'
import { DrawDetail } from './draw-detail.tsx'
import { DrawDialog } from './draw-dialog.tsx'
import { DrawsList } from './draws-list.tsx'
import { InspectorsPanel } from './inspectors-panel.tsx'
import { ItemsPanel } from './items-panel.tsx'
import { messages as inspectionsTexts } from './messages.ts'
import { ObjectsPanel } from './objects-panel.tsx'
import {
  formatInspectionsSearch,
  type InspectionsSearch,
  parseInspectionsSearch,
  TABS,
} from './search-params.ts'

const isStep = opens<InspectionsSearch>('drawId', 'objectCode')

const overlays = ['areas'] as const
/** A click further off than so many pixels means none of them. */
const reachPixels = 14

/** 一单两库 and the draws from them, with what was drawn on the map. */
export const InspectionsScreen = withTexts(
  { inspections: inspectionsTexts, map: mapTexts },
  function InspectionsScreen() {
    const t = useTranslations('inspections')
    const { isDark } = usePreferences()
    const { city, permissions } = useSession()
    const canDraw = permissions.includes('inspections.draw')
    const api = useApi()
    const client = useQueryClient()
    const [search, change] = useAddress(parseInspectionsSearch, formatInspectionsSearch, isStep)
    const [isDrawing, setDrawing] = useState(false)
    const controller = useRef<MapController>(null)
    const [isReady, setReady] = useState(false)
    const lists = useQuery(api.inspections.lists.queryOptions())
    const draw = useQuery({
      ...api.inspections.draw.queryOptions({ drawId: search.drawId ?? 0 }),
      enabled: search.drawId !== null,
    })
    const mine = useQuery(api.inspections.mine.queryOptions())
    useLiveEvents((event) => {
      if (event.type === 'inspection.changed')
        void client.invalidateQueries({ queryKey: api.inspections.pathKey() })
    })
    const places = useMemo(() => {
      if (search.drawId !== null) return (draw.data?.visits ?? []).map(placeOf)
      return search.tab === 'objects' ? (lists.data?.objects ?? []).map(objectPlaceOf) : []
    }, [search.drawId, search.tab, draw.data, lists.data])
    const shapes = useMemo(() => pointsOf(places.map(({ lngLat }) => lngLat)), [places])
    const selected = places.find(({ code }) => code === search.objectCode)
    const fitted = useRef('')
    const wanted = search.drawId !== null ? `draw ${draw.data?.drawId ?? ''}` : search.tab
    useEffect(() => {
      if (!isReady || fitted.current === wanted || search.camera) return
      const bounds = boundsOf(shapes)
      if (!bounds) return
      fitted.current = wanted
      controller.current?.fit(bounds, { maxZoom: 16 })
    }, [isReady, wanted, shapes, search.camera])
    const show = (code: string | null) => {
      change({ objectCode: code })
      const place = places.find((one) => one.code === code)
      if (place) controller.current?.flyTo(place.lngLat)
    }
    const body = () => {
      if (lists.error && !lists.data)
        return <FailedNote error={lists.error} onRetry={() => void lists.refetch()} />
      if (!lists.data)
        return (
          <div className="grid gap-3 p-4">
            <Skeleton className="h-5 w-48" />
            <Skeleton className="h-5 w-64" />
            <Skeleton className="h-5 w-56" />
          </div>
        )
      if (search.drawId !== null)
        return (
          <DrawDetail
            draw={draw}
            objectCode={search.objectCode}
            onShow={show}
            onBack={() => change({ drawId: null, objectCode: null, camera: null })}
            onOpen={(drawId) => change({ drawId, objectCode: null, camera: null })}
          />
        )
      if (search.tab === 'items') return <ItemsPanel items={lists.data.items} canEdit={canDraw} />
      if (search.tab === 'objects')
        return (
          <ObjectsPanel
            objects={lists.data.objects}
            selectedCode={search.objectCode}
            canEdit={canDraw}
            onShow={show}
          />
        )
      if (search.tab === 'inspectors')
        return (
          <InspectorsPanel
            inspectors={lists.data.inspectors}
            owners={ownersOf(lists.data.objects)}
            canEdit={canDraw}
          />
        )
      return (
        <DrawsList
          canDraw={canDraw}
          onDraw={() => setDrawing(true)}
          onOpen={(drawId) => change({ drawId, objectCode: null, camera: null })}
        />
      )
    }
    return (
      <div className="flex h-full flex-col-reverse md:flex-row">
        <aside className="flex min-h-0 w-full flex-1 flex-col border-t bg-panel md:w-[27rem] md:flex-none md:border-t-0 md:border-r">
          {search.drawId === null && (
            <header className="border-b px-4 pt-3">
              <div className="flex items-baseline gap-3">
                <h1 className="min-w-0 flex-1 text-base font-semibold">{t('title')}</h1>
                <Link href="/inspections/results" className="text-accent hover:underline">
                  {t('results')}
                </Link>
              </div>
              <p className="text-muted">{t('lead')}</p>
              {mine.data && mine.data.length > 0 && (
                <p className="mt-2">
                  <Link
                    href="/inspections/visits"
                    data-mine={mine.data.length}
                    className="block rounded-md bg-accent-soft px-3 py-2 text-accent hover:underline"
                  >
                    {t('mineCount', { count: mine.data.length })}
                  </Link>
                </p>
              )}
              <TabList
                label={t('title')}
                tabs={TABS}
                chosen={search.tab}
                onChoose={(tab) => change({ tab, objectCode: null, camera: null })}
                className="mt-2"
              >
                {(tab) => t(`tab.${tab}`)}
              </TabList>
            </header>
          )}
          <div className="min-h-0 flex-1 overflow-y-auto">{body()}</div>
        </aside>
        <section
          className="relative h-[38dvh] shrink-0 md:h-auto md:min-w-0 md:flex-1"
          aria-label={t('resultMap')}
        >
          <CityMap
            flavor={isDark ? 'dark' : 'light'}
            hasPrint
            bounds={city.bbox}
            camera={parseCamera(search.camera)}
            overlays={overlays}
            preview={shapes}
            marker={selected?.lngLat ?? null}
            onCamera={(camera) => change({ camera: formatCamera(camera) })}
            onIdentify={({ lngLat }) => {
              const reachMeters = (controller.current?.metersPerPixel() ?? 1) * reachPixels
              change({ objectCode: nearestOf(places, lngLat, reachMeters)?.code ?? null })
            }}
            onReady={(ready) => {
              controller.current = ready
              setReady(true)
            }}
          />
        </section>
        {isDrawing && lists.data && (
          <DrawDialog
            items={lists.data.items}
            onClose={() => setDrawing(false)}
            onDrawn={(drawId) => {
              setDrawing(false)
              change({ drawId, objectCode: null, camera: null })
            }}
          />
        )}
      </div>
    )
  },
)

type Place = { readonly code: string; readonly lngLat: LngLat }

const placeOf = ({ objectCode, lngLat }: { objectCode: string; lngLat: LngLat }): Place => ({
  code: objectCode,
  lngLat,
})
const objectPlaceOf = ({ code, lngLat }: Place): Place => ({ code, lngLat })

function ownersOf(objects: readonly { owner: string }[]): string[] {
  return [...new Set(objects.map(({ owner }) => owner).filter(Boolean))].sort((a, b) => a.localeCompare(b))
}

function pointsOf(lngLats: readonly LngLat[]): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: lngLats.map((lngLat) => ({
      type: 'Feature',
      properties: {},
      geometry: { type: 'Point', coordinates: [...lngLat] },
    })),
  }
}

function nearestOf(places: readonly Place[], at: LngLat, reachMeters: number): Place | undefined {
  let best: Place | undefined
  let bestMeters = reachMeters
  for (const place of places) {
    const meters = haversineDistanceMeters(at, place.lngLat)
    if (meters > bestMeters) continue
    best = place
    bestMeters = meters
  }
  return best
}
