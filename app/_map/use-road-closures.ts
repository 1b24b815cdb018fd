import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { RoadClosure } from '../../server/roads/closures.ts'
import { useLiveEvents } from '../_live/live-provider.tsx'
import { useApi } from '../_trpc/api.ts'
import { useSession } from '../_ui/session-gate.tsx'
import { useNow } from '../_ui/use-now.ts'
import type { ClosureOnMap } from './map-types.ts'

const refetchMs = 60_000
const dayMs = 86_400_000

/** Closures of roads, those to come as well; read anew when one is made or ended. */
export function useRoadClosures() {
  const client = useQueryClient()
  const { permissions } = useSession()
  const { closures } = useApi().roads
  useLiveEvents(({ type }) => {
    if (type === 'road.closure_changed') void client.invalidateQueries({ queryKey: closures.queryKey() })
  })
  return useQuery({
    ...closures.queryOptions(),
    enabled: permissions.includes('roads.read'),
    refetchInterval: refetchMs,
  })
}

/** Those that hold at a moment, now where none is given, with their words, for `CityMap`. */
export function useClosuresOnMap(
  closures: readonly RoadClosure[] | undefined,
  momentMs?: number,
): readonly ClosureOnMap[] {
  const nowMs = useNow()
  const labelOf = useClosureLabel()
  // One that was just made began after the last look at the clock.
  const atMs =
    momentMs ?? Math.max(nowMs, ...(closures ?? []).map(({ fromMs }) => Math.min(fromMs, Date.now())))
  return useMemo(
    () =>
      (closures ?? []).flatMap((closure) => {
        const { roadClosureId, name, nameEn, fromMs, untilMs, lngLats } = closure
        if (fromMs > atMs || (untilMs !== null && untilMs <= atMs)) return []
        return [{ roadClosureId, name, nameEn, label: labelOf(closure), lngLats }]
      }),
    [closures, atMs, labelOf],
  )
}

/** 积水封闭 · 至 21:30 */
export function useClosureLabel(): (closure: Pick<RoadClosure, 'reason' | 'untilMs'>) => string {
  const t = useTranslations('closures')
  const reasons = useTranslations('vocabulary.closureReason')
  const format = useFormatter()
  return useMemo(
    () =>
      ({ reason, untilMs }) =>
        untilMs === null
          ? t('labelOpen', { reason: reasons(reason) })
          : t('label', {
              reason: reasons(reason),
              time: format.dateTime(
                new Date(untilMs),
                Math.abs(untilMs - Date.now()) > dayMs / 2 ? 'moment' : 'clock',
              ),
            }),
    [t, reasons, format],
  )
}
