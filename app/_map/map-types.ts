import type { Geometry } from 'geojson'
import type { HeatEntity } from '../../tiles/style/map-layer.ts'

/** Degrees, WGS 84, longitude first. */
export type LngLat = readonly [lng: number, lat: number]
/** [west, south, east, north] in degrees. */
export type BoundingBox = readonly [west: number, south: number, east: number, north: number]

export type Camera = {
  readonly center: LngLat
  readonly zoom: number
  readonly bearingDegrees?: number
  readonly pitchDegrees?: number
}

export type MapEntity =
  | 'case'
  | 'unit'
  | 'sensor'
  | 'part'
  | 'layer_feature'
  | 'road_closure'
  | 'unit_grid'
  | 'duty_grid'
  | 'area'
export type Selection = { readonly entity: MapEntity; readonly id: number }

/** One thing under the pointer. */
export type Hit = Selection & {
  readonly lngLat: LngLat
  readonly properties: Readonly<Record<string, unknown>>
}
/** All things under a point, the most pressing first. */
export type Identified = { readonly lngLat: LngLat; readonly hits: readonly Hit[] }

/** Many cases drawn as one. */
export type ClusterKind = 'case' | 'part' | 'sensor' | 'layer_feature'
export type MapCluster = {
  readonly kind: ClusterKind
  readonly lngLat: LngLat
  readonly count: number
  /** Of cases, whether they are open; of sensors, whether they alarm; others are neither. */
  readonly isOpen: boolean
  /** Clock level of a case, level of a sensor, condition of a part: of the one that needs somebody most; else ''. */
  readonly worst: string
  /** Where the server tells which things they are, as the map is filtered now. */
  readonly membersUrl: string
}

export type UnitOnMap = {
  readonly unitId: number
  readonly name: string
  readonly nameEn: string
  readonly kind: string
  readonly status: string
  readonly lngLat: LngLat
  readonly headingDegrees: number
}
export type UnitMove = {
  readonly unitId: number
  readonly lng: number
  readonly lat: number
  /** Null where the device does not tell: the unit keeps its last heading. */
  readonly headingDegrees: number | null
  readonly status: string
}

/** An index as heat: `attention` 1 (calm) … 5 (needs attention), 0 for too few data. */
export type Heat = {
  readonly entity: HeatEntity
  readonly values: readonly { readonly entityId: number; readonly attention: 0 | 1 | 2 | 3 | 4 | 5 }[]
}

/** Ways to draw an area by hand. */
export type AreaMode = 'polygon' | 'rectangle' | 'circle' | 'sector' | 'lasso'
/** And those that give a place or a line, of which what lies near is wanted. A `road` is two places on roads. */
export type DrawMode = AreaMode | 'point' | 'line' | 'road'
export type TracedShape = Extract<Geometry, { type: 'Point' | 'LineString' }>
export type DrawnShape = Extract<Geometry, { type: 'Polygon' }>

/** A stretch of road that is closed, with the words that stand on it. */
export type ClosureOnMap = {
  readonly roadClosureId: number
  readonly name: string
  readonly nameEn: string
  readonly label: string
  readonly lngLats: readonly LngLat[]
}

/** A case as it stood at a moment that is replayed. */
export type ReplayedCase = {
  readonly caseId: number
  readonly lngLat: LngLat
  readonly level: 'normal' | 'near' | 'overdue' | 'done'
  readonly isMachineFound: boolean
}

/** Two moments, each on its own side of an upright line. */
export type Compared = {
  readonly left: ComparedSide
  readonly right: ComparedSide
  /** Where the line stands: 0 at the left edge … 1 at the right. */
  readonly share: number
}
export type ComparedSide = {
  readonly cases: readonly ReplayedCase[]
  /** How many cases a duty grid has, 1 few … 5 many; null where that is not shown. */
  readonly crowds: ReadonlyMap<number, number> | null
}

/** Something happened that nobody has acknowledged yet: it pulses until it is. */
export type Pulse = {
  readonly id: string
  readonly lngLat: LngLat
  readonly level: 'new' | 'near' | 'overdue' | 'machine'
}

/** A layer that failed; the others go on. `status` is the HTTP status where there was one. */
export type LayerFailure = {
  readonly source: string
  readonly status: number | null
  readonly message: string
}

/** Room kept free round a fitted box, the same on all sides or for what stands over the map. */
export type MapPadding =
  | number
  | { readonly top: number; readonly right: number; readonly bottom: number; readonly left: number }
