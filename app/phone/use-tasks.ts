'use client'

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useLiveEvents } from '../_live/live-provider.tsx'
import type { LngLat } from '../_map/map-types.ts'
import { useApi } from '../_trpc/api.ts'
import { useSession } from '../_ui/session-gate.tsx'
import type { Tasks } from './sort-tasks.ts'

/** Events of a busy minute ask once. */
const followMs = 4000
const storageKey = 'tongguan-phone-tasks'
/** Two decimals are about a kilometre: moving on does not ask again at every step. */
const rough = (degrees: number) => Math.round(degrees * 100) / 100

/** One's tasks; without a network those last seen on this device, and `isKept` says so. */
export function useTasks(from: LngLat | null) {
  const api = useApi()
  const { user } = useSession()
  const client = useQueryClient()
  const near = from ? { lng: rough(from[0]), lat: rough(from[1]) } : undefined
  const query = useQuery({
    ...api.tasks.mine.queryOptions(near ? { near } : {}),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  })
  const [kept, setKept] = useState<Tasks>()
  useEffect(() => setKept(readKept(user.id)), [user.id])
  useEffect(() => {
    if (query.data) writeKept(user.id, query.data)
  }, [query.data, user.id])
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  useLiveEvents(({ type }) => {
    if (!type.startsWith('case.')) return
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      void client.invalidateQueries({ queryKey: api.tasks.pathKey() })
    }, followMs)
  })
  const tasks = query.data ?? (query.error ? kept : undefined)
  return {
    tasks,
    isKept: query.error !== null && tasks !== undefined,
    error: tasks ? null : query.error,
    refetch: () => void client.invalidateQueries({ queryKey: api.tasks.pathKey() }),
  }
}

function readKept(userId: string): Tasks | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(storageKey) ?? 'null') as {
      userId: string
      tasks: Tasks
    } | null
    return kept?.userId === userId ? kept.tasks : undefined
  } catch {
    return undefined
  }
}

function writeKept(userId: string, tasks: Tasks): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify({ userId, tasks }))
  } catch {
    // A full storage loses only the copy for dead spots.
  }
}
