'use client'

import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useMemo, useRef, useState } from 'react'
import { withTexts } from '../_i18n/with-texts.tsx'
import { useLiveEvents, useLiveUnits } from '../_live/live-provider.tsx'
import { formatCamera, parseCamera } from '../_map/camera-text.ts'
import { CityMap } from '../_map/city-map.tsx'
import type { MapController } from '../_map/map-controller.ts'
import type { BoundingBox, Hit, Identified, LngLat } from '../_map/map-types.ts'
import { messages as mapTexts } from '../_map/messages.ts'
import { useUnitsOnMap } from '../_map/use-units-on-map.ts'
import { FeatureCard } from '../_own-layers/feature-card.tsx'
import { OwnLayersMenu } from '../_own-layers/own-layers-menu.tsx'
import { MapSearch } from '../_search/map-search.tsx'
import { messages as searchTexts } from '../_search/messages.ts'
import { type Outputs, useApi } from '../_trpc/api.ts'
import { FailedNote } from '../_ui/failed-note.tsx'
import { opens } from '../_ui/opens.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { useAddress } from '../_ui/use-address.ts'
import { messages as dataTexts } from '../data/messages.ts'
import { messages as deskTexts } from '../desk/messages.ts'
import { GridDetail } from './grid-detail.tsx'
import { GridList } from './grid-list.tsx'
import { HitCard } from './hit-card.tsx'
import { messages as gridsTexts } from './messages.ts'
import { formatGridsSearch, type GridsSearch, parseGridsSearch } from './search-params.ts'

const isStep = opens<GridsSearch>('dutyGridId')

type MyGrid = Outputs['grids']['mine'][number]
/** A chief has a handful of grids: all their cells are told apart at once. A supervisor's hundred only one by one. */
const fewGrids = 8
const overlays = ['areas', 'duty_grids', 'unit_grids', 'cases', 'units'] as const
/** Components come with the grid in hand: all of them at once would hide the polygons. */
const overlaysOfOne = [...overlays, 'parts'] as const
const openCases = { open: true }

