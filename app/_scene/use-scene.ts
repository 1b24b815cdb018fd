'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useLiveEvents } from '../_live/live-provider.tsx'
import { type Outputs, useApi } from '../_trpc/api.ts'
import { useSession } from '../_ui/session-gate.tsx'

type Stage = Outputs['scenes']['current']
export type SceneRun = NonNullable<Stage['run']>

/** What is played in this city; nothing is asked where the city is a real one. */
export function useScene(): Stage | undefined {
  const { city, permissions } = useSession()
  const api = useApi()
  const queryClient = useQueryClient()
  const { data } = useQuery({
    ...api.scenes.current.queryOptions(),
    enabled: city.seededUntil !== null && permissions.includes('scenes.read'),
  })
  useLiveEvents(({ type }) => {
    if (type === 'scene.changed') void queryClient.invalidateQueries(api.scenes.current.queryFilter())
  })
  return data
}

/** Real seconds until the scene is over; undefined before it has begun. Renewed every second. */
export function useSecondsLeft(run: SceneRun | null | undefined): number | undefined {
  const [nowMs, setNowMs] = useState(() => Date.now())
  const isRunning = run?.begunAt != null
  useEffect(() => {
    if (!isRunning) return
    setNowMs(Date.now())
    const timer = setInterval(() => setNowMs(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [isRunning])
  if (!run?.begunAt || run.lengthSeconds === null) return undefined
  const endMs = Date.parse(run.begunAt) + (run.lengthSeconds / run.speed) * 1000
  return Math.max(0, Math.round((endMs - nowMs) / 1000))
}
