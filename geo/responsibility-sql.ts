import { NEAREST_GRID_MAX_METERS } from './border-distance.ts'

/** `metersPerDegree` in SQL, of a float8 latitude expression in degrees. */
function metersPerDegreeSql(lat: string): { perLng: string; perLat: string } {
  const eccentricitySquared = '0.0066943799901413165::float8'
  const w = `(1 - ${eccentricitySquared} * power(sin(radians(${lat})), 2))`
  return {
    perLng: `(6378137::float8 / sqrt${w} * cos(radians(${lat})) * radians(1::float8))`,
    perLat: `(6378137::float8 * (1 - ${eccentricitySquared}) / (sqrt${w} * ${w}) * radians(1::float8))`,
  }
}

/**
 * `borderDistanceMeters` as a PostGIS expression.
 *
 * @param geometry SQL of a (multi)polygon, SRID 4326
 * @param lng SQL of a float8, degrees
 * @param lat SQL of a float8, degrees
 */
export function borderDistanceSql(geometry: string, lng: string, lat: string): string {
  const { perLng, perLat } = metersPerDegreeSql(lat)
  return `ST_Distance(ST_Scale(ST_Translate(ST_SetSRID(ST_Boundary(${geometry}), 0), -(${lng}), -(${lat})), ${perLng}, ${perLat}), ST_MakePoint(0, 0))`
}

/**
 * The rule of responsibility as one scalar subquery: the id of the row that answers for a point, or null. The grid that
 * covers it, lowest code first; else the nearest within 50 m, lowest code among those equally far to the millimetre.
 * It is the oracle of `ResponsibilityIndex` and the path of a database that has no index in memory.
 *
 * @param from a table, or a subquery in parentheses with an alias, with `id`, `code` and `geom` columns; GiST on geom
 */
export function responsibleGridSql(from: string, lng: string, lat: string): string {
  const point = `ST_SetSRID(ST_MakePoint(${lng}, ${lat}), 4326)`
  const { perLng, perLat } = metersPerDegreeSql(lat)
  const distance = borderDistanceSql('geom', lng, lat)
  return `coalesce(
    (select id from ${from} where ST_Covers(geom, ${point}) order by code collate "C", id limit 1),
    (select id from (
       select id, code, floor(${distance} * 1000) as millimeters from ${from}
       where geom && ST_Expand(${point}, ${NEAREST_GRID_MAX_METERS} * 1.01 / ${perLng}, ${NEAREST_GRID_MAX_METERS} * 1.01 / ${perLat})
     ) as near where millimeters <= ${NEAREST_GRID_MAX_METERS * 1000} order by millimeters, code collate "C", id limit 1))`
}