/** A chief's polygons fill the map; beside it what today asks for. On a phone the map is above, the list below. */
export const GridsScreen = withTexts(
  { grids: gridsTexts, desk: deskTexts, search: searchTexts, data: dataTexts, map: mapTexts },
  function GridsScreen() {
    const t = useTranslations('grids')
    const { isDark } = usePreferences()
    const { city } = useSession()
    const api = useApi()
    const [search, change] = useAddress(parseGridsSearch, formatGridsSearch, isStep)
    const { dutyGridId, unseenDays, ownLayerIds } = search
    const controller = useRef<MapController>(null)
    const [hit, setHit] = useState<Hit | null>(null)
    const [found, setFound] = useState<LngLat | null>(null)
    const units = useUnitsOnMap()

    const shownLayers = useMemo(
      () => [
        ...(dutyGridId === null ? overlays : overlaysOfOne),
        ...(ownLayerIds.length > 0 ? (['layer_features'] as const) : []),
      ],
      [dutyGridId, ownLayerIds],
    )
    const mine = useQuery(api.grids.mine.queryOptions({ unseenDays }))
    const grids = mine.data
    const opened = grids && grids.length <= fewGrids ? grids.map((grid) => grid.dutyGridId) : []
    const wanted = [...new Set(dutyGridId === null ? opened : [...opened, dutyGridId])]
    const details = useQueries({
      queries: wanted.map((id) => api.grids.get.queryOptions({ dutyGridId: id, unseenDays })),
      combine: (results) => results.flatMap(({ data }) => data ?? []),
    })
    const selected = useQuery({
      ...api.grids.get.queryOptions({ dutyGridId: dutyGridId ?? 0, unseenDays }),
      enabled: dutyGridId !== null,
    })

    const cells = useMemo(() => details.flatMap(({ unitGrids }) => unitGrids), [details])
    const unseenIds = useMemo(
      () => cells.flatMap(({ unseen, unitGridId }) => (unseen ? [unitGridId] : [])),
      [cells],
    )
    const marked = useMemo(
      () => ({
        dutyGridIds: grids && grids.length <= fewGrids ? grids.map((grid) => grid.dutyGridId) : [],
        unitGridIds: cells.map(({ unitGridId }) => unitGridId),
      }),
      [grids, cells],
    )
    useFollowEvents(controller)
    useLiveUnits((moves) => controller.current?.moveUnits(moves))

    // The first sight: all of one's grids, unless the address says where to look.
    const home = useMemo(() => boxOf(grids ?? []), [grids])
    const [isReady, setReady] = useState(false)
    const hasLooked = useRef(false)
    useEffect(() => {
      if (!isReady || !home || hasLooked.current) return
      hasLooked.current = true
      if (!search.camera) controller.current?.fit(home, { isInstant: true })
    }, [isReady, home, search.camera])

    const select = (id: number | null) => {
      change({ dutyGridId: id })
      setHit(null)
      const grid = grids?.find((candidate) => candidate.dutyGridId === id)
      if (grid) controller.current?.fit(grid.bbox)
      else if (home) controller.current?.fit(home)
    }
    const handleIdentify = ({ hits }: Identified) => {
      const thing = hits.find(
        ({ entity }) => entity !== 'duty_grid' && entity !== 'area' && entity !== 'unit_grid',
      )
      const grid = hits.find(({ entity }) => entity === 'duty_grid')
      const cell = hits.find(({ entity }) => entity === 'unit_grid')
      setHit(thing ?? cell ?? null)
      if (
        !thing &&
        grid &&
        grid.id !== dutyGridId &&
        grids?.some((candidate) => candidate.dutyGridId === grid.id)
      ) {
        change({ dutyGridId: grid.id })
      }
    }

    return (
      <div className="flex h-full flex-col-reverse md:flex-row">
        <aside className="flex min-h-0 w-full flex-1 flex-col border-t bg-panel md:w-96 md:flex-none md:border-t-0 md:border-r">
          {mine.error && !grids ? (
            <FailedNote error={mine.error} onRetry={() => void mine.refetch()} />
          ) : dutyGridId === null ? (
            <GridList
              grids={grids}
              unseenDays={unseenDays}
              onUnseenDays={(days) => change({ unseenDays: days })}
              onSelect={select}
            />
          ) : (
            <GridDetail
              detail={selected.data}
              error={selected.error}
              unseenDays={unseenDays}
              onUnseenDays={(days) => change({ unseenDays: days })}
              onBack={() => select(null)}
              onShowCell={(bounds) => controller.current?.fit(bounds, { maxZoom: 17 })}
              onShowPlace={(lngLat) => controller.current?.flyTo(lngLat)}
            />
          )}
        </aside>
        <section
          className="relative h-[42dvh] shrink-0 md:h-auto md:min-w-0 md:flex-1"
          aria-label={t('title')}
        >
          <CityMap
            flavor={isDark ? 'dark' : 'light'}
            hasPrint
            bounds={city.bbox}
            camera={parseCamera(search.camera)}
            overlays={shownLayers}
            layerIds={ownLayerIds}
            caseFilter={openCases}
            units={units}
            mine={marked}
            unseenUnitGridIds={unseenIds}
            selection={hit ?? (dutyGridId === null ? null : { entity: 'duty_grid', id: dutyGridId })}
            marker={found}
            hasLegend
            onIdentify={handleIdentify}
            onCamera={(camera) => change({ camera: formatCamera(camera) })}
            onReady={(ready) => {
              controller.current = ready
              setReady(true)
            }}
          />
          <MapSearch
            controller={controller}
            onFound={setFound}
            onHit={({ kind, id }) => {
              const isMine = kind === 'duty_grid' && grids?.some((grid) => grid.dutyGridId === id)
              if (isMine) select(id)
              return isMine === true
            }}
          >
            <OwnLayersMenu
              controller={controller}
              layerIds={ownLayerIds}
              onLayerIds={(chosen) => change({ ownLayerIds: chosen })}
            />
          </MapSearch>
          {hit?.entity === 'layer_feature' && <FeatureCard featureId={hit.id} onClose={() => setHit(null)} />}
          {hit && hit.entity !== 'layer_feature' && (
            <HitCard
              hit={hit}
              cell={cells.find(({ unitGridId }) => unitGridId === hit.id)}
              onClose={() => setHit(null)}
            />
          )}
        </section>
      </div>
    )
  },
)

/** Cases on the map and in the lists follow the feed. */
function useFollowEvents(controller: { readonly current: MapController | null }): void {
  const api = useApi()
  const client = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  useLiveEvents(({ type, position, data }) => {
    if (!type.startsWith('case.')) return
    controller.current?.refresh('cases', {
      lngLat: (data.lngLat as [number, number] | null | undefined) ?? null,
      minPosition: position,
    })
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      void client.invalidateQueries({ queryKey: api.grids.pathKey() })
    }, 2000)
  })
}

function boxOf(grids: readonly MyGrid[]): BoundingBox | null {
  if (grids.length === 0) return null
  return [
    Math.min(...grids.map(({ bbox }) => bbox[0])),
    Math.min(...grids.map(({ bbox }) => bbox[1])),
    Math.max(...grids.map(({ bbox }) => bbox[2])),
    Math.max(...grids.map(({ bbox }) => bbox[3])),
  ]
}
