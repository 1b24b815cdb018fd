import { sql } from 'kysely'
import { z } from 'zod'
import { metersPerDegree } from '../../geo/meters-per-degree.ts'
import type { Shape } from '../cases/case-filter.ts'
import { CodedError } from '../errors.ts'
import type { Services } from '../services.ts'

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-85).max(85)])

export const shapeNearSchema = z.object({
  of: z.discriminatedUnion('type', [
    z.object({ type: z.literal('Point'), coordinates: position }),
    z.object({ type: z.literal('LineString'), coordinates: z.array(position).min(2).max(2000) }),
  ]),
  meters: z.number().min(1).max(10_000),
})

/**
 * All that lies within so many meters of a point or a line. The plane of its middle latitude serves: within a city its
 * meters are those of the ellipsoid to one in ten thousand, and no projection has to be known to the database.
 */
export async function shapeNear(
  { db }: Pick<Services, 'db'>,
  { of, meters }: z.output<typeof shapeNearSchema>,
): Promise<Shape> {
  const lats = of.type === 'Point' ? [of.coordinates[1]] : of.coordinates.map(([, lat]) => lat)
  const { perLng, perLat } = metersPerDegree((Math.min(...lats) + Math.max(...lats)) / 2)
  const { rows } = await sql<{ shape: Shape | null }>`
    select st_asgeojson(st_scale(st_buffer(
      st_scale(st_geomfromgeojson(${JSON.stringify(of)}), ${perLng}::float8, ${perLat}::float8),
      ${meters}::float8, 'quad_segs=12'), ${1 / perLng}::float8, ${1 / perLat}::float8), 6)::jsonb as shape`.execute(
    db,
  )
  const shape = rows[0]?.shape
  if (shape?.type === 'Polygon' || shape?.type === 'MultiPolygon') return shape
  throw new CodedError(
    'bad_input',
    'NO_SHAPE',
    '这条线没有长度，围不出范围',
    'This line has no length, so nothing lies around it',
    {
      field: 'of',
    },
  )
}
