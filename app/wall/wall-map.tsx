import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useLiveEvents, useLiveUnits } from '../_live/live-provider.tsx'
import { CityMap } from '../_map/city-map.tsx'
import { heatOf } from '../_map/heat-of.ts'
import type { MapController } from '../_map/map-controller.ts'
import type { LayerFailure, Pulse } from '../_map/map-types.ts'
import { useClosuresOnMap, useRoadClosures } from '../_map/use-road-closures.ts'
import { useUnitsOnMap } from '../_map/use-units-on-map.ts'
import { type Outputs, useApi } from '../_trpc/api.ts'
import { useSession } from '../_ui/session-gate.tsx'
import { SceneLegend } from './scene-legend.tsx'
import { scenes } from './scenes.ts'
import { useWallScale } from './use-wall-scale.ts'
import type { WallSearch } from './wall-search.ts'

/** The city in the middle: one scene after the other on one map, which is never made anew. */
export function WallMap({
  search,
  acting,
}: {
  search: WallSearch
  acting: Outputs['wall']['summary']['acting']
}) {
  const t = useTranslations('wall')
  const { city } = useSession()
  const api = useApi()
  const scale = useWallScale()
  const [sceneIndex, setSceneIndex] = useState(() =>
    scenes.findIndex(({ name }) => name === search.firstScene),
  )
  const scene = scenes[sceneIndex]!
  const flavor = search.hall === 'lit' ? 'wall-lit' : 'wall-dark'
  const [failures, setFailures] = useState<readonly LayerFailure[]>([])
  const controller = useRef<MapController>(null)
  const units = useUnitsOnMap(scene.overlays.includes('units'))

  const closures = useClosuresOnMap(useRoadClosures().data)

  useEffect(() => {
    if (search.dwellSeconds === 0) return
    const timer = setInterval(
      () => setSceneIndex((index) => (index + 1) % scenes.length),
      search.dwellSeconds * 1000,
    )
    return () => clearInterval(timer)
  }, [search.dwellSeconds])

  const values = useQuery({
    ...api.indices.values.queryOptions({
      code: scene.heat?.code ?? '',
      entity: scene.heat?.entity ?? 'duty_grid',
    }),
    enabled: scene.heat !== undefined,
    refetchInterval: 5 * 60_000,
  })
  const heatEntity = scene.heat?.entity
  const heat = useMemo(
    () => (heatEntity ? heatOf(heatEntity, values.data?.values ?? []) : null),
    [heatEntity, values.data],
  )

  useLiveEvents(({ type, position, data }) => {
    if (!type.startsWith('case.')) return
    controller.current?.refresh('cases', {
      lngLat: (data.lngLat as [number, number] | null) ?? null,
      minPosition: position,
    })
  })
  useLiveUnits((moves) => controller.current?.moveUnits(moves))

  // Alarms pulse among the sensors, urgent cases everywhere else.
  const hasSensors = scene.overlays.includes('sensors')
  const pulses = useMemo(
    () =>
      acting.flatMap((item): Pulse[] =>
        item.lngLat &&
        (item.kind === 'sensor') === hasSensors &&
        (item.severity === 'urgent' || item.severity === 'alarm')
          ? [{ id: `${item.kind}/${item.caseId ?? item.sensorId}`, lngLat: item.lngLat, level: 'overdue' }]
          : [],
      ),
    [acting, hasSensors],
  )

  return (
    <section className="wall-map" aria-label={t(`scene.${scene.name}`)}>
      <div className="wall-scene">
        <span>
          {t(`scene.${scene.name}`)}
          {scene.heat && (
            <small className="wall-sense">{t(senseOf(scene.heat.isHighGood, search.hall))}</small>
          )}
        </span>
        {failures.length > 0 && <span data-stale="true">◐ {t('layersStale')}</span>}
        <ol aria-hidden>
          {scenes.map(({ name }) => (
            <li key={name} aria-current={name === scene.name} />
          ))}
        </ol>
      </div>
      <div className="wall-picture">
        <CityMap
          flavor={flavor}
          bounds={city.bbox}
          overlays={scene.overlays}
          caseFilter={openCases}
          heat={heat}
          units={units}
          pulses={pulses}
          closures={closures}
          scale={scale}
          labels="sparse"
          isInteractive={false}
          hasNotes={false}
          onFailures={setFailures}
          paddingPixels={Math.round(18 * scale)}
          onReady={(ready) => {
            controller.current = ready
          }}
        />
      </div>
      <SceneLegend scene={scene} flavor={flavor} />
    </section>
  )
}

const openCases = { open: true }

/** Which end of the ramp means what, in words. */
function senseOf(isHighGood: boolean, hall: WallSearch['hall']) {
  if (hall === 'lit') return isHighGood ? 'invertedPaper' : 'darker'
  return isHighGood ? 'inverted' : 'brighter'
}
