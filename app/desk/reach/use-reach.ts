import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useApi } from '../../_trpc/api.ts'
import type { ReachPlace } from '../search-params.ts'

/** The bands that are drawn. */
export const reachMinutes = [5, 10, 15] as const
/** Units move on. */
const refreshMs = 60_000

/** What is reached from a place, or who reaches it; nothing where no place is asked for. */
export function useReach(place: ReachPlace | null) {
  const query = useQuery({
    ...useApi().roads.reach.queryOptions({
      at: place ? [place.lngLat[0], place.lngLat[1]] : [0, 0],
      direction: place?.direction ?? 'from',
      minutes: [...reachMinutes],
    }),
    enabled: place !== null,
    refetchInterval: place?.direction === 'to' ? refreshMs : false,
    placeholderData: keepPreviousData,
  })
  return { ...query, data: place ? query.data : undefined }
}
