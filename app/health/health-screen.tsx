'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useMemo, useRef, useState } from 'react'
import { boundingBox } from '../../geo/bounding-box.ts'
import { inLocale } from '../_i18n/locale.ts'
import { withTexts } from '../_i18n/with-texts.tsx'
import { CityMap } from '../_map/city-map.tsx'
import { heatOf } from '../_map/heat-of.ts'
import type { MapController } from '../_map/map-controller.ts'
import type { DrawMode, DrawnShape, Hit, Identified, LngLat } from '../_map/map-types.ts'
import { messages as mapTexts } from '../_map/messages.ts'
import { FeatureCard } from '../_own-layers/feature-card.tsx'
import { OwnLayersMenu } from '../_own-layers/own-layers-menu.tsx'
import { MapSearch } from '../_search/map-search.tsx'
import { messages as searchTexts } from '../_search/messages.ts'
import { useApi } from '../_trpc/api.ts'
import { FailedNote } from '../_ui/failed-note.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { StateNote } from '../_ui/state-note.tsx'
import { useAddress } from '../_ui/use-address.ts'
import { messages as dataTexts } from '../data/messages.ts'
import { messages as deskTexts } from '../desk/messages.ts'
import { messages as gridsTexts } from '../grids/messages.ts'
import { Chooser } from './chooser.tsx'
import { messages as healthTexts } from './messages.ts'
import { formatHealthSearch, type HealthSearch, parseHealthSearch } from './search-params.ts'
import { Verdict } from './verdict.tsx'

const dayMilliseconds = 86_400_000
/** The end of the period stands on five-minute marks, so that the same question is the same query for a while. */
const roundMilliseconds = 300_000

