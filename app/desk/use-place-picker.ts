'use client'

import { useCallback, useRef, useState } from 'react'
import type { LngLat } from '../_map/map-types.ts'

/** Asks for one point on the map: `pick()` answers with the next click, or with null where it is given up. */
export function usePlacePicker() {
  const answer = useRef<((lngLat: LngLat | null) => void) | null>(null)
  const [isPicking, setPicking] = useState(false)
  const settle = useCallback((lngLat: LngLat | null) => {
    answer.current?.(lngLat)
    answer.current = null
    setPicking(false)
  }, [])
  const pick = useCallback(
    () =>
      new Promise<LngLat | null>((resolve) => {
        answer.current?.(null)
        answer.current = resolve
        setPicking(true)
      }),
    [],
  )
  return { isPicking, pick, settle }
}
