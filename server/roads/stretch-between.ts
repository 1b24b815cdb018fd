import { z } from 'zod'
import type { LngLat } from '../../geo/lng-lat.ts'
import { CodedError } from '../errors.ts'
import type { Services } from '../services.ts'

const point = z.tuple([z.number().min(-180).max(180), z.number().min(-85).max(85)])
export const stretchSchema = z.object({ from: point, to: point })

/** The stretch of road between two places: the quicker of both directions, as it is the street that is meant, not a drive. */
export function stretchBetween(
  { locator }: Pick<Services, 'locator'>,
  { from, to }: z.output<typeof stretchSchema>,
): { readonly lngLats: readonly LngLat[] } {
  const ways = [
    ...locator.roads.travelTo(to, [from], { isPeak: false }),
    ...locator.roads.travelTo(from, [to], { isPeak: false }),
  ].filter((way) => way !== undefined && way.lngLats.length >= 2)
  const [best] = ways.toSorted((a, b) => a!.seconds - b!.seconds)
  if (best) return { lngLats: best.lngLats }
  throw new CodedError(
    'not_found',
    'NO_ROAD',
    '这两点之间没有连通的道路',
    'No road leads from one of these places to the other',
  )
}