/** Choose or draw an area: a one-page verdict, the map coloured by the chosen indicator, the cases behind it. */
export const HealthScreen = withTexts(
  {
    health: healthTexts,
    grids: gridsTexts,
    desk: deskTexts,
    search: searchTexts,
    data: dataTexts,
    map: mapTexts,
  },
  function HealthScreen() {
    const t = useTranslations('health')
    const { locale, isDark } = usePreferences()
    const { city } = useSession()
    const api = useApi()
    const [search, change] = useAddress(parseHealthSearch, formatHealthSearch, always)
    const [drawMode, setDrawMode] = useState<DrawMode | null>(null)
    const [picture, setPicture] = useState<string | null>(null)
    const [found, setFound] = useState<LngLat | null>(null)
    const controller = useRef<MapController>(null)
    const [feature, setFeature] = useState<Hit | null>(null)
    const [isReady, setReady] = useState(false)

    const input = useMemo(() => inputOf(search), [search])
    const checkup = useQuery({ ...api.checkups.run.queryOptions(input), enabled: hasPlace(search) })
    const area = useQuery({
      ...api.areas.get.queryOptions({ areaId: search.areaId ?? 0 }),
      enabled: search.areaId !== null && search.ring === null,
    })
    const indices = useQuery(api.indices.list.queryOptions())
    const colored = indices.data?.find(({ code }) => code === search.indicator) ?? indices.data?.[0]
    const values = useQuery({
      ...api.indices.values.queryOptions({ code: colored?.code ?? '', entity: 'duty_grid' }),
      enabled: colored !== undefined,
    })
    const heat = useMemo(() => (values.data ? heatOf('duty_grid', values.data.values) : null), [values.data])

    const geometry = useMemo(() => {
      if (search.ring)
        return { type: 'Polygon' as const, coordinates: [search.ring.map(([lng, lat]) => [lng, lat])] }
      return (area.data?.geometry as GeoJSON.MultiPolygon | undefined) ?? null
    }, [search.ring, area.data])
    useEffect(() => {
      if (!isReady || !geometry) return
      const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
      const box = boundingBox(polygons as unknown as Parameters<typeof boundingBox>[0])
      if (box) controller.current?.fit(box, { maxZoom: 16 })
    }, [isReady, geometry])

    const handleDrawn = ({ coordinates }: DrawnShape) => {
      setDrawMode(null)
      const ring = (coordinates[0] ?? []).map(
        ([lng = 0, lat = 0]) => [Number(lng.toFixed(5)), Number(lat.toFixed(5))] as const,
      )
      change({ ring, areaId: null })
    }
    const handleIdentify = ({ hits }: Identified) => {
      const own = hits.find(({ entity }) => entity === 'layer_feature')
      setFeature(own ?? null)
      if (own) return
      const hit = hits.find(({ entity }) => entity === 'area')
      if (hit) change({ areaId: hit.id, ring: null })
    }
    const handlePrint = async () => {
      const blob = await controller.current?.takePicture()
      if (blob) setPicture(URL.createObjectURL(blob))
      // The picture has to stand on the page before the browser copies it.
      setTimeout(() => window.print(), 300)
    }

    return (
      <div className="flex h-full flex-col-reverse md:flex-row print:block print:h-auto">
        <aside className="flex min-h-0 w-full flex-1 flex-col overflow-y-auto border-t bg-panel md:w-[30rem] md:flex-none md:border-t-0 md:border-r print:w-full print:overflow-visible print:border-0">
          <Chooser
            search={search}
            drawMode={drawMode}
            onArea={(areaId) => change({ areaId, ring: null })}
            onDays={(days) => change({ days })}
            onDraw={setDrawMode}
          />
          {!hasPlace(search) ? (
            <StateNote kind="empty" title={t('chooseTitle')}>
              {t('chooseDetail')}
            </StateNote>
          ) : checkup.error && !checkup.data ? (
            <FailedNote error={checkup.error} onRetry={() => void checkup.refetch()} />
          ) : checkup.data ? (
            <Verdict
              checkup={checkup.data}
              coloredBy={colored?.code ?? null}
              canColor={new Set(indices.data?.map(({ code }) => code))}
              mapPicture={picture}
              onColor={(code) => change({ indicator: code })}
              onPrint={() => void handlePrint()}
              onShowPlace={(lngLat) => controller.current?.flyTo(lngLat)}
            />
          ) : (
            <div className="grid gap-4 p-4">
              <Skeleton className="h-16 w-48" />
              {[1, 2, 3, 4, 5].map((row) => (
                <Skeleton key={row} className="h-10 w-full" />
              ))}
            </div>
          )}
        </aside>
        <section
          className="relative h-[40dvh] shrink-0 md:h-auto md:min-w-0 md:flex-1 print:hidden"
          aria-label={t('title')}
        >
          <CityMap
            flavor={isDark ? 'dark' : 'light'}
            hasPrint
            bounds={city.bbox}
            overlays={[
              'areas',
              ...(drawMode ? [] : (['heat'] as const)),
              ...(search.ownLayerIds.length > 0 ? (['layer_features'] as const) : []),
            ]}
            layerIds={search.ownLayerIds}
            selection={feature}
            heat={heat}
            sketch={geometry}
            marker={found}
            drawMode={drawMode}
            hasLegend
            onDrawn={handleDrawn}
            onDrawCanceled={() => setDrawMode(null)}
            onIdentify={handleIdentify}
            onReady={(ready) => {
              controller.current = ready
              setReady(true)
            }}
          />
          {!drawMode && (
            <MapSearch
              controller={controller}
              onFound={setFound}
              onHit={({ kind, id }) => {
                if (kind === 'area') change({ areaId: id, ring: null })
                return kind === 'area'
              }}
            >
              {colored && (
                <p className="-order-1 mr-auto rounded-md border bg-panel px-3 py-1.5 shadow-float">
                  {t('mapOf', { name: inLocale(locale, colored.name, colored.nameEn) })}
                </p>
              )}
              <OwnLayersMenu
                controller={controller}
                layerIds={search.ownLayerIds}
                onLayerIds={(ownLayerIds) => change({ ownLayerIds })}
              />
            </MapSearch>
          )}
          {feature && <FeatureCard featureId={feature.id} onClose={() => setFeature(null)} />}
        </section>
      </div>
    )
  },
)

function hasPlace({ areaId, ring }: HealthSearch): boolean {
  return areaId !== null || ring !== null
}

function inputOf({ areaId, ring, days }: HealthSearch) {
  const to = Math.floor(Date.now() / roundMilliseconds) * roundMilliseconds
  const period = { from: new Date(to - days * dayMilliseconds).toISOString(), to: new Date(to).toISOString() }
  if (ring) {
    const corners = ring.map(([lng, lat]): [number, number] => [lng, lat])
    return { geometry: { type: 'Polygon' as const, coordinates: [corners] }, ...period }
  }
  return areaId === null ? period : { areaId, ...period }
}

/** The browser's back goes to what was examined before. */
const always = () => true
