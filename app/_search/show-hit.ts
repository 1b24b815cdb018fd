import type { MapController } from '../_map/map-controller.ts'
import type { FoundHit } from './search-dialog.tsx'

/** Brings the map to what was found: all of it where it has an extent. False where its place is not known. */
export function showHit(controller: MapController | null, hit: FoundHit): boolean {
  if (!hit.lngLat) return false
  // All of a road would be half the city.
  if (hit.bbox && hit.kind !== 'road') controller?.fit(hit.bbox, { maxZoom: 16.5 })
  else
    controller?.flyTo(
      hit.lngLat,
      hit.kind === 'part' || hit.kind === 'sensor' ? 17.5 : hit.kind === 'road' ? 15 : 16.5,
    )
  return true
}
