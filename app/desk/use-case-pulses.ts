'use client'

import { useCallback, useMemo, useState } from 'react'
import { useLiveEvents } from '../_live/live-provider.tsx'
import type { LngLat, Pulse } from '../_map/map-types.ts'

/** So many at once are a storm, in which a pulse says nothing: the oldest stop. */
const maxPulses = 12

/** New cases pulse on the map until somebody opens or accepts them; a deadline that is missed pulses until it is opened. */
export function useCasePulses() {
  const [byCase, setByCase] = useState<ReadonlyMap<number, Pulse>>(new Map())
  const acknowledge = useCallback((caseId: number) => {
    setByCase((before) => {
      if (!before.has(caseId)) return before
      const after = new Map(before)
      after.delete(caseId)
      return after
    })
  }, [])
  useLiveEvents((event) => {
    if (event.entity !== 'case') return
    const caseId = Number(event.entityId)
    const lngLat = event.data.lngLat as LngLat | null | undefined
    const isOverdue = event.type === 'case.clock_changed' && event.data.clockLevel === 'overdue'
    if (lngLat && (event.type === 'case.reported' || isOverdue)) {
      const pulse: Pulse = { id: `case-${caseId}`, lngLat, level: isOverdue ? 'overdue' : 'new' }
      setByCase((before) => new Map([...before, [caseId, pulse] as const].slice(-maxPulses)))
    } else if (event.type !== 'case.clock_changed') acknowledge(caseId)
  })
  const pulses = useMemo(() => [...byCase.values()], [byCase])
  return { pulses, acknowledge }
}
