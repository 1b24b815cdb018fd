import type { Geometry } from 'geojson'
import { CodedError } from '../../errors.ts'
import type { SourceRow } from '../field.ts'

/** A file as it was read: every row with its words and, where the format carries one, its geometry as the file has it. */
export type SourceTable = {
  readonly format: SourceFormat
  readonly columns: readonly string[]
  readonly rows: readonly TableRow[]
  /** What the file itself says of its coordinates: an EPSG code, or the text of a .prj. */
  readonly declaredCrs: string | null
  /** What of the file could not be read, or was read otherwise than it claims. */
  readonly notes: readonly Fault[]
}
export type SourceFormat = 'geojson' | 'csv' | 'xlsx' | 'shapefile' | 'geopackage' | 'kml'

export type TableRow = {
  /** From 1, in the file's order; a table's header is row 1, as a spreadsheet shows it. */
  readonly row: number
  readonly values: SourceRow
  readonly geometry: Geometry | null
}

/** What is wrong with a row (null: with the file) and which field. */
export type Fault = {
  readonly row: number | null
  readonly field: string | null
  readonly code: string
  readonly zh: string
  readonly en: string
  /** What should have stood there. */
  readonly expected?: Words
}
export type Words = { readonly zh: string; readonly en: string }

export const LIMITS = {
  fileBytes: 64 * 1024 * 1024,
  unpackedBytes: 256 * 1024 * 1024,
  rows: 200_000,
  vertices: 2_000_000,
} as const

/** A file that cannot be read at all. */
export function broken(code: string, zh: string, en: string, expected?: string): CodedError {
  return new CodedError('bad_input', code, zh, en, { field: 'file', ...(expected && { expected }) })
}

export function tooManyVertices(): CodedError {
  return broken(
    'TOO_MANY_VERTICES',
    `文件超过 ${LIMITS.vertices} 个顶点，请简化或分批`,
    `The file has more than ${LIMITS.vertices} vertices; simplify or split it`,
    `at most ${LIMITS.vertices} vertices`,
  )
}

/** Any value of a format as text, '' for none. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'object') return JSON.stringify(value)
  return String(value)
}

/** @throws CodedError for more rows than an import takes */
export function tableOf(
  format: SourceFormat,
  rows: readonly TableRow[],
  rest: { readonly declaredCrs?: string | null; readonly notes?: readonly Fault[] } = {},
): SourceTable {
  if (rows.length > LIMITS.rows) {
    throw broken(
      'TOO_MANY_ROWS',
      `文件有 ${rows.length} 行，一次最多 ${LIMITS.rows} 行，请分批导入`,
      `The file has ${rows.length} rows; at most ${LIMITS.rows} at once`,
    )
  }
  const columns = new Set<string>()
  for (const { values } of rows) for (const name of Object.keys(values)) columns.add(name)
  return {
    format,
    columns: [...columns],
    rows,
    declaredCrs: rest.declaredCrs ?? null,
    notes: rest.notes ?? [],
  }
}
