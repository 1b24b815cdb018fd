export type GroundTile = {
  readonly bytes: Uint8Array
  readonly type: GroundType
  /** How the bytes are packed, as HTTP names it. */
  readonly encoding: string | undefined
}
/** By the first two bytes of what gzip writes. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

export type GroundType = 'mvt' | 'png' | 'jpeg' | 'webp' | 'avif'

/** Tiles of a ground that is not the city's own. */
export type GroundTiles = {
  readonly type: GroundType
  readonly minZoom: number
  readonly maxZoom: number
  /** Of vector tiles: what lies in them. */
  readonly vectorLayers: readonly string[]
  readonly attribution: string
  /** Undefined where there is none. @throws CodedError where the source does not answer */
  readonly tile: (z: number, x: number, y: number) => Promise<GroundTile | undefined>
  readonly close: () => Promise<void>
}

/** What a map has to know of the ground before it draws. */
export type GroundInfo = {
  /** The city's own tiles · others with the same layers · as Protomaps or OpenMapTiles make them · pictures. */
  readonly kind: 'city' | 'file' | 'protomaps' | 'openmaptiles' | 'raster'
  readonly minZoom: number
  readonly maxZoom: number
  readonly attribution: string
}

export const CITY_GROUND: GroundInfo = { kind: 'city', minZoom: 0, maxZoom: 0, attribution: '' }
