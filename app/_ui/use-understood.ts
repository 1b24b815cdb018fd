'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { LngLat } from '../_map/map-types.ts'
import { useApi } from '../_trpc/api.ts'

/** People pause about so long between two thoughts. */
const PAUSE_MILLISECONDS = 400
/** Fewer characters say nothing. */
const LEAST_CHARACTERS = 4

/** What a text says, asked when the typing pauses. */
export function useUnderstood(text: string, lngLat: LngLat | null) {
  const paused = usePaused(text.trim())
  const isWorth = paused.length >= LEAST_CHARACTERS
  const { data, isError } = useQuery({
    ...useApi().text.understand.queryOptions({
      text: paused.slice(0, 4000) || '-',
      ...(lngLat && { lng: lngLat[0], lat: lngLat[1] }),
    }),
    enabled: isWorth,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  })
  return { understood: isWorth ? data : undefined, isAway: isWorth && isError }
}

function usePaused(value: string): string {
  const [paused, setPaused] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), PAUSE_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [value])
  return paused
}
