import type { Feature, Geometry, Position } from 'geojson'
import writeXlsx from 'write-excel-file/node'
import { writeShapefile } from './write-shapefile.ts'

export const EXPORT_FORMATS = ['geojson', 'csv', 'xlsx', 'kml', 'shapefile'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

export type ExportFile = { readonly bytes: Uint8Array; readonly type: string; readonly ending: string }

/** Features as a file; `name` is the layer's in formats that name it. Coordinates are WGS 84. */
export async function writeFeatures(
  format: ExportFormat,
  name: string,
  features: readonly Feature[],
): Promise<ExportFile> {
  switch (format) {
    case 'geojson':
      return text('application/geo+json', 'geojson', JSON.stringify({ type: 'FeatureCollection', features }))
    case 'csv':
      return writeTable('csv', tabular(features))
    case 'kml':
      return text('application/vnd.google-earth.kml+xml', 'kml', kml(name, features))
    case 'shapefile':
      return { bytes: writeShapefile(name, features), type: 'application/zip', ending: 'zip' }
    case 'xlsx':
      return writeTable('xlsx', tabular(features))
  }
}

type Table = { readonly header: readonly string[]; readonly rows: readonly (readonly (string | number)[])[] }

/** A table with a header as a file for spreadsheets. */
export async function writeTable(format: 'csv' | 'xlsx', table: Table): Promise<ExportFile> {
  if (format === 'csv') return text('text/csv; charset=utf-8', 'csv', csv(table))
  const sheet = [
    table.header.map((value) => ({ value, fontWeight: 'bold' as const })),
    ...table.rows.map((cells) => cells.map((value) => (value === '' ? null : { value }))),
  ]
  return {
    bytes: new Uint8Array(await writeXlsx(sheet).toBuffer()),
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ending: 'xlsx',
  }
}

function text(type: string, ending: string, content: string): ExportFile {
  return { bytes: new TextEncoder().encode(content), type, ending }
}

/** Points as longitude and latitude, other shapes as WKT. */
function tabular(features: readonly Feature[]): Table {
  const properties = [...new Set(features.flatMap((feature) => Object.keys(feature.properties ?? {})))]
  const arePoints = features.every((feature) => feature.geometry?.type === 'Point')
  return {
    header: ['id', ...properties, ...(arePoints ? ['lng', 'lat'] : ['wkt'])],
    rows: features.map(({ id, properties: values, geometry }) => [
      id ?? '',
      ...properties.map((property) => cell(values?.[property])),
      ...(arePoints ? (geometry as { coordinates: Position }).coordinates : [wkt(geometry)]),
    ]),
  }
}

function cell(value: unknown): string | number {
  return typeof value === 'number' ? value : value == null ? '' : String(value)
}

/** With a mark of UTF-8 for spreadsheets; words that one of them would run as a formula are quoted. */
function csv({ header, rows }: Table): string {
  const field = (value: string | number): string => {
    if (typeof value === 'number') return String(value)
    const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  return `\ufeff${[header, ...rows].map((cells) => cells.map(field).join(',')).join('\r\n')}\r\n`
}

function wkt(geometry: Geometry | null): string {
  if (!geometry || geometry.type === 'GeometryCollection') return ''
  const list = (nested: readonly unknown[]): string =>
    typeof nested[0] === 'number'
      ? `${nested[0]} ${nested[1]}`
      : `(${(nested as unknown[][]).map(list).join(',')})`
  const body = list(geometry.coordinates)
  return `${geometry.type.toUpperCase()} ${geometry.type === 'Point' ? `(${body})` : body}`
}

function kml(name: string, features: readonly Feature[]): string {
  const marks = features.map(({ properties, geometry }) => {
    const title = properties?.name || properties?.number || properties?.code || ''
    const data = Object.entries(properties ?? {})
      .filter(([, value]) => value != null && value !== '')
      .map(([key, value]) => `<Data name="${xml(key)}"><value>${xml(String(value))}</value></Data>`)
    return `<Placemark><name>${xml(String(title))}</name><ExtendedData>${data.join('')}</ExtendedData>${kmlOf(geometry)}</Placemark>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>${xml(name)}</name>${marks.join('')}</Document></kml>`
}

function kmlOf(geometry: Geometry | null): string {
  const along = (line: readonly Position[]) => line.map(([x, y]) => `${x},${y}`).join(' ')
  const ring = (tag: string, line: readonly Position[]) =>
    `<${tag}><LinearRing><coordinates>${along(line)}</coordinates></LinearRing></${tag}>`
  const polygon = (rings: readonly Position[][]) =>
    `<Polygon>${rings.map((one, i) => ring(i === 0 ? 'outerBoundaryIs' : 'innerBoundaryIs', one)).join('')}</Polygon>`
  const string = (line: readonly Position[]) =>
    `<LineString><coordinates>${along(line)}</coordinates></LineString>`
  switch (geometry?.type) {
    case 'Point':
      return `<Point><coordinates>${along([geometry.coordinates])}</coordinates></Point>`
    case 'LineString':
      return string(geometry.coordinates)
    case 'MultiLineString':
      return `<MultiGeometry>${geometry.coordinates.map(string).join('')}</MultiGeometry>`
    case 'Polygon':
      return polygon(geometry.coordinates)
    case 'MultiPolygon':
      return `<MultiGeometry>${geometry.coordinates.map(polygon).join('')}</MultiGeometry>`
    default:
      return ''
  }
}

/** Characters that XML does not know at all are left out. */
function xml(value: string): string {
  return (
    value
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that XML 1.0 forbids
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  )
}
