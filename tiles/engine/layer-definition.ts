import {
  type AttributeColumn,
  SharedColumn,
  UniqueIntegerColumn,
  UniqueTextColumn,
} from './attribute-column.ts'

/**
 * `shared`: many features have the same value, a tile lists it once. `integer` and `text`: each feature has its own.
 * `type` is what TileJSON says of it.
 */
export type AttributeDefinition = {
  readonly name: string
  readonly type: 'Number' | 'String' | 'Boolean'
  readonly storage: 'shared' | 'integer' | 'text'
}

/** What stands for many points below a zoom. */
export type ClusterDefinition = {
  /** Points are drawn one by one from this zoom on. */
  readonly belowZoom: number
  /**
   * A tile with more points than this is drawn in clusters from `belowZoom` on as well, but not at the source's last
   * zoom: a crowded tile would be larger than a screen can take.
   */
  readonly mostPoints?: number
  /** A tile is divided into cells × cells; a power of two. */
  readonly cells: number
  /** Clusters whose centers are nearer than this become one, in units of 1/4096 tile. */
  readonly mergeUnits: number
  /** A Boolean attribute: true and false never share a cluster; counted as `open_count`. */
  readonly openAttribute?: string
  /** A shared text attribute, its values from the best to the worst; the worst of the cluster is its `worst`. */
  readonly worst: { readonly attribute: string; readonly order: readonly string[] }
}

export type SourceLayerDefinition = {
  readonly name: string
  /** Shown in TileJSON. */
  readonly description: string
  readonly attributes: readonly AttributeDefinition[]
  readonly minZoom?: number
  /**
   * Distance, in units of 1/4096 tile, by which lines are simplified below the source's `maxZoom`. Left out for shapes
   * that share borders: simplified apart, gaps would open between them.
   */
  readonly toleranceUnits?: number
  /** Areas that touch, and share the value of an attribute, are one below a zoom. */
  readonly dissolve?: DissolveDefinition
  /** Points that crowd a tile stand in clusters, but not at the source's last zoom. */
  readonly crowd?: CrowdDefinition
}

/** What stands for many points of a tile, those with each value of a shared attribute apart. */
export type CrowdDefinition = Pick<ClusterDefinition, 'cells' | 'mergeUnits'> & {
  readonly by: string
  /** A tile with more points than this of one value draws them in clusters. */
  readonly most: number
}

/** What stands for many areas below a zoom: one outline for each value of a shared attribute, or for all. */
export type DissolveDefinition = {
  readonly belowZoom: number
  readonly by?: string
  /**
   * Vertices are rounded to this many units of 1/4096 tile before areas are joined: what they shared they still share,
   * so that no gap opens; a power of two.
   */
  readonly snapUnits: (zoom: number) => number
  /** Outlines and holes below this many square units are left out. */
  readonly leastSquareUnits: number
}

/**
 * A tile layer as the outside sees it: `/api/tiles/{name}/{z}/{x}/{y}.mvt`.
 * `public` may be read without signing in; `scoped` holds only what lies in the reader's areas.
 */
export type TileSource = {
  readonly name: string
  readonly access: 'public' | 'scoped'
  readonly minZoom: number
  /** Beyond it clients enlarge the tiles of this zoom. */
  readonly maxZoom: number
} & (
  | {
      readonly kind: 'points'
      readonly layer: SourceLayerDefinition
      readonly cluster?: ClusterDefinition
      /** Numbers that a feature is filtered by and that are never written. */
      readonly inner?: readonly string[]
    }
  | {
      readonly kind: 'shapes'
      readonly layers: readonly SourceLayerDefinition[]
    }
)

/** Names of what a cluster carries besides, in this order. */
export const clusterKeys = ['point_count', 'open_count', 'worst'] as const

export function sourceLayersOf(source: TileSource): readonly SourceLayerDefinition[] {
  return source.kind === 'points' ? [source.layer] : source.layers
}

export function createColumn(attribute: AttributeDefinition): AttributeColumn {
  if (attribute.storage === 'shared') return new SharedColumn()
  return attribute.storage === 'integer' ? new UniqueIntegerColumn() : new UniqueTextColumn()
}
