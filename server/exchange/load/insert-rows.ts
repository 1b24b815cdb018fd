import { type RawBuilder, sql } from 'kysely'
import { ewkbHex, pointEwkbHex, type WrittenGeometry } from '../../../geo/ewkb-hex.ts'
import type { Trx } from '../../db/client.ts'

/**
 * One column of a bulk insert. Its value is what PostgreSQL reads as text for the column; for an insert by arrays it
 * travels as one array of `type`, which `as` may wrap in SQL, for COPY as it is.
 */
export type Column<Row> = {
  readonly name: string
  readonly type: string
  readonly value: (row: Row) => unknown
  readonly as?: (column: RawBuilder<unknown>) => RawBuilder<unknown>
}

/** Column kinds that need SQL around them. */
export const jsonColumn = <Row>(name: string, value: (row: Row) => unknown): Column<Row> => ({
  name,
  type: 'text',
  value: (row) => JSON.stringify(value(row)),
  as: (column) => sql`${column}::jsonb`,
})
export const textArrayColumn = <Row>(name: string, value: (row: Row) => readonly string[]): Column<Row> => ({
  name,
  type: 'text',
  value: (row) =>
    `{${value(row)
      .map((text) => `"${text.replaceAll(/["\\]/g, '\\$&')}"`)
      .join(',')}}`,
  as: (column) => sql`${column}::text[]`,
})
/** @param value GeoJSON geometry, WGS 84 */
export const geometryColumn = <Row>(name: string, value: (row: Row) => WrittenGeometry): Column<Row> => ({
  name,
  type: 'text',
  value: (row) => ewkbHex(value(row)),
  as: (column) => sql`${column}::geometry`,
})
/** @param value [lng, lat] in degrees, or null for no place */
export const pointColumn = <Row>(
  name: string,
  value: (row: Row) => readonly [number, number] | null,
): Column<Row> => ({
  name,
  type: 'text',
  value: (row) => {
    const lngLat = value(row)
    return lngLat && pointEwkbHex(lngLat)
  },
  as: (column) => sql`${column}::geometry`,
})

export type Insert<Row> = {
  readonly table: string
  readonly columns: readonly Column<Row>[]
  /** The rows bring ids that were drawn from the table's own sequence. */
  readonly hasIds?: boolean
  /** `on conflict …`; nothing where absent. */
  readonly conflict?: RawBuilder<unknown>
}

/** Inserts rows by one statement over arrays (UNNEST): on the embedded database the fastest way, as it has no COPY. */
export async function insertRows<Row>(trx: Trx, insert: Insert<Row>, rows: readonly Row[]): Promise<number> {
  if (rows.length === 0) return 0
  const { table, columns, conflict, hasIds } = insert
  const names = sql.join(columns.map(({ name }) => sql.id(name)))
  const arrays = sql.join(columns.map(({ type, value }) => sql`${rows.map(value)}::${sql.raw(type)}[]`))
  const values = sql.join(
    columns.map(({ name, as }) => (as ? as(sql.ref(`u.${name}`)) : sql.ref(`u.${name}`))),
  )
  const result =
    await sql`insert into ${sql.table(table)} (${names}) ${hasIds ? sql`overriding system value` : sql``}
    select ${values} from unnest(${arrays}) as u(${names}) ${conflict ?? sql``}`.execute(trx)
  return Number(result.numAffectedRows ?? 0)
}
