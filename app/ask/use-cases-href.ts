import { useQuery } from '@tanstack/react-query'
import { formatCamera } from '../_map/camera-text.ts'
import { useApi } from '../_trpc/api.ts'
import { formatDeskSearch } from '../desk/search-params.ts'
import type { Answer } from './answer-type.ts'
import { cameraOver } from './camera-over.ts'

/** The desk with exactly the cases that were counted, of one of the areas or of all, and the map over them. */
export function useCasesHref({ counted }: Answer): (areaId?: number) => string | null {
  const { data: areas } = useQuery({
    ...useApi().areas.list.queryOptions(),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: counted !== null,
  })
  return (areaId) => {
    if (!counted) return null
    const filter = areaId === undefined ? counted.filter : { ...counted.filter, areaId }
    const over = areaId ?? counted.areaId
    const area = areas?.find((one) => (over === null ? one.parentAreaId === null : one.areaId === over))
    return `/desk?${formatDeskSearch({ filter, ...(area && { camera: formatCamera(cameraOver(area.bbox)) }) })}`
  }
}
