'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { FeatureCollection } from 'geojson'
import { useTranslations } from 'next-intl'
import { useMemo, useRef, useState } from 'react'
import { withTexts } from '../_i18n/with-texts.tsx'
import { useLiveEvents } from '../_live/live-provider.tsx'
import { formatCamera, parseCamera } from '../_map/camera-text.ts'
import { CityMap } from '../_map/city-map.tsx'
import type { MapController } from '../_map/map-controller.ts'
import type { DrawnShape } from '../_map/map-types.ts'
import { messages as mapTexts } from '../_map/messages.ts'
import { FeatureCard } from '../_own-layers/feature-card.tsx'
import { useApi } from '../_trpc/api.ts'
import { opens } from '../_ui/opens.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { useAddress } from '../_ui/use-address.ts'
import { shapeOf } from '../desk/selection/shape-of.ts'
import { boundsOf } from './bounds-of.ts'
import { DataList } from './data-list.tsx'
import { ExportPanel } from './export-panel.tsx'
import { ImportDetail } from './import-detail.tsx'
import { ImportPanel } from './import-panel.tsx'
import { messages as dataTexts } from './messages.ts'
import { type DataSearch, formatDataSearch, parseDataSearch } from './search-params.ts'

const isStep = opens<DataSearch>('importId')

const overlays = ['areas', 'layer_features'] as const
const overlaysWithParts = [...overlays, 'parts'] as const
const nothing: FeatureCollection = { type: 'FeatureCollection', features: [] }

/** Where files come in: people's own layers on the map, a file in hand, and what was imported before. */
export const DataScreen = withTexts({ data: dataTexts, map: mapTexts }, function DataScreen() {
  const t = useTranslations('data')
  const { isDark } = usePreferences()
  const { city, permissions } = useSession()
  const canImport = permissions.includes('layers.import')
  const api = useApi()
  const client = useQueryClient()
  const [search, change] = useAddress(parseDataSearch, formatDataSearch, isStep)
  const [preview, setPreview] = useState(nothing)
  const [featureId, setFeatureId] = useState<number | null>(null)
  const [target, setTarget] = useState<'layer' | 'parts'>('layer')
  const [shape, setShape] = useState<DrawnShape | null>(null)
  const [isDrawing, setDrawing] = useState(false)
  const controller = useRef<MapController>(null)
  const layers = useQuery(api.layers.list.queryOptions())
  const shownIds = useMemo(
    () =>
      layers.data
        ?.map(({ layerId }) => layerId)
        .filter((layerId) => !search.hiddenLayerIds.includes(layerId)),
    [layers.data, search.hiddenLayerIds],
  )
  const refresh = (position?: number) => {
    void client.invalidateQueries({ queryKey: api.layers.pathKey() })
    controller.current?.refresh('layer_features', {
      ...(position !== undefined && { minPosition: position }),
    })
  }
  useLiveEvents((event) => {
    if (event.type === 'layer.changed') refresh(event.position)
  })
  const look = (features: FeatureCollection) => {
    setPreview(features)
    const bounds = boundsOf(features)
    if (bounds) controller.current?.fit(bounds)
  }
  const toList = () => {
    setPreview(nothing)
    setTarget('layer')
    change({ isImporting: false, importId: null })
  }
  return (
    <div className="flex h-full flex-col-reverse md:flex-row">
      <aside className="flex min-h-0 w-full flex-1 flex-col border-t bg-panel md:w-[27rem] md:flex-none md:border-t-0 md:border-r">
        {search.isExporting ? (
          <ExportPanel
            layers={layers.data ?? []}
            shape={shape}
            onDraw={(isWanted) => {
              setShape(null)
              setDrawing(isWanted)
            }}
            onShow={(bounds) => controller.current?.fit(bounds)}
            onBack={() => {
              setShape(null)
              setDrawing(false)
              change({ isExporting: false })
            }}
          />
        ) : search.isImporting && canImport ? (
          <ImportPanel
            layers={layers.data ?? []}
            onPreview={look}
            onBack={toList}
            onTarget={setTarget}
            onDone={(importId) => {
              setPreview(nothing)
              refresh()
              change({ isImporting: false, importId })
            }}
          />
        ) : search.importId !== null && canImport ? (
          <ImportDetail
            importId={search.importId}
            layers={layers.data ?? []}
            onShow={(bounds) => controller.current?.fit(bounds)}
            onBack={toList}
            onUndone={() => refresh()}
            onTarget={setTarget}
          />
        ) : (
          <DataList
            layers={layers}
            hiddenLayerIds={search.hiddenLayerIds}
            onHidden={(hiddenLayerIds) => change({ hiddenLayerIds })}
            onShow={(bounds) => controller.current?.fit(bounds)}
            onImport={canImport ? () => change({ isImporting: true }) : undefined}
            onExport={() => change({ isExporting: true })}
            onOpen={(importId) => change({ importId })}
          />
        )}
      </aside>
      <section className="relative h-[42dvh] shrink-0 md:h-auto md:min-w-0 md:flex-1" aria-label={t('title')}>
        <CityMap
          flavor={isDark ? 'dark' : 'light'}
          hasPrint
          bounds={city.bbox}
          camera={parseCamera(search.camera)}
          overlays={target === 'parts' ? overlaysWithParts : overlays}
          {...(shownIds && { layerIds: shownIds })}
          preview={preview}
          sketch={shape}
          drawMode={isDrawing ? 'polygon' : null}
          onDrawn={(drawn) => {
            setDrawing(false)
            setShape(shapeOf(drawn))
          }}
          onDrawCanceled={() => setDrawing(false)}
          selection={featureId === null ? null : { entity: 'layer_feature', id: featureId }}
          onCamera={(camera) => change({ camera: formatCamera(camera) })}
          onIdentify={({ hits }) =>
            setFeatureId(hits.find(({ entity }) => entity === 'layer_feature')?.id ?? null)
          }
          onReady={(ready) => {
            controller.current = ready
          }}
        />
        {featureId !== null && <FeatureCard featureId={featureId} onClose={() => setFeatureId(null)} />}
      </section>
    </div>
  )
})
