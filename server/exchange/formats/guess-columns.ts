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

/** Which columns most likely hold what an import asks for; `personal` are those that look like data of persons. */
export type ColumnRoles = {
  readonly id: string | null
  readonly name: string | null
  readonly category: string | null
  readonly address: string | null
  readonly personal: readonly string[]
}

const ID = /^(id|fid|objectid|gid|code|no|编号|编码|标识码|部件编码|部件标识码|bjbm|objcode)$/i
const NAME = /^(name|title|名称|名字|部件名称|bjmc|objname)$/i
const CATEGORY = /^(category|kind|type|class|类别|类型|小类|部件类别|部件类型|category_code|category_name)$/i
const ADDRESS = /^(address|addr|location|地址|位置|位置描述)$/i
const PERSONAL_NAME =
  /(phone|mobile|tel\b|id_?card|owner_name|contact|电话|手机|联系人|联系方式|身份证|证件号|姓名|法人)/i
const PERSONAL_VALUE = /^(1[3-9]\d{9}|\d{17}[\dXx])$/
/** Rows looked at for what looks personal. */
const LOOKED_AT = 200

export function guessRoles({ rows, columns }: SourceTable): ColumnRoles {
  const find = (pattern: RegExp) => columns.find((name) => pattern.test(name.trim())) ?? null
  const looked = rows.slice(0, LOOKED_AT)
  return {
    id: find(ID),
    name: find(NAME),
    category: find(CATEGORY),
    address: find(ADDRESS),
    personal: columns.filter(
      (name) =>
        PERSONAL_NAME.test(name) ||
        looked.some(({ values }) => PERSONAL_VALUE.test((values[name] ?? '').trim())),
    ),
  }
}

/** The system a file declares or its format fixes; WGS 84 where it says nothing. */
export function guessSystem({ declaredCrs }: SourceTable): string {
  return declaredCrs === null || declaredCrs === 'EPSG:4326' ? 'WGS84' : declaredCrs
}
