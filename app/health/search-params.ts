import { formatOwnLayers, parseOwnLayers } from '../_own-layers/own-layer-ids.ts'

/** What is examined, all of it in the address: a verdict can be sent as a link. */
export type HealthSearch = {
  readonly areaId: number | null
  /** A drawn shape: its outer ring, closed, [lng, lat] in degrees. Wins over `areaId`. */
  readonly ring: readonly (readonly [lng: number, lat: number])[] | null
  readonly days: (typeof periodChoices)[number]
  /** The indicator that colours the map. */
  readonly indicator: string | null
  /** Which of people's own layers are shown. */
  readonly ownLayerIds: readonly number[]
}

export const periodChoices = [30, 90, 365] as const

export function parseHealthSearch(search: { get(name: string): string | null }): HealthSearch {
  const area = Number(search.get('area'))
  return {
    areaId: Number.isSafeInteger(area) && area > 0 ? area : null,
    ring: parseRing(search.get('shape')),
    days: periodChoices.find((days) => days === Number(search.get('days'))) ?? 90,
    indicator: search.get('indicator'),
    ownLayerIds: parseOwnLayers(search.get('own')),
  }
}

/** Writes an address query without the `?`. */
export function formatHealthSearch({ areaId, ring, days, indicator, ownLayerIds }: HealthSearch): string {
  const search = new URLSearchParams()
  if (ring) search.set('shape', formatRing(ring))
  else if (areaId !== null) search.set('area', String(areaId))
  if (days !== 90) search.set('days', String(days))
  if (indicator) search.set('indicator', indicator)
  if (ownLayerIds.length > 0) search.set('own', formatOwnLayers(ownLayerIds))
  return search.toString()
}

/** Five decimals are about a meter; the closing corner is left out. */
function formatRing(ring: readonly (readonly [number, number])[]): string {
  return ring
    .slice(0, -1)
    .map(([lng, lat]) => `${Number(lng.toFixed(5))},${Number(lat.toFixed(5))}`)
    .join('_')
}

function parseRing(text: string | null): HealthSearch['ring'] {
  if (!text) return null
  const corners = text.split('_').map((pair) => pair.split(',').map(Number))
  const ring: (readonly [number, number])[] = []
  for (const [lng, lat, ...rest] of corners) {
    if (lng === undefined || lat === undefined || rest.length > 0) return null
    if (!(Math.abs(lng) <= 180 && Math.abs(lat) <= 90)) return null
    ring.push([lng, lat])
  }
  return ring.length < 3 ? null : [...ring, ring[0]!]
}
