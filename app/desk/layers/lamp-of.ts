import type { LiveStatus } from '../../_live/live-connection.ts'
import type { LayerFailure } from '../../_map/map-types.ts'

export type Lamp = 'fresh' | 'waiting' | 'stale' | 'failed' | 'forbidden'

/**
 * How far a layer can be trusted: what has come is as new as the live feed, which says what to fetch again.
 *
 * @param heardAtMs when the newest part of the layer came
 */
export function lampOf(
  failure: LayerFailure | undefined,
  heardAtMs: number | undefined,
  live: LiveStatus['state'],
): Lamp {
  if (failure?.status === 401 || failure?.status === 403) return 'forbidden'
  if (failure) return 'failed'
  if (heardAtMs === undefined) return 'waiting'
  return live === 'stale' || live === 'offline' ? 'stale' : 'fresh'
}
