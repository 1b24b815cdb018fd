'use client'

/**
 * The one map under every screen. Nothing outside this folder touches the map library.
 *
 *   <CityMap
 *     flavor="light"                        // light · dark · wall-dark · wall-lit
 *     bounds={city.bbox}                    // [west, south, east, north]
 *     camera={parseCamera(search.at)}       // start here instead of the whole city; see camera-text.ts
 *     overlays={['areas', 'duty_grids', 'cases', 'units']}
 *     caseFilter={{ open: true }}           // the same object that filters the queue
 *     selection={{ entity: 'case', id: 12 }}
 *     units={units}                         // from units.list; later moves by controller.moveUnits()
 *     drawMode={null}                       // 'polygon' · 'rectangle' · 'circle' · 'lasso': the hand draws until a shape is done
 *     onIdentify={({ lngLat, hits }) => …}  // a click: everything under it, the most pressing first; [] on bare ground
 *     onDrawn={(polygon) => …} onCamera={(camera) => …} onReady={(controller) => …}
 *   />
 *
 * It fills its nearest positioned ancestor. `onReady` hands over the `MapController` for what is done once:
 * `fit(bbox)`, `flyTo(lngLat)`, `refresh('cases', { lngLat, minPosition })` after a live event, `moveUnits(moves)`.
 * A failing layer is named in a note and tried again; the rest goes on. A lost drawing context is restored,
 * with the last picture standing meanwhile.
 */
