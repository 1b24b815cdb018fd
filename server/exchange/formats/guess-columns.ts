import type { GeometrySource } from './place-rows.ts'
import type { SourceTable } from './source-table.ts'

const X = /^(lng|lon|long|longitude|经度|x|x坐标|point_x|easting|东坐标)$/i
const Y = /^(lat|latitude|纬度|y|y坐标|point_y|northing|北坐标)$/i
const WKT = /^(wkt|geom|geometry|the_geom|shape|几何)$/i

/** Where the geometry most likely stands; undefined where nothing looks like it. */
export function guessGeometry({ rows, columns }: SourceTable): GeometrySource | undefined {
  if (rows.some((row) => row.geometry)) return { kind: 'file' }
  const x = columns.find((name) => X.test(name.trim()))
  const y = columns.find((name) => Y.test(name.trim()))
  if (x !== undefined && y !== undefined) return { kind: 'xy', x, y }
  const wkt = columns.find((name) => WKT.test(name.trim()))
  return wkt === undefined ? undefined : { kind: 'wkt', column: wkt }
}

/** The system a file declares or its format fixes; WGS 84 where it says nothing. */
export function guessSystem({ declaredCrs }: SourceTable): string {
  return declaredCrs === null || declaredCrs === 'EPSG:4326' ? 'WGS84' : declaredCrs
}
