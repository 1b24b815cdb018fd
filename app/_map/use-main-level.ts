import { useQuery } from '@tanstack/react-query'
import type { StyleParameters } from '../../tiles/style/map-layer.ts'
import { useApi } from '../_trpc/api.ts'

/** The areas that the city is read by: an imported one may have communities only. */
export function useMainLevel(): StyleParameters['mainLevel'] {
  const { data } = useQuery(useApi().areas.list.queryOptions({ level: 'subdistrict' }))
  return data?.length === 0 ? 'community' : 'subdistrict'
}
