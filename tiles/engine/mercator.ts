/**
 * Web Mercator as a unit square: x grows eastwards and y southwards from 0 to 1. A tile at zoom z is one of 2^z × 2^z
 * equal squares of it, and holds `tileExtent` × `tileExtent` units.
 */
export const tileExtent = 4096

/** Latitudes beyond this are outside the square. */
const maxLatitude = 85.051128779806604

/** @example worldX(0) // 0.5 */
export function worldX(lng: number): number {
  return lng / 360 + 0.5
}

/** @example worldY(0) // 0.5 */
export function worldY(lat: number): number {
  const clamped = Math.max(-maxLatitude, Math.min(maxLatitude, lat))
  const sin = Math.sin((clamped * Math.PI) / 180)
  return 0.5 - (0.25 * Math.log((1 + sin) / (1 - sin))) / Math.PI
}

/** The tile that holds a position of the unit square. */
export function tileAt(zoom: number, x: number, y: number): { x: number; y: number } {
  const count = 2 ** zoom
  const last = count - 1
  return { x: Math.min(last, Math.floor(x * count)), y: Math.min(last, Math.floor(y * count)) }
}
