import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import type { CaseFilter } from '../../../server/cases/case-filter.ts'
import type { UnitOnMap } from '../../_map/map-types.ts'
import { useApi } from '../../_trpc/api.ts'
import { casesAt, unitsAt } from './replay-at.ts'
import { formatReplay, type ReplaySpan } from './replay-span.ts'

export const speeds = [1, 5, 15, 60] as const
export type Speed = (typeof speeds)[number]
const tickMs = 250
/** While it plays, the queue is asked this seldom. */
const listMs = 2000

/**
 * The past on the map: fetched once a period and filter, then any moment of it is found in memory, so that the map asks the
 * server nothing while it plays. The address learns the moment when the hand or the film comes to rest.
 */
export function useReplay(
  span: ReplaySpan | null,
  keep: (span: ReplaySpan | null) => void,
  filter: CaseFilter,
  units: readonly UnitOnMap[] | undefined,
) {
  const [atMs, setAtMs] = useState(span?.atMs ?? 0)
  const [listedMs, setListedMs] = useState(atMs)
  const listedAt = useRef(0)
  const [speed, setSpeed] = useState<Speed>(60)
  const [isPlaying, setPlaying] = useState(false)
  const text = span && formatReplay(span)
  // A link, a saved view or the way back brings another moment.
  const given = useEffectEvent(() => {
    if (!span) return setPlaying(false)
    setAtMs(span.atMs)
    setListedMs(span.atMs)
  })
  useEffect(() => {
    if (text !== undefined) given()
  }, [text])
  const [fromMs, toMs] = [span?.fromMs ?? 0, span?.toMs ?? 1]
  const { data, error, refetch } = useQuery({
    ...useApi().replay.read.queryOptions({
      from: new Date(fromMs).toISOString(),
      to: new Date(toMs).toISOString(),
      filter,
    }),
    enabled: span !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const tick = useEffectEvent(() => {
    const next = Math.min(toMs, atMs + speed * tickMs)
    setAtMs(next)
    if (performance.now() - listedAt.current >= listMs) {
      listedAt.current = performance.now()
      setListedMs(next)
    }
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
  const { clockLevels } = filter
  const open = useMemo(
    () => (isOn && data ? casesAt(data.cases, atMs, clockLevels) : undefined),
    [isOn, data, atMs, clockLevels],
  )
  const cases = useMemo(
    () => open?.flatMap(({ lngLat, ...one }) => (lngLat ? [{ ...one, lngLat }] : [])),
    [open],
  )
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
    /** The moment that the queue shows: at rest this one, else one just passed. */
    listedMs: isOn ? listedMs : null,
    openCount: open?.length ?? 0,
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
