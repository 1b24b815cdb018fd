import type { BoundingBox, Camera } from '../_map/map-types.ts'

/** From here on the map draws single cases and no clusters, which count more than was asked for. */
const LEAST_ZOOM = 12.1
const MOST_ZOOM = 15
/** About the desk's map between its two panels. */
const MAP_PIXELS = 620
const TILE_PIXELS = 512

/** A camera that shows a box on the desk's map, near enough for single cases. */
export function cameraOver([west, south, east, north]: BoundingBox): Camera {
  const center = [(west + east) / 2, (south + north) / 2] as const
  // A degree of latitude is longer on the map than one of longitude.
  const degrees = Math.max(east - west, (north - south) / Math.cos((center[1] * Math.PI) / 180), 1e-4)
  const fitting = Math.log2((360 * MAP_PIXELS) / (TILE_PIXELS * degrees))
  return { center, zoom: Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, fitting)) }
}
