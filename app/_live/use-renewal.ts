'use client'

import { useEffect, useEffectEvent, useRef } from 'react'
import type { LiveEvent } from '../../server/live/event-feed.ts'
import { useLiveEvents } from './live-provider.tsx'

/** At most one renewal in this time: a storm of events is no storm of questions. */
const gatherMs = 1000

/** Renews what is shown soon after an event that concerns it; what comes meanwhile is gathered. */
export function useRenewal(concerns: (event: LiveEvent) => boolean, renew: () => unknown) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const run = useEffectEvent(() => {
    timer.current = undefined
    renew()
  })
  useEffect(() => () => clearTimeout(timer.current), [])
  useLiveEvents((event) => {
    if (concerns(event)) timer.current ??= setTimeout(() => run(), gatherMs)
  })
}
