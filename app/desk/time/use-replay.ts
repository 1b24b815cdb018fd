import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useEffectEvent, useMemo, useState } from 'react'
import type { UnitOnMap } from '../../_map/map-types.ts'
import { useApi } from '../../_trpc/api.ts'
import { casesAt, unitsAt } from './replay-at.ts'
import { formatReplay, type ReplaySpan } from './replay-span.ts'

export const speeds = [1, 5, 15, 60] as const
export type Speed = (typeof speeds)[number]
const tickMs = 250

/**
 * The past on the map: fetched once a period, then any moment of it is found in memory, so that playing asks the server
 * nothing. The address learns the moment when the hand or the film comes to rest.
 */
export function useReplay(
  span: ReplaySpan | null,
  keep: (span: ReplaySpan | null) => void,
  units: readonly UnitOnMap[] | undefined,
) {
  const [atMs, setAtMs] = useState(span?.atMs ?? 0)
  const [speed, setSpeed] = useState<Speed>(60)
  const [isPlaying, setPlaying] = useState(false)
  const text = span && formatReplay(span)
  // A link, a saved view or the way back brings another moment.
  const given = useEffectEvent(() => {
    if (span) setAtMs(span.atMs)
    else setPlaying(false)
  })
  useEffect(() => {
    if (text !== undefined) given()
  }, [text])
  const [fromMs, toMs] = [span?.fromMs ?? 0, span?.toMs ?? 1]
  const { data, error, refetch } = useQuery({
    ...useApi().replay.read.queryOptions({
      from: new Date(fromMs).toISOString(),
      to: new Date(toMs).toISOString(),
    }),
    enabled: span !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const tick = useEffectEvent(() => {
    const next = Math.min(toMs, atMs + speed * tickMs)
    setAtMs(next)
    if (next === toMs && span) {
      setPlaying(false)
      keep({ ...span, atMs: next })
    }
  })
  const isLoaded = data !== undefined
  useEffect(() => {
    if (!isPlaying || !isLoaded) return
    const timer = setInterval(() => tick(), tickMs)
    return () => clearInterval(timer)
  }, [isPlaying, isLoaded])
  const seek = useCallback(
    (ms: number, isAtRest: boolean) => {
      setAtMs(ms)
      if (isAtRest && span) keep({ ...span, atMs: ms })
    },
    [span, keep],
  )
  const isOn = span !== null
  const cases = useMemo(() => (isOn && data ? casesAt(data.cases, atMs) : undefined), [isOn, data, atMs])
  const unitsThen = useMemo(() => {
    if (!isOn || !data) return undefined
    const known = new Map(units?.map((unit) => [unit.unitId, unit]))
    return unitsAt(data.tracks, atMs).flatMap(({ unitId, lngLat, headingDegrees }) => {
      const unit = known.get(unitId)
      return unit ? [{ ...unit, lngLat, headingDegrees, status: 'idle' }] : []
    })
  }, [isOn, data, atMs, units])
  return {
    isOn,
    atMs,
    speed,
    isPlaying,
    cases,
    units: unitsThen,
    closures: isOn ? data?.closures : undefined,
    isCapped: data?.isCapped ?? false,
    isLoading: isOn && !data && !error,
    error,
    retry: () => void refetch(),
    setSpeed,
    seek,
    play: () => {
      if (atMs >= toMs) setAtMs(fromMs)
      setPlaying(true)
    },
    pause: () => {
      setPlaying(false)
      if (span) keep({ ...span, atMs })
    },
  }
}
