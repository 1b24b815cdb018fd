import type { ColumnType } from 'kysely'

/** timestamptz: read as Date, written as Date or ISO 8601 text. */
export type Timestamp = ColumnType<Date, Date | string, Date | string>
export type NullableTimestamp = ColumnType<
  Date | null,
  Date | string | null | undefined,
  Date | string | null
>

/** date: a local day as `YYYY-MM-DD`. */
export type LocalDate = string

/** geometry, SRID 4326: EWKB in hex when read bare; read it as `ST_AsGeoJSON(…)`, write it by a function. */
export type GeometryColumn = ColumnType<string, string, string>
export type NullableGeometryColumn = ColumnType<string | null, string | null | undefined, string | null>

/** jsonb: read parsed, written as `JSON.stringify(…)` text. */
export type Json<T> = ColumnType<T, string, string>
export type NullableJson<T> = ColumnType<T | null, string | null | undefined, string | null>
export type GeneratedJson<T> = ColumnType<T, string | undefined, string>
