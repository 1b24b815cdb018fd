'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useMemo, useRef, useState } from 'react'
import { withTexts } from '../_i18n/with-texts.tsx'
import { useLiveEvents } from '../_live/live-provider.tsx'
import { messages as mapTexts } from '../_map/messages.ts'
import { useApi } from '../_trpc/api.ts'
import { messages as closuresTexts } from '../desk/closures/messages.ts'
import { ActingList } from './acting-list.tsx'
import { DayByHour } from './day-by-hour.tsx'
import { KeyNumbers } from './key-numbers.tsx'
import { messages as wallTexts } from './messages.ts'
import { RankList } from './rank-list.tsx'
import { Ticker } from './ticker.tsx'
import './wall.css'
import { useCityNow } from './use-city-now.ts'
import { WallHeader } from './wall-header.tsx'
import { WallMap } from './wall-map.tsx'
import { parseWallSearch } from './wall-search.ts'

const refetchMilliseconds = 15_000
/** Events come in bursts; the numbers follow at most this often. */
const settleMilliseconds = 1_500
/** A summary this old means that this page is stuck, not the city: it starts anew. */
const stuckMilliseconds = 5 * 60_000

/** The whole wall. Failing parts keep their last good state; a feed that stalls is named in the head. */
export const Wall = withTexts({ wall: wallTexts, closures: closuresTexts, map: mapTexts }, function Wall() {
  const t = useTranslations('wall')
  const params = useSearchParams()
  const search = useMemo(() => parseWallSearch(params), [params])
  const api = useApi()
  const summary = useQuery({ ...api.wall.summary.queryOptions(), refetchInterval: refetchMilliseconds })
  useFollowEvents()
  useSelfHealing(summary.dataUpdatedAt)
  const now = useCityNow(summary.data?.at, summary.dataUpdatedAt)
  const hasPointer = usePointerInUse()

  if (!summary.data) {
    return (
      <main className="wall" data-hall={search.hall} style={{ gridTemplate: 'none', placeItems: 'center' }}>
        <p className="wall-muted">{t('waiting')}</p>
      </main>
    )
  }
  const { data } = summary
  return (
    <main className="wall" data-hall={search.hall} data-pointer={hasPointer}>
      <p className="wall-narrow">
        {t('narrow')}
        <Link href="/">{t('leave')}</Link>
      </p>
      <WallHeader summary={data} now={now} />
      <KeyNumbers numbers={data.keyNumbers} />
      <RankList ranks={data.ranks} />
      <WallMap search={search} acting={data.acting} />
      <ActingList items={data.acting} now={now} />
      <div className="wall-foot">
        <DayByHour hours={data.hours} />
        <Ticker lines={data.ticker} />
      </div>
    </main>
  )
})

/** Numbers, heat and ticker follow the feed, gathered so that a storm of events does not become a storm of queries. */
function useFollowEvents(): void {
  const api = useApi()
  const client = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  useLiveEvents(({ type }) => {
    if (type === 'index.computed') void client.invalidateQueries({ queryKey: api.indices.values.queryKey() })
    if (timer.current) return
    timer.current = setTimeout(() => {
      timer.current = undefined
      void client.invalidateQueries({ queryKey: api.wall.summary.queryKey() })
    }, settleMilliseconds)
  })
}

function useSelfHealing(updatedAtMs: number): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new summary begins the wait anew
  useEffect(() => {
    const timer = setTimeout(() => {
      if (navigator.onLine) window.location.reload()
    }, stuckMilliseconds)
    return () => clearTimeout(timer)
  }, [updatedAtMs])
}

/** The pointer shows only while somebody moves it. */
function usePointerInUse(): boolean {
  const [isInUse, setInUse] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const handleMove = () => {
      setInUse(true)
      clearTimeout(timer)
      timer = setTimeout(() => setInUse(false), 3000)
    }
    window.addEventListener('pointermove', handleMove)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('pointermove', handleMove)
    }
  }, [])
  return isInUse
}
