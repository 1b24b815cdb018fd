import { type Kysely, sql } from 'kysely'
import type { MultiPolygonCoordinates } from './bundle.ts'

/**
 * Overlays are computed on a grid of about a centimetre. Without one the geometry library may throw on real borders and try
 * again, and the embedded database does not survive the throw.
 */
const GRID_DEGREES = 1e-7

/** What an import asks of PostGIS before it loads. */
export type GeometryTools = {
  /** For each shape itself where it is valid (`reason` null), else what `ST_MakeValid` leaves of its polygons and why. */
  makeValid(
    shapes: readonly MultiPolygonCoordinates[],
  ): Promise<{ geometry: MultiPolygonCoordinates; reason: string | null }[]>
  union(shapes: readonly MultiPolygonCoordinates[]): Promise<MultiPolygonCoordinates>
  /** For each shape the index of the one of `others` that it overlaps most, or null. */
  mostOverlapped(
    shapes: readonly MultiPolygonCoordinates[],
    others: readonly MultiPolygonCoordinates[],
  ): Promise<(number | null)[]>
  /** Pairs of shapes whose interiors overlap by more than `minSquareMeters`. */
  overlaps(
    shapes: readonly MultiPolygonCoordinates[],
    minSquareMeters: number,
  ): Promise<{ a: number; b: number; squareMeters: number }[]>
  /** Square meters of the outline that no shape covers. */
  gapSquareMeters(
    outline: MultiPolygonCoordinates,
    shapes: readonly MultiPolygonCoordinates[],
  ): Promise<number>
}

export function geometryTools<Tables>(db: Kysely<Tables>): GeometryTools {
  return {
    async makeValid(shapes) {
      const { rows } = await sql<{ i: number; reason: string | null; fixed: string | null }>`
        select i::int - 1 as i,
          case when ST_IsValid(g) then null else ST_IsValidReason(g) end as reason,
          case when ST_IsValid(g) then null
            else ST_AsGeoJSON(ST_Multi(ST_CollectionExtract(ST_MakeValid(g), 3)), 15) end as fixed
        from ${shapeTable(shapes)}`.execute(db)
      const result = shapes.map((geometry) => ({ geometry, reason: null as string | null }))
      for (const { i, reason, fixed } of rows) {
        if (reason !== null) result[i] = { geometry: coordinatesOf(fixed), reason }
      }
      return result
    },
    async union(shapes) {
      const { rows } = await sql<{ g: string | null }>`
        select ST_AsGeoJSON(ST_Multi(ST_CollectionExtract(ST_Union(g, ${GRID_DEGREES}::float8), 3)), 15) as g from ${shapeTable(shapes)}`.execute(
        db,
      )
      return coordinatesOf(rows[0]?.g ?? null)
    },
    async mostOverlapped(shapes, others) {
      const { rows } = await sql<{ i: number; j: number | null }>`
        select s.i::int - 1 as i, (
          select o.i::int - 1 from ${shapeTable(others, 'o')} where o.g && s.g and ST_Intersects(o.g, s.g)
          order by ST_Area(ST_Intersection(o.g, s.g, ${GRID_DEGREES}::float8)) desc, o.i limit 1) as j
        from ${shapeTable(shapes, 's')}`.execute(db)
      const result: (number | null)[] = shapes.map(() => null)
      for (const { i, j } of rows) result[i] = j
      return result
    },
    async overlaps(shapes, minSquareMeters) {
      const { rows } = await sql<{ a: number; b: number; squareMeters: number }>`
        select * from (
          select a.i::int - 1 as a, b.i::int - 1 as b, ST_Area(ST_Intersection(a.g, b.g, ${GRID_DEGREES}::float8)::geography) as "squareMeters"
          from ${shapeTable(shapes, 'a')} join ${shapeTable(shapes, 'b')} on a.i < b.i and a.g && b.g and ST_Overlaps(a.g, b.g)
        ) pairs where "squareMeters" > ${minSquareMeters}::float8 order by "squareMeters" desc`.execute(db)
      return rows
    },
    async gapSquareMeters(outline, shapes) {
      const { rows } = await sql<{ m: number | null }>`
        select ST_Area(ST_Difference((select g from ${shapeTable([outline], 'o')}), ST_Union(s.g, ${GRID_DEGREES}::float8), ${GRID_DEGREES}::float8)::geography) as m
        from ${shapeTable(shapes, 's')}`.execute(db)
      return rows[0]?.m ?? 0
    },
  }
}

/** Shapes as rows (i from 1, g), parsed once: `offset 0` keeps the planner from parsing anew for each pair. */
function shapeTable(shapes: readonly MultiPolygonCoordinates[], alias = 'shapes') {
  const texts = shapes.map((coordinates) => JSON.stringify({ type: 'MultiPolygon', coordinates }))
  return sql`(
    select i, ST_SetSRID(ST_GeomFromGeoJSON(t), 4326) as g from unnest(${texts}::text[]) with ordinality as u(t, i)
    offset 0
  ) as ${sql.ref(alias)}`
}

function coordinatesOf(geojson: string | null): MultiPolygonCoordinates {
  if (geojson === null) return []
  return (JSON.parse(geojson) as { coordinates: MultiPolygonCoordinates }).coordinates
}
