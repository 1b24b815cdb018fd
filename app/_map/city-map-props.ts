import type { CaseFilter } from '../../server/cases/case-filter.ts'
import type { OverlayLook, OverlayName } from '../../tiles/style/map-layer.ts'
import type { Flavor } from '../../tiles/style/tokens.ts'
import type { MapController } from './map-controller.ts'
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
