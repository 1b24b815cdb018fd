'use client'

import { useQueryClient } from '@tanstack/react-query'
import {
  createContext,
  type ReactNode,
  use,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { LiveEvent } from '../../server/live/event-feed.ts'
import { connectLive, type LiveStatus, type LiveUnit } from './live-connection.ts'

type Listeners = { events: Set<(event: LiveEvent) => void>; units: Set<(units: readonly LiveUnit[]) => void> }
type Live = { readonly listeners: Listeners; readonly status: LiveStatus }

const LiveContext = createContext<Live | null>(null)

export function LiveProvider({
  userKey,
  isAllowed,
  children,
}: {
  userKey: string
  /** Whether this user has a live feed at all. */
  isAllowed: boolean
  children: ReactNode
}) {
  const queryClient = useQueryClient()
  const listeners = useRef<Listeners>({ events: new Set(), units: new Set() }).current
  const [status, setStatus] = useState<LiveStatus>({ state: 'connecting', heardAtMs: null })
  useEffect(() => {
    if (!isAllowed) return
    return connectLive(userKey, {
      onEvent: (event) => {
        for (const listener of listeners.events) listener(event)
      },
      onUnits: (units) => {
        for (const listener of listeners.units) listener(units)
      },
      onStatus: setStatus,
      onReset: () => void queryClient.invalidateQueries(),
    })
  }, [userKey, isAllowed, listeners, queryClient])
  const live = useMemo(() => ({ listeners, status }), [listeners, status])
  return <LiveContext value={live}>{children}</LiveContext>
}

function useLive(): Live {
  const live = use(LiveContext)
  if (!live) throw new Error('Live hooks stand outside of LiveProvider')
  return live
}

/** Whether the feed is live, and when the server was last heard. */
export function useLiveStatus(): LiveStatus {
  return useLive().status
}

/** Calls with every event that this user may see, in order, each once. */
export function useLiveEvents(onEvent: (event: LiveEvent) => void) {
  const { listeners } = useLive()
  const handle = useEffectEvent(onEvent)
  useEffect(() => {
    const listener = (event: LiveEvent) => handle(event)
    listeners.events.add(listener)
    return () => {
      listeners.events.delete(listener)
    }
  }, [listeners])
}

/** Calls with the units that moved, at most once a second. */
export function useLiveUnits(onUnits: (units: readonly LiveUnit[]) => void) {
  const { listeners } = useLive()
  const handle = useEffectEvent(onUnits)
  useEffect(() => {
    const listener = (units: readonly LiveUnit[]) => handle(units)
    listeners.units.add(listener)
    return () => {
      listeners.units.delete(listener)
    }
  }, [listeners])
}
