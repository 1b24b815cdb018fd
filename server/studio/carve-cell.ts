import { type Kysely, sql } from 'kysely'
import { ewkbHex } from '../../geo/ewkb-hex.ts'
import type { MultiPolygonCoordinates, PolygonCoordinates } from '../../geo/lng-lat.ts'
import { nodeCells } from '../../geo/node-cells.ts'
import { validatePolygon } from '../../geo/validate-polygon.ts'
import type { Database } from '../db/schema.ts'
import { CodedError } from '../errors.ts'
import type { GridContent } from './grid-content.ts'

const GRID_DEGREES = 1e-7

/**
 * Draws a new cell over those that are there: it takes what it covers from them, as far as the community goes, and
 * fills a gap where there is one. Cells that it covers wholly end.
 *
 * @throws {CodedError} BAD_SHAPE for a shape that crosses itself, OUTSIDE_AREA for one that does not meet the community
 */
export async function carveCell(
  db: Kysely<Database>,
  areaId: number,
  content: GridContent,
  drawn: PolygonCoordinates,
): Promise<GridContent> {
  if (!validatePolygon([drawn]).ok)
    throw new CodedError('bad_input', 'BAD_SHAPE', '图形自相交或未闭合', 'The shape crosses itself', {
      field: 'drawn',
    })
  const shapes = content.cells.map(({ polygons }) => ewkbHex({ type: 'MultiPolygon', coordinates: polygons }))
  const grid = sql`${GRID_DEGREES}::float8`
  const { rows } = await sql<{ i: number; shape: string | null }>`
    with drawn as materialized (
      select ST_Intersection(${ewkbHex({ type: 'Polygon', coordinates: drawn })}::text::geometry, a.geom, ${grid}) as g
      from area a where a.area_id = ${areaId} and upper_inf(a.valid)
    ), s as materialized (
      select i::int - 1 as i, t::geometry as g from unnest(${shapes}::text[]) with ordinality as u(t, i)
    )
    select -1 as i, ST_AsGeoJSON(ST_Multi(ST_CollectionExtract(g, 3)), 15) as shape from drawn
    union all
    select s.i, ST_AsGeoJSON(ST_Multi(ST_CollectionExtract(ST_Difference(s.g, drawn.g, ${grid}), 3)), 15)
    from s, drawn where s.g && drawn.g and ST_Relate(s.g, drawn.g, 'T********')`.execute(db)
  const results = new Map(rows.map(({ i, shape }) => [i, coordinatesOf(shape)]))
  const fresh = results.get(-1) ?? []
  if (fresh.length === 0)
    throw new CodedError(
      'bad_input',
      'OUTSIDE_AREA',
      '图形不在本社区内',
      'The shape is outside the community',
      {
        field: 'drawn',
      },
    )
  const touched = content.cells.filter((_, i) => results.has(i))
  const left = content.cells.flatMap((cell, i) => {
    const polygons = results.get(i) ?? cell.polygons
    return polygons.length === 0 ? [] : [{ ...cell, polygons }]
  })
  const cells = [
    ...left,
    {
      unitGridId: null,
      code: '',
      dutyKey: touched[0]?.dutyKey ?? content.duties[0]?.key ?? '',
      landUse: touched[0]?.landUse ?? '',
      from: touched.flatMap(({ unitGridId, from }) => (unitGridId === null ? from : [unitGridId])),
      polygons: fresh,
    },
  ]
  const noded = nodeCells(cells.map(({ polygons }) => polygons))
  return { ...content, cells: cells.map((cell, i) => ({ ...cell, polygons: noded[i] ?? cell.polygons })) }
}

function coordinatesOf(shape: string | null): MultiPolygonCoordinates {
  return shape === null ? [] : (JSON.parse(shape) as { coordinates: MultiPolygonCoordinates }).coordinates
}
