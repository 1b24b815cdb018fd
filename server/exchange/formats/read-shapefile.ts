import { getShapefile } from 'shpjs'
import { openZip } from './open-zip.ts'
import {
  broken,
  type Fault,
  LIMITS,
  type SourceTable,
  tableOf,
  textOf,
  tooManyVertices,
} from './source-table.ts'

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
  // Counted before a vertex becomes an object: ten million of them are 160 MB here and ten times that there.
  if (countVertices(shp) > LIMITS.vertices) throw tooManyVertices()
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

/** Types of lines, areas and many points: where their count of vertices stands in a record, after its header. */
const COUNT_AT: Readonly<Record<number, number>> = {
  3: 40,
  5: 40,
  13: 40,
  15: 40,
  23: 40,
  25: 40,
  31: 40,
  8: 36,
  18: 36,
  28: 36,
}

/** The vertices of a .shp as its records state them; what is broken is left to the reader. */
function countVertices(shp: Uint8Array): number {
  const view = new DataView(shp.buffer, shp.byteOffset, shp.byteLength)
  let vertices = 0
  for (let at = 100; at + 12 <= shp.byteLength; ) {
    const bytes = view.getInt32(at + 4) * 2
    const countAt = COUNT_AT[view.getInt32(at + 8, true)]
    if (countAt === undefined) vertices++
    else if (at + 8 + countAt + 4 <= shp.byteLength) vertices += view.getInt32(at + 8 + countAt, true)
    if (bytes <= 0) return vertices
    at += 8 + bytes
  }
  return vertices
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
