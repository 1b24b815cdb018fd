import { getShapefile } from 'shpjs'
import { openZip } from './open-zip.ts'
import { broken, type Fault, type SourceTable, tableOf, textOf } from './source-table.ts'

/** A zipped shapefile: .shp and .dbf are needed, .prj and .cpg tell system and encoding. */
export async function readShapefile(bytes: Uint8Array): Promise<SourceTable> {
  const files = openZip(bytes, (name) => /\.(shp|dbf|prj|cpg)$/.test(name))
  const names = [...files.keys()].filter((name) => name.endsWith('.shp'))
  if (names.length !== 1) {
    throw broken(
      'NOT_ONE_SHAPEFILE',
      `压缩包里有 ${names.length} 个 .shp，应恰好一个`,
      `The archive holds ${names.length} .shp files; exactly one is expected`,
    )
  }
  const stem = names[0]!.slice(0, -4)
  const [shp, dbf] = [files.get(`${stem}.shp`)!, files.get(`${stem}.dbf`)]
  if (!dbf) {
    throw broken(
      'MISSING_DBF',
      `缺少 ${stem}.dbf（属性表）`,
      `${stem}.dbf, the table of attributes, is missing`,
      `${stem}.dbf`,
    )
  }
  const text = (ending: string) => {
    const file = files.get(stem + ending)
    return file && new TextDecoder().decode(file).trim()
  }
  const declared = text('.cpg')
  const encoding = encodingOf(declared, dbf)
  const collection = await getShapefile({ shp, dbf, cpg: encoding }).catch((error: Error) => {
    throw broken('BAD_SHAPEFILE', '.shp 或 .dbf 已损坏', `The .shp or .dbf is broken: ${error.message}`)
  })
  const notes: Fault[] =
    declared || encoding === 'utf-8'
      ? []
      : [
          {
            row: null,
            field: null,
            code: 'ENCODING_GUESSED',
            zh: '没有 .cpg，属性按 GB 18030（GBK）读取',
            en: 'There is no .cpg; the attributes were read as GB 18030 (GBK)',
          },
        ]
  const rows = collection.features.map((feature, i) => ({
    row: i + 1,
    values: Object.fromEntries(
      Object.entries(feature.properties ?? {}).map(([name, value]) => [name, textOf(value)]),
    ),
    geometry: feature.geometry ?? null,
  }))
  return tableOf('shapefile', rows, { declaredCrs: text('.prj') ?? null, notes })
}

/** As the .cpg says; without one UTF-8 where the table is valid UTF-8, else GB 18030. */
function encodingOf(declared: string | undefined, dbf: Uint8Array): string {
  const name = declared?.toLowerCase().replace(/^(\d+)$/, 'windows-$1')
  const known: Record<string, string> = { 'windows-936': 'gb18030', 'windows-65001': 'utf-8', utf8: 'utf-8' }
  try {
    if (name) return new TextDecoder(known[name] ?? name).encoding
  } catch {
    // A name that nobody knows says nothing.
  }
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(dbf.subarray(32))
    return 'utf-8'
  } catch {
    return 'gb18030'
  }
}
