'use client'

import { useEffect, useEffectEvent } from 'react'
import type { LngLat } from '../_map/map-types.ts'

/** The place of a kept draft: shown again when the form comes back, and kept as it changes. */
export function useKeptPlace(
  kept: LngLat | null,
  shown: LngLat | null,
  keep: (changed: { lngLat: LngLat }) => void,
  onPlace: (lngLat: LngLat) => void,
): void {
  const showKept = useEffectEvent(() => {
    if (kept && !shown) onPlace(kept)
  })
  useEffect(() => showKept(), [])
  useEffect(() => {
    if (shown) keep({ lngLat: shown })
  }, [shown, keep])
}
