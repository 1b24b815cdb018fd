import { type RefObject, useCallback } from 'react'
import type { MapController } from '../_map/map-controller.ts'
import type { LngLat } from '../_map/map-types.ts'

/** The ref of a card about a place: the map makes sure that the card does not cover it. */
export function useInSight(controller: RefObject<MapController | null>, place: LngLat | undefined) {
  const [lng, lat] = place ?? []
  return useCallback(
    (card: HTMLElement) =>
      lng === undefined || lat === undefined ? undefined : controller.current?.keepInSight([lng, lat], card),
    [controller, lng, lat],
  )
}
