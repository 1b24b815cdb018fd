'use client'

import { useEffect, useState } from 'react'
import type { LngLat } from '../_map/map-types.ts'

export type Position = {
  readonly lngLat: LngLat
  readonly accuracyMeters: number
  readonly atMs: number
}
export type PositionState =
  | { readonly kind: 'locating' }
  | { readonly kind: 'denied' }
  | { readonly kind: 'known'; readonly position: Position }

/** A position that may be further off than this says so. */
export const roughMeters = 60

/** Where this phone is, as long as the page is open. */
export function usePosition(): PositionState {
  const [state, setState] = useState<PositionState>({ kind: 'locating' })
  useEffect(() => {
    if (!navigator.geolocation) return setState({ kind: 'denied' })
    const watch = navigator.geolocation.watchPosition(
      ({ coords, timestamp }) =>
        setState({
          kind: 'known',
          position: {
            lngLat: [coords.longitude, coords.latitude],
            accuracyMeters: Math.round(coords.accuracy),
            atMs: timestamp,
          },
        }),
      // A position once known stays, until a newer one comes.
      () => setState((before) => (before.kind === 'known' ? before : { kind: 'denied' })),
      { enableHighAccuracy: true, maximumAge: 10_000, timeout: 20_000 },
    )
    return () => navigator.geolocation.clearWatch(watch)
  }, [])
  return state
}
