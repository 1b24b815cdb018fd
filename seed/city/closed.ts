import type { LngLat } from '../../server/exchange/bundle.ts'
import { type Point, toLngLat } from './plane.ts'

/** Closed, counter-clockwise as given, rounded as stored. */
export function closed(ring: readonly Point[]): LngLat[] {
  const lngLats = ring.map(toLngLat)
  return [...lngLats, lngLats[0]!]
}
