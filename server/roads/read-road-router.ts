import { type Kysely, sql } from 'kysely'
import type { LngLat } from '../../geo/lng-lat.ts'
import { RoadRouter } from '../../geo/road-router.ts'
import type { Database } from '../db/schema.ts'

/** Where no crew drives. */
const FOOTWAYS = ['path', 'pedestrian']
/** Walled in or raised: reached by its ends only, but for what lies on it. */
const SHUT_OFF = ['expressway', 'ramp']
const SHUT_OFF_REACH_METERS = 15

/** The road network in memory, for vehicles. Public knowledge: no scope applies. */
export async function readRoadRouter(db: Kysely<Database>): Promise<RoadRouter> {
  const rows = await db
    .selectFrom('road_edge')
    .select([
      'from_node_id as fromId',
      'to_node_id as toId',
      'length_meters as lengthMeters',
      'is_one_way as isOneWay',
      'free_kph as freeKph',
      'peak_kph as peakKph',
      'class',
      'name',
      'name_en as nameEn',
      sql<LngLat[]>`ST_AsGeoJSON(geom, 7)::jsonb -> 'coordinates'`.as('lngLats'),
    ])
    .where('class', 'not in', FOOTWAYS)
    .orderBy('road_edge_id')
    .execute()
  const numbers = new Map<number, number>()
  const numberOf = (nodeId: number) => {
    const known = numbers.get(nodeId)
    if (known !== undefined) return known
    numbers.set(nodeId, numbers.size)
    return numbers.size - 1
  }
  const edges = rows.map(({ fromId, toId, class: roadClass, ...road }) => ({
    ...road,
    ...(SHUT_OFF.includes(roadClass) && { reachMeters: SHUT_OFF_REACH_METERS }),
    from: numberOf(fromId),
    to: numberOf(toId),
  }))
  return new RoadRouter(numbers.size, edges)
}
