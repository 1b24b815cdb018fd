import type { RefObject } from 'react'
import { useLiveEvents } from '../_live/live-provider.tsx'
import type { MapController } from './map-controller.ts'
import type { LngLat } from './map-types.ts'

/** Fetches the tiles of cases anew where something happens to one, no older than what happened. */
export function useFreshCases(controller: RefObject<MapController | null>): void {
  useLiveEvents((event) => {
    if (event.entity !== 'case') return
    const lngLat = (event.data.lngLat as LngLat | null | undefined) ?? null
    controller.current?.refresh('cases', { lngLat, minPosition: event.position })
  })
}
