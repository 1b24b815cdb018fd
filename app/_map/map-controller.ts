import type {
  ErrorEvent,
  GeoJSONSource,
  MapGeoJSONFeature,
  Map as MapLibreMap,
  MapMouseEvent,
  StyleSpecification,
  VectorTileSource,
} from 'maplibre-gl'
import { cityStyle, isFedByPage, layersOf, legendOf } from '../../tiles/style/city-style.ts'
import { crowdKeys, sides } from '../../tiles/style/compared.ts'
import { drawIcon } from '../../tiles/style/icons/draw-icon.ts'
import { heatSourceOf } from '../../tiles/style/index-heat.ts'
import type { LegendEntry, OverlayName, StyleParameters } from '../../tiles/style/map-layer.ts'
import { Drawing, type DrawingListener, drawingPrefix } from './drawing.ts'
import { clusterLayers, countedLayers, entityLayers, sourceOfEntity } from './entity-layers.ts'
import { FailedTiles } from './failed-tiles.ts'
import { FeatureStates } from './feature-states.ts'
import { FreshTiles } from './fresh-tiles.ts'
import type { MapParts } from './map-library.ts'
import type {
  BoundingBox,
  Camera,
  ClosureOnMap,
  Compared,
  DrawMode,
  DrawnShape,
  Heat,
  Hit,
  Identified,
  LayerFailure,
  LngLat,
  MapCluster,
  MapPadding,
  Pulse,
  ReplayedCase,
  Selection,
  UnitMove,
  UnitOnMap,
} from './map-types.ts'
import { middleOf } from './middle-of.ts'
import { outFromUnder } from './out-from-under.ts'
import { Pulses } from './pulses.ts'
import { RefreshGatherer } from './refresh-gatherer.ts'
import { ShownSides } from './shown-sides.ts'
import { type TileId, tilesAround } from './tiles-around.ts'

export type MapControllerOptions = {
  readonly parameters: StyleParameters
  readonly caseQuery: string
  readonly bounds: BoundingBox
  readonly camera?: Camera
  /** Room kept free round a fitted box, in pixels. */
  readonly paddingPixels: MapPadding
  readonly isInteractive: boolean
  /** What the map is called by a screen reader. */
  readonly label: string
  readonly onIdentify: (identified: Identified) => void
  /** Where left out, a click on a cluster goes nearer. */
  readonly onCluster?: (cluster: MapCluster) => void
  readonly onCamera: (camera: Camera) => void
  readonly drawing: DrawingListener
  readonly onFailures: (failures: readonly LayerFailure[]) => void
}

const retryMilliseconds = 15_000
/** Of the longer side of a picture for paper: 200 to the inch on A4. */
const sheetPixels = 2200
const sheetPatienceMilliseconds = 20_000
type Pointed = {
  readonly point: { readonly x: number; readonly y: number }
  readonly lngLat: { readonly lng: number; readonly lat: number }
}
/** A finger is wider than a mouse's tip. */
const pointerReachPixels = 7

/**
 * Drives the one map of a page. What the GPU gets is computed by pure functions (`cityStyle`); this class applies it,
 * skips what is the same, keeps what a lost drawing context loses, and turns pointing into things pointed at.
 */
export class MapController {
  readonly #map: MapLibreMap
  readonly #options: MapControllerOptions
  readonly #fontFaces: MapParts['fontFaces']
  readonly #ground: MapParts['ground']
  readonly #states: FeatureStates
  readonly #pulses: Pulses
  readonly #drawing: Drawing
  readonly #shownSides: ShownSides
  readonly #gatherer: RefreshGatherer
  readonly #failures = new Map<string, LayerFailure>()
  readonly #failedTiles: FailedTiles
  readonly #retry: ReturnType<typeof setInterval>
  readonly #units = new Map<number, UnitOnMap>()
  readonly #pageData = new Map<string, GeoJSON.FeatureCollection>()
  readonly #minPositions = new Map<string, number>()
  readonly #heardAtMs = new Map<string, number>()
  #caseQuery: string
  #parameters: StyleParameters
  #appliedStyle = ''
  #heat: Heat | null = null
  #selection: Selection | null = null

