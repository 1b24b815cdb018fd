'use client'

import { useLocale, useTranslations } from 'next-intl'
import { type CSSProperties, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import type { CaseFilter } from '../../server/cases/case-filter.ts'
import type { HeatEntity, OverlayName, StyleParameters } from '../../tiles/style/map-layer.ts'
import { palettes } from '../../tiles/style/tokens.ts'
import { areAllDone, caseFilterExpression, letsDoneThrough } from './case-filter-expression.ts'
import { caseTileQuery } from './case-tile-query.ts'
import type { CityMapProps } from './city-map-props.ts'
import { MapController } from './map-controller.ts'
import { MapControls } from './map-controls.tsx'
import { MapLegend } from './map-legend.tsx'
import { loadMapParts } from './map-library.ts'
import { MapNotes } from './map-notes.tsx'
import type {
  Camera,
  DrawMode,
  DrawnShape,
  Identified,
  LayerFailure,
  MapCluster,
  TracedShape,
} from './map-types.ts'
import { useCaseCoverage } from './use-case-coverage.ts'
import { useMainLevel } from './use-main-level.ts'
import { usePictureGuard } from './use-picture-guard.ts'

const nothing: readonly never[] = []
const noMine = { dutyGridIds: nothing, unitGridIds: nothing }

/** What `CityMap` shows once it has arrived. */
export function DrawnMap(props: CityMapProps) {
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