import 'maplibre-gl/dist/maplibre-gl.css'
import './map.css'
import { useLocale, useTranslations } from 'next-intl'
import { type CSSProperties, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import type { CaseFilter } from '../../server/cases/case-filter.ts'
import type { HeatEntity, OverlayLook, OverlayName, StyleParameters } from '../../tiles/style/map-layer.ts'
import { type Flavor, palettes } from '../../tiles/style/tokens.ts'
import { areAllDone, caseFilterExpression, letsDoneThrough } from './case-filter-expression.ts'
import { caseTileQuery } from './case-tile-query.ts'
import { MapController } from './map-controller.ts'
import { MapControls } from './map-controls.tsx'
import { MapLegend } from './map-legend.tsx'
import { loadMapParts } from './map-library.ts'
import { MapNotes } from './map-notes.tsx'
import type {
  BoundingBox,
  Camera,
  ClosureOnMap,
  Compared,
  DrawMode,
  DrawnShape,
  Heat,
  Identified,
  LayerFailure,
  LngLat,
  MapCluster,
  MapPadding,
  Pulse,
  ReplayedCase,
  Selection,
  TracedShape,
  UnitOnMap,
} from './map-types.ts'
import { useCaseCoverage } from './use-case-coverage.ts'
import { useMainLevel } from './use-main-level.ts'
import { usePictureGuard } from './use-picture-guard.ts'

export type CityMapProps = {
  flavor: Flavor
  bounds: BoundingBox
  overlays: readonly OverlayName[]
  /** Fainter layers, or such as are wanted at some zooms only. */
  looks?: ReadonlyMap<OverlayName, OverlayLook>
  /** Layers from bottom to top; absent: as the map is best read. */
  overlayOrder?: readonly OverlayName[] | undefined
  camera?: Camera
  caseFilter?: CaseFilter
  selection?: Selection | null
  heat?: Heat | null
  units?: readonly UnitOnMap[]
  /** Cases as they stood at a moment that is replayed. */
  replayed?: readonly ReplayedCase[]
  /** Two moments on either side of a line, which `controller.moveLine()` moves. */
  compared?: Compared | null
  /** Roads that are closed at the moment that is shown. */
  closures?: readonly ClosureOnMap[]
  unseenUnitGridIds?: readonly number[]
  /** Duty grids and unit grids of the one who looks. */
  mine?: { readonly dutyGridIds: readonly number[]; readonly unitGridIds: readonly number[] }
  marker?: LngLat | null
  sketch?: GeoJSON.Polygon | GeoJSON.MultiPolygon | null
  /** Things that are looked at before they are kept. */
  preview?: GeoJSON.FeatureCollection | null
  /** Which of people's own layers are drawn; all where left out. */
  layerIds?: readonly number[]
  pulses?: readonly Pulse[]
  drawMode?: DrawMode | null
  /** A finished shape whose corners are in hand. */
  editing?: DrawnShape | null
  /** Whether what is drawn catches on corners and lines of the picture. */
  isSnapping?: boolean
  /** Multiplies lines, text and icons: a wall gives height / 1080. */
  scale?: number
  labels?: 'full' | 'sparse'
  isInteractive?: boolean
  hasControls?: boolean
  /** Whether staff may print the view from here. */
  hasPrint?: boolean
  hasLegend?: boolean
  /** Whether the map itself says in words what failed; a wall says it in its own size, by `onFailures`. */
  hasNotes?: boolean
  /** Room kept free round a fitted box, in pixels. */
  paddingPixels?: MapPadding
  onIdentify?: (identified: Identified) => void
  /** A cluster was clicked; where left out, the map goes nearer. */
  onCluster?: (cluster: MapCluster) => void
  onCamera?: (camera: Camera) => void
  onDrawn?: (shape: DrawnShape) => void
  /** A place or a line was drawn. */
  onTraced?: (shape: TracedShape, mode: DrawMode) => void
  onEdited?: (shape: DrawnShape) => void
  onDrawCanceled?: () => void
  onReady?: (controller: MapController) => void
  onFailures?: (failures: readonly LayerFailure[]) => void
}

// Fetched beside the page's first data instead of after it; a failure shows when the map is made.
if (typeof window !== 'undefined') loadMapParts().catch(() => {})

const nothing: readonly never[] = []
const noMine = { dutyGridIds: nothing, unitGridIds: nothing }

export function CityMap(props: CityMapProps) {
  const {
    flavor,
    bounds,
    scale = 1,
    isInteractive = true,
    hasControls = isInteractive,
    hasLegend = false,
    hasPrint = false,
    hasNotes = true,
  } = props
  const locale = useLocale()
  const t = useTranslations('map')
  const container = useRef<HTMLDivElement>(null)
  const [controller, setController] = useState<MapController | null>(null)
  const [failures, setFailures] = useState<readonly LayerFailure[]>(nothing)
  const [isUnsupported, setUnsupported] = useState(false)
  const { generation, picture } = usePictureGuard(controller, labelsOf(props) === 'sparse')
  const coverage = useCaseCoverage(
    props.caseFilter && props.overlays.includes('cases') ? caseTileQuery(props.caseFilter) : '',
  )
  const { query: caseQuery } = coverage
  const overlays = caseQuery === null ? props.overlays.filter((name) => name !== 'cases') : props.overlays
  const parameters = useParameters({ ...props, overlays }, locale)
  const palette = palettes[flavor]

  const handleIdentify = useEffectEvent((identified: Identified) => props.onIdentify?.(identified))
  const handleCluster = useEffectEvent((cluster: MapCluster) => props.onCluster?.(cluster))
  const handleCamera = useEffectEvent((camera: Camera) => {
    lastCamera.current = camera
    props.onCamera?.(camera)
  })
  const [sketching, setSketching] = useState<DrawnShape | TracedShape | null>(null)
  const handleDrawn = useEffectEvent((shape: DrawnShape) => props.onDrawn?.(shape))
  const handleTraced = useEffectEvent((shape: TracedShape, mode: DrawMode) => props.onTraced?.(shape, mode))
  const handleEdited = useEffectEvent((shape: DrawnShape) => props.onEdited?.(shape))
  const handleFailures = useEffectEvent((all: readonly LayerFailure[]) => {
    setFailures(all)
    props.onFailures?.(all)
  })
  const lastCamera = useRef(props.camera)

  const create = useEffectEvent(async (element: HTMLDivElement, isWanted: () => boolean) => {
    const parts = await loadMapParts()
    if (!isWanted()) return undefined
    return new MapController(element, parts, {
      parameters,
      caseQuery: caseQuery ?? '',
      bounds,
      camera: lastCamera.current,
      paddingPixels: props.paddingPixels ?? 24,
      isInteractive,
      label: t('label'),
      onIdentify: handleIdentify,
      ...(props.onCluster && { onCluster: handleCluster }),
      onCamera: handleCamera,
      drawing: {
        onFinish: handleDrawn,
        onTraced: handleTraced,
        onEdited: handleEdited,
        onSketch: setSketching,
      },
      onFailures: handleFailures,
    })
  })
  const announce = useEffectEvent((created: MapController) => {
    setController(created)
    window.__tongguanMap = created
    props.onReady?.(created)
  })

  // One map for the life of the page; `generation` changes only when its drawing context is lost for good.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new generation is what asks for a new map
  useEffect(() => {
    const element = container.current
    if (!element) return
    let isWanted = true
    let created: MapController | undefined
    create(element, () => isWanted)
      .then((made) => {
        created = made
        if (made) announce(made)
      })
      .catch(() => isWanted && setUnsupported(true))
    return () => {
      isWanted = false
      setController(null)
      created?.destroy()
    }
  }, [generation])

  // Before the layers, so that those that come with it are fetched as asked.
  useEffect(() => {
    if (caseQuery !== null) controller?.setCaseQuery(caseQuery)
  }, [controller, caseQuery])
  useEffect(() => controller?.setParameters(parameters), [controller, parameters])
  useEffect(() => controller?.setHeat(props.heat ?? null), [controller, props.heat])
  useEffect(() => controller?.setSelection(props.selection ?? null), [controller, props.selection])
  useEffect(() => controller?.setUnits(props.units ?? nothing), [controller, props.units])
  useEffect(
    () => controller?.setUnseen(props.unseenUnitGridIds ?? nothing),
    [controller, props.unseenUnitGridIds],
  )
  const mine = props.mine ?? noMine
  useEffect(() => controller?.setMine(mine.dutyGridIds, mine.unitGridIds), [controller, mine])
  useEffect(() => controller?.setReplayed(props.replayed ?? nothing), [controller, props.replayed])
  useEffect(() => controller?.setCompared(props.compared ?? null), [controller, props.compared])
  useEffect(() => controller?.setClosures(props.closures ?? nothing), [controller, props.closures])
  useEffect(() => controller?.setMarker(props.marker ?? null), [controller, props.marker])
  useEffect(() => controller?.setSketch(props.sketch ?? null), [controller, props.sketch])
  useEffect(() => controller?.setPreview(props.preview ?? null), [controller, props.preview])
  useEffect(() => controller?.setPulses(props.pulses ?? nothing), [controller, props.pulses])
  useDrawing(controller, props.drawMode ?? null, props.onDrawCanceled)
  const isSnapping = props.isSnapping ?? true
  useEffect(() => controller?.setSnapping(isSnapping), [controller, isSnapping])
  const editing = props.editing ?? null
  const isEditing = editing !== null
  useEffect(() => {
    if (editing) controller?.startEditing(editing)
  }, [controller, editing])
  useEffect(() => (isEditing ? () => controller?.stopDrawing() : undefined), [controller, isEditing])

  const colors = {
    '--map-ground': palette.ground,
    '--map-scale': scale,
    '--map-accent': palette.accent,
    '--map-near': palette.near,
    '--map-overdue': palette.overdue,
    '--map-machine': palette.machine,
  } as CSSProperties

  return (
    <div className="city-map" style={colors}>
      <div key={generation} ref={container} className="city-map-canvas" />
      {picture && <div className="city-map-picture" style={{ backgroundImage: `url(${picture.url})` }} />}
      {!controller && !isUnsupported && <p className="city-map-starting">{t('starting')}</p>}
      {hasNotes && (
        <MapNotes
          failures={failures}
          coverage={coverage}
          isUnsupported={isUnsupported}
          pictureAt={picture?.takenAt ?? null}
          drawMode={isEditing ? 'edit' : (props.drawMode ?? null)}
          sketch={sketching}
        />
      )}
      {hasControls && controller && (
        <MapControls controller={controller} bounds={bounds} {...(hasPrint && { printed: parameters })} />
      )}
      {hasLegend && <MapLegend parameters={parameters} />}
    </div>
  )
}

function labelsOf({ labels, flavor }: CityMapProps): 'full' | 'sparse' {
  return labels ?? (flavor.startsWith('wall') ? 'sparse' : 'full')
}

/** The style's parameters, the same object as long as nothing changed that is drawn. */
function useParameters(props: CityMapProps, locale: string): StyleParameters {
  const { flavor, scale = 1, overlays, caseFilter, heat, looks, overlayOrder } = props
  const labels = labelsOf(props)
  const overlayList = [...overlays].sort().join(' ')
  const filterText = JSON.stringify(caseFilter ?? null)
  const layerText = JSON.stringify(props.layerIds ?? null)
  const heatEntity: HeatEntity | null = heat?.entity ?? null
  const compared = props.compared ? (props.compared.left.crowds ? 'heat' : 'cases') : null
  const mainLevel = useMainLevel()
  return useMemo(
    () => ({
      flavor,
      palette: palettes[flavor],
      language: locale === 'en' ? 'en' : 'zh',
      scale,
      labels,
      overlays: new Set(overlayList.split(' ').filter(Boolean) as OverlayName[]),
      ...(looks && { looks }),
      ...(overlayOrder && { overlayOrder }),
      heatEntity,
      compared,
      mainLevel,
      hasDoneCases: letsDoneThrough(JSON.parse(filterText) as CaseFilter | null),
      areCasesDone: areAllDone((JSON.parse(filterText) ?? {}) as CaseFilter),
      caseFilter: caseFilterExpression((JSON.parse(filterText) ?? {}) as CaseFilter),
      layerIds: JSON.parse(layerText) as number[] | null,
    }),
    [
      flavor,
      locale,
      scale,
      labels,
      overlayList,
      heatEntity,
      compared,
      mainLevel,
      filterText,
      layerText,
      looks,
      overlayOrder,
    ],
  )
}

function useDrawing(
  controller: MapController | null,
  drawMode: DrawMode | null,
  onCanceled?: () => void,
): void {
  const cancel = useEffectEvent(() => onCanceled?.())
  useEffect(() => {
    if (!controller || !drawMode) return
    controller.startDrawing(drawMode)
    const handleKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') cancel()
      if (
        event.key === 'Backspace' ||
        (event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey))
      ) {
        if (event.shiftKey ? controller.redoDrawing() : controller.undoDrawing()) event.preventDefault()
      }
    }
    window.addEventListener('keydown', handleKey, true)
    return () => {
      window.removeEventListener('keydown', handleKey, true)
      controller.stopDrawing()
    }
  }, [controller, drawMode])
}

declare global {
  interface Window {
    /** For journeys: what the map draws can be read here. */
    __tongguanMap?: MapController
  }
}
