import type { Geometry } from 'geojson'
import { readSheet } from 'read-excel-file/node'
import { ProblemList } from '../problem.ts'
import { readCsv } from '../read-csv.ts'
import { openZip } from './open-zip.ts'
import { readGeopackage } from './read-geopackage.ts'
import { readKml } from './read-kml.ts'
import { readShapefile } from './read-shapefile.ts'
import { broken, type Fault, LIMITS, type SourceTable, tableOf, textOf } from './source-table.ts'

/** Reads a file by what it is, not by its name alone. @throws CodedError for one that cannot be read */
export async function readSource(bytes: Uint8Array, fileName: string): Promise<SourceTable> {
  if (bytes.length === 0) throw broken('EMPTY_FILE', '文件是空的', 'The file is empty')
  if (bytes.length > LIMITS.fileBytes) {
    const megabytes = LIMITS.fileBytes / 1024 / 1024
    throw broken('FILE_TOO_LARGE', `文件超过 ${megabytes} MB`, `The file is larger than ${megabytes} MB`)
  }
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 512))
  const ending = /\.([a-z0-9]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? ''
  if (head.startsWith('SQLite format 3')) return readGeopackage(bytes)
  if (head.startsWith('PK')) {
    if (ending === 'xlsx') return readXlsx(bytes)
    if (ending === 'kmz') return readKml(bytes, true)
    return readShapefile(bytes)
  }
  const start = head.replace(/^\u00ef\u00bb\u00bf/, '').trimStart()
  if (start.startsWith('<')) return readKml(bytes, false)
  if (start.startsWith('{')) return readGeojsonTable(bytes)
  if (['csv', 'txt', 'tsv', ''].includes(ending)) return readCsvTable(bytes, fileName)
  throw broken(
    'UNKNOWN_FORMAT',
    '不认识这种文件',
    'This kind of file is not known',
    'GeoJSON, Shapefile (.zip), CSV, XLSX, GeoPackage, KML, KMZ',
  )
}

function readGeojsonTable(bytes: Uint8Array): SourceTable {
  let json: { type?: string; features?: unknown[]; crs?: { properties?: { name?: string } } }
  try {
    json = JSON.parse(new TextDecoder().decode(bytes))
  } catch (error) {
    throw broken('BAD_JSON', 'JSON 不完整或已损坏', `The JSON is broken: ${(error as Error).message}`)
  }
  const features = json.type === 'Feature' ? [json] : json.features
  if (!Array.isArray(features)) {
    throw broken('NO_FEATURES', '不是 GeoJSON 要素集', 'It is no GeoJSON of features', 'FeatureCollection')
  }
  const epsg = /EPSG:+(\d+)$/.exec(json.crs?.properties?.name ?? '')?.[1]
  const rows = features.map((feature, i) => {
    const { id, properties, geometry } = (feature ?? {}) as {
      id?: unknown
      properties?: Record<string, unknown> | null
      geometry?: Geometry | null
    }
    const values = Object.fromEntries(
      Object.entries(properties ?? {}).map(([name, value]) => [name, textOf(value)]),
    )
    if (id !== undefined && values.id === undefined) values.id = textOf(id)
    return { row: i + 1, values, geometry: geometry ?? null }
  })
  return tableOf('geojson', rows, { declaredCrs: epsg ? `EPSG:${epsg}` : null })
}

function readCsvTable(bytes: Uint8Array, fileName: string): SourceTable {
  const problems = new ProblemList()
  const read = readCsv(bytes, fileName, problems)
  const notes: Fault[] = problems.all.map(({ row, field, reason, message }) => ({
    row,
    field,
    code: reason.toUpperCase(),
    zh:
      reason === 'encoding'
        ? '文件不是 UTF-8，按 GB 18030（GBK）读取'
        : `第 ${row ?? 1} 行列数与表头不符或文件为空`,
    en: message,
  }))
  return tableOf(
    'csv',
    read.map(({ row, values }) => ({ row, values, geometry: null })),
    { notes },
  )
}

/** The first sheet; its first row names the columns. */
async function readXlsx(bytes: Uint8Array): Promise<SourceTable> {
  // Refuses what would unpack beyond the limit before the library looks at it.
  openZip(bytes, () => true)
  const sheet = await readSheet(Buffer.from(bytes)).catch((error: Error) => {
    throw broken('BAD_XLSX', '表格已损坏', `The workbook is broken: ${error.message}`)
  })
  const header = sheet[0]?.map((cell) => textOf(cell).trim())
  if (!header) throw broken('EMPTY_FILE', '表格是空的', 'The sheet is empty')
  const rows = sheet.slice(1).map((cells, i) => ({
    row: i + 2,
    values: Object.fromEntries(header.map((name, at) => [name, textOf(cells[at])])),
    geometry: null,
  }))
  return tableOf('xlsx', rows)
}
