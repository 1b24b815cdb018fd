import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Geometry } from 'geojson'
import { geometryFromWkb } from './geometry-from-wkb.ts'
import { broken, LIMITS, type SourceTable, type TableRow, tableOf, textOf } from './source-table.ts'

/** The first table of features of a GeoPackage. */
export function readGeopackage(bytes: Uint8Array): SourceTable {
  const folder = mkdtempSync(path.join(tmpdir(), 'gpkg-'))
  try {
    const file = path.join(folder, 'source.gpkg')
    writeFileSync(file, bytes)
    const db = new DatabaseSync(file, { readOnly: true })
    try {
      return readFeatures(db)
    } finally {
      db.close()
    }
  } catch (error) {
    if ((error as { messageZh?: string }).messageZh) throw error
    throw broken(
      'BAD_GEOPACKAGE',
      'GeoPackage 已损坏',
      `The GeoPackage is broken: ${(error as Error).message}`,
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function readFeatures(db: DatabaseSync): SourceTable {
  const layer = db
    .prepare(
      `select g.table_name as name, g.column_name as geometry, s.organization as authority,
         s.organization_coordsys_id as code
       from gpkg_geometry_columns g left join gpkg_spatial_ref_sys s on s.srs_id = g.srs_id
       order by g.table_name limit 1`,
    )
    .get() as { name: string; geometry: string; authority: string; code: number } | undefined
  if (!layer)
    throw broken('NO_LAYER', 'GeoPackage 里没有要素图层', 'The GeoPackage holds no layer of features')
  const quoted = `"${layer.name.replaceAll('"', '""')}"`
  const rows: TableRow[] = []
  for (const record of db.prepare(`select * from ${quoted} limit ${LIMITS.rows + 1}`).iterate()) {
    const { [layer.geometry]: blob, ...values } = record as Record<string, unknown>
    rows.push({
      row: rows.length + 1,
      values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, textOf(value)])),
      geometry: blob instanceof Uint8Array ? geometryOfBlob(blob) : null,
    })
  }
  const isEpsg = layer.authority?.toUpperCase() === 'EPSG'
  return tableOf('geopackage', rows, { declaredCrs: isEpsg ? `EPSG:${layer.code}` : null })
}

/** GeoPackage puts a head before the WKB: 'GP', version, flags, SRS, and an envelope of a size that the flags tell. */
function geometryOfBlob(blob: Uint8Array): Geometry | null {
  const envelopeBytes = [0, 32, 48, 48, 64][(blob[3]! >> 1) & 7] ?? 0
  try {
    return geometryFromWkb(blob.subarray(8 + envelopeBytes))
  } catch {
    return null
  }
}