  constructor(
    container: HTMLElement,
    { library, fontFaces, ground }: MapParts,
    options: MapControllerOptions,
  ) {
    this.#options = options
    this.#fontFaces = fontFaces
    this.#ground = ground
    this.#caseQuery = options.caseQuery
    this.#parameters = options.parameters
    const style = this.#style()
    this.#appliedStyle = JSON.stringify(style)
    this.#map = new library.Map({
      container,
      style,
      ...(options.camera
        ? cameraOptions(options.camera)
        : { bounds: box(options.bounds), fitBoundsOptions: { padding: options.paddingPixels } }),
      minZoom: 8,
      maxZoom: 19.5,
      maxPitch: 60,
      // A wall is wider than any margin: bounding it would push the city out of the picture.
      ...(options.isInteractive && { maxBounds: box(withMargin(options.bounds, 1.5)) }),
      maxCanvasSize: [8192, 8192],
      attributionControl: false,
      interactive: options.isInteractive,
      keyboard: options.isInteractive,
      fadeDuration: 150,
      renderWorldCopies: false,
      locale: { 'Map.Title': options.label },
      transformRequest: (url) => ({ url: this.#tileUrl(url) }),
    })
    this.#map.setMissingStyleImageResolver((id) => {
      const icon = drawIcon(id)
      if (icon && !this.#map.hasImage(id)) {
        const { width, height, data, ...options } = icon
        this.#map.addImage(id, { width, height, data }, options)
      }
    })
    this.#failedTiles = new FailedTiles(this.#map)
    this.#states = new FeatureStates(this.#map)
    this.#pulses = new Pulses(this.#map, library)
    this.#drawing = new Drawing(this.#map, options.drawing)
    this.#shownSides = new ShownSides(this.#map)
    const freshTiles = new FreshTiles(this.#map)
    this.#gatherer = new RefreshGatherer((source, tiles) => freshTiles.fetch(source, tiles))
    this.#listen()
    this.#retry = setInterval(() => this.#retryFailed(), retryMilliseconds)
  }

  // ── what is shown ────────────────────────────────────────────────────────

  /** Flavor, language, layers, filter: applies the difference to what is drawn. */
  setParameters(parameters: StyleParameters): void {
    this.#parameters = parameters
    const style = this.#style()
    const text = JSON.stringify(style)
    if (text === this.#appliedStyle) return
    this.#appliedStyle = text
    this.#map.setStyle(style, { diff: true, transformStyle: keepWhatThePageFed })
    this.#reapply()
  }

  /** Cases are filtered where tiles are made, so that clusters count what is left; see case-tile-query.ts. */
  setCaseQuery(query: string): void {
    if (query === this.#caseQuery) return
    this.#caseQuery = query
    this.refresh('cases')
  }

  setHeat(heat: Heat | null): void {
    this.#heat = heat
    const values = new Map(heat?.values.map(({ entityId, attention }) => [entityId, attention]))
    this.#states.replaceOnly(heat ? heatSourceOf(heat.entity) : null, 'attention', values)
  }

  setSelection(selection: Selection | null): void {
    this.#selection = selection
    const marks = new Map(selection ? [[selection.id, true]] : [])
    this.#states.replaceOnly(selection ? sourceOfEntity(selection.entity) : null, 'selected', marks)
  }

  /** Unit grids nobody of ours has looked into for the chosen number of days. */
  setUnseen(unitGridIds: readonly number[]): void {
    this.#states.replace('unit_grids', 'unseen', new Map(unitGridIds.map((id) => [id, true])))
  }

  /** The duty grids of the one who looks. */
  setMine(dutyGridIds: readonly number[], unitGridIds: readonly number[]): void {
    this.#states.replace('duty_grids', 'mine', new Map(dutyGridIds.map((id) => [id, true])))
    this.#states.replace('unit_grids', 'mine', new Map(unitGridIds.map((id) => [id, true])))
  }

  setUnits(units: readonly UnitOnMap[]): void {
    this.#units.clear()
    for (const unit of units) this.#units.set(unit.unitId, unit)
    this.#feedUnits()
  }

  moveUnits(moves: readonly UnitMove[]): void {
    for (const { unitId, lng, lat, headingDegrees, status } of moves) {
      const unit = this.#units.get(unitId)
      if (unit) {
        const heading = headingDegrees ?? unit.headingDegrees
        this.#units.set(unitId, { ...unit, lngLat: [lng, lat], headingDegrees: heading, status })
      }
    }
    this.#feedUnits()
  }

  setPulses(pulses: readonly Pulse[]): void {
    this.#pulses.replace(pulses)
  }

  /** Cases as they stood at a moment; what is live stays with its own layer. */
  setReplayed(cases: readonly ReplayedCase[]): void {
    this.#setPageData('replayed', featuresOf(cases))
  }

  /** Two moments, each drawn on its own side of a line. */
  setCompared(compared: Compared | null): void {
    for (const side of sides) {
      this.#setPageData(`compared-${side}`, featuresOf(compared?.[side].cases ?? []))
      this.#states.replace('duty_grids', crowdKeys[side], compared?.[side].crowds ?? new Map())
    }
    if (compared) this.moveLine(compared.share)
  }

  /** Moves the line between two moments: 0 is the left edge of the map, 1 the right. */
  moveLine(share: number): void {
    this.#shownSides.share = share
    this.#map.triggerRepaint()
  }

  setClosures(closures: readonly ClosureOnMap[]): void {
    const features = closures.flatMap(
      ({ roadClosureId, name, nameEn, label, lngLats }): GeoJSON.Feature[] => {
        const properties = { id: roadClosureId, name, nameEn, label }
        const coordinates = lngLats.map(([lng, lat]) => [lng, lat])
        // The sign stands for itself: along a line shorter than its words the map would leave it out.
        return [
          { type: 'Feature', properties, geometry: { type: 'LineString', coordinates } },
          { type: 'Feature', properties, geometry: { type: 'Point', coordinates: middleOf(lngLats) } },
        ]
      },
    )
    this.#setPageData('road_closures', { type: 'FeatureCollection', features })
  }

  setMarker(lngLat: LngLat | null): void {
    this.#feed('marker', lngLat ? [{ type: 'Point', coordinates: [lngLat[0], lngLat[1]] }] : [])
  }

  /** Things that are looked at before they are kept. */
  setPreview(features: GeoJSON.FeatureCollection | null): void {
    this.#setPageData('preview', features ?? { type: 'FeatureCollection', features: [] })
  }

  /** A finished shape in hand: an area drawn, a search, an area of a checkup. */
  setSketch(geometry: GeoJSON.Polygon | GeoJSON.MultiPolygon | null): void {
    this.#feed('sketch', geometry ? [geometry] : [])
  }

  /**
   * Fetches tiles of a layer anew: those round a point, or all. `minPosition` is the event's place in the log;
   * the server answers with tiles no older.
   */
  refresh(
    source: string,
    { lngLat, minPosition }: { lngLat?: LngLat | null; minPosition?: number } = {},
  ): void {
    const tileSource = this.#map.getSource<VectorTileSource>(source)
    if (!tileSource) return
    if (minPosition !== undefined) {
      this.#minPositions.set(source, Math.max(minPosition, this.#minPositions.get(source) ?? 0))
    }
    const tiles = lngLat
      ? tilesAround(lngLat, tileSource.minzoom, Math.min(tileSource.maxzoom, 20))
      : undefined
    this.#gatherer.add(source, tiles)
  }

  // ── what is told of a layer ──────────────────────────────────────────────

  /** How many things of a layer stand in the picture; members of a cluster count one each. Undefined until it is known. */
  countInView(overlay: OverlayName): number | undefined {
    const layers = countedLayers[overlay].flatMap((id) => this.#map.getLayer(id) ?? [])
    const sources = layers.map(({ source }) => source)
    if (layers.length === 0 || !sources.every((source) => this.#isKnown(source))) return undefined
    const members = new Map<string, number>()
    for (const { id, properties, geometry } of this.#map.queryRenderedFeatures({
      layers: layers.map((layer) => layer.id),
    })) {
      const count = Number(properties.open_count ?? properties.point_count ?? 1)
      // A cluster carries no id of its own: its place tells it apart, should two tiles hold it.
      const key =
        id ?? (geometry.type === 'Point' ? geometry.coordinates.map((one) => one.toFixed(5)).join() : '')
      members.set(String(key), count)
    }
    return [...members.values()].reduce((sum, count) => sum + count, 0)
  }

  /** When the newest part of a layer came, in milliseconds since 1970; undefined before the first. */
  heardAtMs(overlay: OverlayName): number | undefined {
    return this.#heardAtMs.get(overlay)
  }

  /** The zooms at which the style shows anything of a layer. */
  zoomsOf(overlay: OverlayName): { readonly min: number; readonly max: number } {
    const layers = layersOf(overlay, this.#parameters).filter(
      (layer) => layer.type !== 'symbol' || layer.id === overlay,
    )
    return {
      min: Math.min(24, ...layers.map(({ minzoom }) => minzoom ?? 0)),
      max: Math.max(0, ...layers.map(({ maxzoom }) => maxzoom ?? 24)),
    }
  }

  legendOf(overlay: OverlayName): LegendEntry[] {
    return legendOf({ ...this.#parameters, overlays: new Set([overlay]) })
  }

  /** Calls back when all that was wanted has been drawn; the returned function ends it. */
  onSettled(listener: () => void): () => void {
    const { unsubscribe } = this.#map.on('idle', listener)
    return unsubscribe
  }

  // ── camera ───────────────────────────────────────────────────────────────

  fit(bounds: BoundingBox, { maxZoom = 17.5, isInstant = false } = {}): void {
    this.#map.fitBounds(box(bounds), {
      padding: this.#options.paddingPixels,
      maxZoom,
      duration: isInstant || prefersStillness() ? 0 : 700,
      linear: true,
    })
  }

  flyTo(lngLat: LngLat, zoom = Math.max(this.#map.getZoom(), 15.5)): void {
    this.#map.easeTo({
      center: [lngLat[0], lngLat[1]],
      zoom,
      duration: prefersStillness() ? 0 : 600,
    })
  }

  /** Two zooms nearer, as a cluster opens. */
  zoomTo(lngLat: LngLat): void {
    this.flyTo(lngLat, Math.min(19.5, this.#map.getZoom() + 2))
  }

  setCamera(camera: Camera): void {
    this.#map.easeTo({ ...cameraOptions(camera), duration: prefersStillness() ? 0 : 600 })
  }

  zoomBy(steps: number): void {
    this.#map.easeTo({ zoom: this.#map.getZoom() + steps, duration: prefersStillness() ? 0 : 250 })
  }

  /**
   * Moves the map until a place comes out from under a card on it, again when the card grows or the camera was led there;
   * not where somebody's own hand left it. The returned function ends it.
   */
  keepInSight(lngLat: LngLat, card: HTMLElement): () => void {
    const map = this.#map
    let isOurs = false
    // At the edge of the map it may not come to where it is wanted.
    let triesLeft = 0
    const look = () => {
      if (map.isMoving() || triesLeft === 0) return
      const { left, top, width } = map.getCanvas().getBoundingClientRect()
      const box = card.getBoundingClientRect()
      const shift = outFromUnder(
        this.project(lngLat),
        { left: box.left - left, top: box.top - top, right: box.right - left, bottom: box.bottom - top },
        { width },
      )
      if (!shift) return
      isOurs = true
      triesLeft -= 1
      map.panBy([-shift.x, -shift.y], { duration: prefersStillness() ? 0 : 300 })
    }
    const observer = new ResizeObserver(() => {
      triesLeft = 2
      look()
    })
    observer.observe(card)
    const { unsubscribe } = map.on('moveend', ({ originalEvent }) => {
      if (originalEvent) return
      if (!isOurs) triesLeft = 2
      isOurs = false
      look()
    })
    return () => {
      observer.disconnect()
      unsubscribe()
    }
  }

  /** North up, seen from straight above. */
  straighten(): void {
    this.#map.easeTo({ bearing: 0, pitch: 0, duration: prefersStillness() ? 0 : 300 })
  }

  /** Whose ground the map draws; '' where that need not be said. */
  get attribution(): string {
    return this.#ground.attribution
  }

  /** Meters that one pixel shows in the middle of the map. */
  metersPerPixel(): number {
    const latitude = (this.#map.getCenter().lat * Math.PI) / 180
    return (40_075_016.686 * Math.cos(latitude)) / (512 * 2 ** this.#map.getZoom())
  }

  /** Calls back whenever the camera moves; the returned function ends it. */
  onMove(listener: () => void): () => void {
    const { unsubscribe } = this.#map.on('move', listener)
    return unsubscribe
  }

  // ── drawing ──────────────────────────────────────────────────────────────

  startDrawing(mode: DrawMode): void {
    void this.#drawing.start(mode, this.#parameters.palette)
  }

  /** Shows the corners of a finished shape, to be moved; called again it takes another shape in hand. */
  startEditing(shape: DrawnShape): void {
    void this.#drawing.edit(shape, this.#parameters.palette)
  }

  undoDrawing(): boolean {
    return this.#drawing.undo()
  }

  redoDrawing(): boolean {
    return this.#drawing.redo()
  }

  /** Whether a drawn line catches on corners and lines of the picture. */
  setSnapping(isSnapping: boolean): void {
    this.#drawing.isSnapping = isSnapping
  }

  stopDrawing(): void {
    this.#drawing.stop()
  }

  // ── for watchdogs and journeys ───────────────────────────────────────────

  get isContextLost(): boolean {
    return this.#map.getCanvas().getContext('webgl2')?.isContextLost() ?? true
  }

  get isIdle(): boolean {
    return this.#map.loaded() && this.#map.areTilesLoaded() && !this.#map.isMoving()
  }

  /** Reads what is drawn right now; for journeys. */
  listRendered(
    layers?: readonly string[],
  ): { layer: string; id: unknown; properties: Record<string, unknown> }[] {
    const present = layers?.filter((layer) => this.#map.getLayer(layer))
    return this.#map
      .queryRenderedFeatures(present ? { layers: [...present] } : {})
      .map(({ layer, id, properties }) => ({ layer: layer.id, id, properties }))
  }

  /** Where a place is on the page's map, in pixels from the map's top left. */
  project([lng, lat]: LngLat): { x: number; y: number } {
    const { x, y } = this.#map.project([lng, lat])
    return { x, y }
  }

  /** The place under a pixel, counted from the map's top left. */
  unproject({ x, y }: { x: number; y: number }): LngLat {
    const { lng, lat } = this.#map.unproject([x, y])
    return [lng, lat]
  }

  /** The picture as drawn, taken at the next drawing. */
  takePicture(): Promise<Blob | null> {
    return new Promise((resolve) => {
      this.#map.once('render', () => this.#map.getCanvas().toBlob(resolve, 'image/webp', 0.8))
      this.#map.triggerRepaint()
    })
  }

  /**
   * The picture in enough pixels for paper, as a canvas of its own, and how many of its pixels are one on the screen. It
   * is copied while it is drawn, so that the map need not keep its drawing for this.
   */
  async takeSheetPicture(): Promise<{ canvas: HTMLCanvasElement; pixelRatio: number }> {
    const map = this.#map
    const before = map.getPixelRatio()
    const { clientWidth, clientHeight } = map.getCanvas()
    const wanted = sheetPixels / Math.max(clientWidth, clientHeight)
    const pixelRatio = Math.min(4, Math.max(before, wanted))
    map.setPixelRatio(pixelRatio)
    try {
      await Promise.race([
        new Promise((resolve) => map.once('idle', resolve)),
        new Promise((resolve) => setTimeout(resolve, sheetPatienceMilliseconds)),
      ])
      const source = map.getCanvas()
      const canvas = document.createElement('canvas')
      await new Promise<void>((resolve) => {
        map.once('render', () => {
          canvas.width = source.width
          canvas.height = source.height
          canvas.getContext('2d')?.drawImage(source, 0, 0)
          resolve()
        })
        map.triggerRepaint()
      })
      return { canvas, pixelRatio: canvas.width / clientWidth }
    } finally {
      map.setPixelRatio(before)
    }
  }

  destroy(): void {
    clearInterval(this.#retry)
    this.#gatherer.stop()
    this.#drawing.stop()
    this.#map.remove()
  }

  // ── inside ───────────────────────────────────────────────────────────────

  #style(): StyleSpecification {
    return cityStyle(this.#parameters, `${window.location.origin}/api/tiles`, this.#fontFaces, this.#ground)
  }

  #listen(): void {
    const map = this.#map
    map.on('error', (event) => this.#noteError(event))
    map.on('sourcedata', (event) => {
      if (!event.tile) return
      this.#heardAtMs.set(event.sourceId, Date.now())
      // The source is back when its last tile that failed has arrived: others may come from what was kept.
      if (this.#failedTiles.isAnyMissing(event.sourceId)) return
      if (this.#failures.delete(event.sourceId)) this.#tellFailures()
    })
    // Tiles leave the picture, or turn out not to exist, without a word.
    map.on('idle', () => {
      for (const source of this.#failedTiles.sources) {
        if (this.#failedTiles.isAnyMissing(source)) continue
        if (this.#failures.delete(source)) this.#tellFailures()
      }
    })
    map.on('webglcontextrestored', () => this.#reapply())
    map.on('style.load', () => this.#reapply())
    map.on('moveend', () => this.#options.onCamera(this.camera))
    if (!this.#options.isInteractive) {
      // Nobody is there to find the city again after the screen changed.
      map.on('resize', () => this.fit(this.#options.bounds, { isInstant: true }))
      return
    }
    map.on('click', (event) => this.#handleClick(event))
    // With Shift held the library waits for a box to be drawn, and swallows a click without one.
    map.on('boxzoomcancel', ({ originalEvent }) => {
      if (!(originalEvent instanceof MouseEvent)) return
      const { left, top } = map.getCanvas().getBoundingClientRect()
      const point = { x: originalEvent.clientX - left, y: originalEvent.clientY - top }
      this.#handleClick({ point, lngLat: map.unproject([point.x, point.y]) })
    })
    map.on('mousemove', (event) => this.#handleHover(event))
    map.on('mouseout', () => this.#states.replaceOnly(null, 'hover', new Map()))
  }

  get camera(): Camera {
    const center = this.#map.getCenter()
    return {
      center: [center.lng, center.lat],
      zoom: this.#map.getZoom(),
      bearingDegrees: this.#map.getBearing(),
      pitchDegrees: this.#map.getPitch(),
    }
  }

  #reapply(): void {
    this.#shownSides.place()
    this.#states.reapply()
    this.setHeat(this.#heat)
    this.setSelection(this.#selection)
    for (const [source, data] of this.#pageData) {
      this.#map.getSource<GeoJSONSource>(source)?.setData(data)
    }
  }

  #handleClick(event: Pointed): void {
    if (this.#drawing.isActive) return
    const around = this.#around(event)
    const hits = this.#hitsIn(around)
    const cluster = this.#clusterIn(around)
    if (cluster && this.#isOnTop(cluster, around) && cluster.geometry.type === 'Point') {
      const lngLat = cluster.geometry.coordinates as [number, number]
      if (this.#options.onCluster) {
        this.#options.onCluster(this.#clusterOf(cluster.layer.id, lngLat, cluster.properties))
        return
      }
      if (this.#map.getZoom() < 18) {
        this.zoomTo(lngLat)
        return
      }
    }
    this.#options.onIdentify({ lngLat: [event.lngLat.lng, event.lngLat.lat], hits })
  }

  #clusterIn(around: MapMouseEvent['point'] | [[number, number], [number, number]]) {
    const layers = clusterLayers.map(({ layer }) => layer).filter((layer) => this.#map.getLayer(layer))
    return this.#map.queryRenderedFeatures(around, { layers })[0]
  }

  /** Whether no thing of a point is drawn above a cluster, under the hand. */
  #isOnTop(cluster: MapGeoJSONFeature, around: [[number, number], [number, number]]): boolean {
    const points = ['cases', 'units', 'sensors', 'layer-features'].filter((layer) =>
      this.#map.getLayer(layer),
    )
    const [top] = this.#map.queryRenderedFeatures(around, { layers: [cluster.layer.id, ...points] })
    return top?.layer.id === cluster.layer.id
  }

  #clusterOf(
    layer: string,
    [lng, lat]: LngLat,
    { point_count: count, open_count: open, worst = '', layer_id: layerId }: MapGeoJSONFeature['properties'],
  ): MapCluster {
    const { kind, source } = clusterLayers.find((one) => one.layer === layer)!
    const maxZoom = this.#map.getSource<VectorTileSource>(source)?.maxzoom ?? 16
    const isOpen = Number(open) > 0
    const query = new URLSearchParams(kind === 'case' ? this.#caseQuery : '')
    query.set('z', String(Math.min(maxZoom, Math.floor(this.#map.getZoom()))))
    query.set('lng', String(lng))
    query.set('lat', String(lat))
    if (kind === 'layer_feature') query.set('cluster_of', String(layerId))
    else query.set('cluster_open', String(isOpen))
    return {
      kind,
      lngLat: [lng, lat],
      count: Number(count),
      isOpen,
      worst,
      membersUrl: `/api/tiles/${source}/members?${query}`,
    }
  }

  #handleHover(event: MapMouseEvent): void {
    if (this.#drawing.isActive || this.#map.isMoving()) return
    const [top] = this.#hitsIn(this.#around(event))
    const marks = new Map(top ? [[top.id, true]] : [])
    this.#states.replaceOnly(top ? sourceOfEntity(top.entity) : null, 'hover', marks)
    const isOnCluster =
      top === undefined || top.entity === 'area' ? this.#clusterIn(event.point) !== undefined : false
    const isPointer = isOnCluster || (top !== undefined && top.entity !== 'area')
    this.#map.getCanvas().style.cursor = isPointer ? 'pointer' : ''
  }

  #around({ point }: Pick<Pointed, 'point'>): [[number, number], [number, number]] {
    return [
      [point.x - pointerReachPixels, point.y - pointerReachPixels],
      [point.x + pointerReachPixels, point.y + pointerReachPixels],
    ]
  }

  #hitsIn(around: [[number, number], [number, number]]): Hit[] {
    const layers = [...new Set(entityLayers.map(({ layer }) => layer))].filter((layer) =>
      this.#map.getLayer(layer),
    )
    const features = this.#map.queryRenderedFeatures(around, { layers })
    const hidden = this.#shownSides.hiddenAt((around[0][0] + around[1][0]) / 2)
    const hits = new Map<string, Hit>()
    for (const { entity, layer, source, idAttribute } of entityLayers) {
      if (hidden.includes(layer)) continue
      for (const feature of features) {
        if (feature.layer.id !== layer || feature.source !== source) continue
        const id = Number(feature.id ?? feature.properties[idAttribute])
        const key = `${entity}/${id}`
        if (!hits.has(key))
          hits.set(key, {
            entity,
            id,
            lngLat: pointOf(feature, this.#map, around),
            properties: feature.properties,
          })
      }
    }
    return [...hits.values()]
  }

  #noteError(event: ErrorEvent): void {
    const { sourceId, error, tile } = event as ErrorEvent & {
      sourceId?: string
      tile?: { tileID: { key: string; canonical: TileId } }
      error?: Error & { status?: number }
    }
    const source = sourceId ?? 'map'
    if (error?.name === 'AbortError') return
    if (tile) this.#failedTiles.add(source, tile.tileID)
    console.warn(`map: ${source}: ${error?.message ?? 'unknown'}`)
    this.#failures.set(source, {
      source,
      status: error?.status ?? null,
      message: error?.message ?? 'unknown',
    })
    this.#tellFailures()
  }

  /** Whether all that a source has for the picture has come: what the page feeds was fed, tiles have arrived. */
  #isKnown(source: string): boolean {
    if (isFedByPage(source)) return this.#heardAtMs.has(source)
    return (
      this.#map.getSource(source) !== undefined &&
      !this.#failures.has(source) &&
      this.#map.isSourceLoaded(source)
    )
  }

  #tellFailures(): void {
    this.#options.onFailures([...this.#failures.values()])
  }

  /** A source whose description never came (it has no `tiles`) is asked for again; one whose tiles failed fetches them again. */
  #retryFailed(): void {
    this.#failures.delete('map')
    for (const source of this.#failures.keys()) {
      const tileSource = this.#map.getSource<VectorTileSource>(source)
      if (!tileSource || isFedByPage(source)) this.#failures.delete(source)
      else if (this.#failedTiles.isAnyMissing(source)) this.#failedTiles.askAgain(source)
      else if (tileSource.tiles) this.refresh(source)
      else tileSource.setUrl(`${window.location.origin}/api/tiles/${source}.json`)
    }
    this.#tellFailures()
  }

  #tileUrl(url: string): string {
    const isOfCases = this.#caseQuery !== '' && url.includes('/api/tiles/cases/')
    return this.#withMinPosition(isOfCases ? `${url}?${this.#caseQuery}` : url)
  }

  #withMinPosition(url: string): string {
    for (const [source, position] of this.#minPositions) {
      if (url.includes(`/api/tiles/${source}/`))
        return `${url}${url.includes('?') ? '&' : '?'}minPosition=${position}`
    }
    return url
  }

  #feedUnits(): void {
    const features = [...this.#units.values()].map(
      ({ unitId, lngLat, name, nameEn, kind, status, headingDegrees }): GeoJSON.Feature => ({
        type: 'Feature',
        properties: { id: unitId, name, nameEn, kind, status, headingDegrees },
        geometry: { type: 'Point', coordinates: [lngLat[0], lngLat[1]] },
      }),
    )
    this.#heardAtMs.set('units', Date.now())
    this.#setPageData('units', { type: 'FeatureCollection', features })
  }

  #feed(source: string, geometries: readonly GeoJSON.Geometry[]): void {
    const features = geometries.map(
      (geometry): GeoJSON.Feature => ({ type: 'Feature', properties: {}, geometry }),
    )
    this.#setPageData(source, { type: 'FeatureCollection', features })
  }

  #setPageData(source: string, data: GeoJSON.FeatureCollection): void {
    this.#pageData.set(source, data)
    void this.#map.getSource<GeoJSONSource>(source)?.setData(data)
  }
}

function featuresOf(cases: readonly ReplayedCase[]): GeoJSON.FeatureCollection {
  const features = cases.map(
    ({ caseId, lngLat, level, isMachineFound }): GeoJSON.Feature => ({
      type: 'Feature',
      properties: { id: caseId, level, isMachineFound },
      geometry: { type: 'Point', coordinates: [lngLat[0], lngLat[1]] },
    }),
  )
  return { type: 'FeatureCollection', features }
}

/** A new style carries empty page-fed sources and no sketch in progress: both stay as they are. */
function keepWhatThePageFed(
  before: StyleSpecification | undefined,
  next: StyleSpecification,
): StyleSpecification {
  if (!before) return next
  const kept = Object.entries(before.sources).filter(
    ([name]) => name.startsWith(drawingPrefix) || (isFedByPage(name) && name in next.sources),
  )
  const sketching = before.layers.filter(({ id }) => id.startsWith(drawingPrefix))
  return {
    ...next,
    sources: { ...next.sources, ...Object.fromEntries(kept) },
    layers: [...next.layers, ...sketching],
  }
}

function pointOf(
  feature: MapGeoJSONFeature,
  map: MapLibreMap,
  [[left, top], [right, bottom]]: [[number, number], [number, number]],
): LngLat {
  if (feature.geometry.type === 'Point') return feature.geometry.coordinates as [number, number]
  const { lng, lat } = map.unproject([(left + right) / 2, (top + bottom) / 2])
  return [lng, lat]
}

function cameraOptions({ center, zoom, bearingDegrees = 0, pitchDegrees = 0 }: Camera) {
  return {
    center: [center[0], center[1]] as [number, number],
    zoom,
    bearing: bearingDegrees,
    pitch: pitchDegrees,
  }
}

function box([west, south, east, north]: BoundingBox): [number, number, number, number] {
  return [west, south, east, north]
}

/** The box grown on each side by a share of its own size. */
function withMargin([west, south, east, north]: BoundingBox, share: number): BoundingBox {
  const [dx, dy] = [(east - west) * share, (north - south) * share]
  return [west - dx, south - dy, east + dx, north + dy]
}

function prefersStillness(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches
}
