import { kml } from '@tmcw/togeojson'
import { DOMParser } from '@xmldom/xmldom'
import type { Geometry } from 'geojson'
import { openZip } from './open-zip.ts'
import { broken, type SourceTable, tableOf, textOf } from './source-table.ts'

/** KML, or KMZ with one KML in it. Its coordinates are WGS 84 by its standard. */
export function readKml(bytes: Uint8Array, isZipped: boolean): SourceTable {
  const content = isZipped ? [...openZip(bytes, (name) => name.endsWith('.kml')).values()][0] : bytes
  if (!content) throw broken('NO_KML', 'KMZ 里没有 .kml', 'The KMZ holds no .kml')
  const text = new TextDecoder().decode(content)
  // Entities that unfold are how a small text becomes a large one.
  if (/<!(DOCTYPE|ENTITY)/i.test(text))
    throw broken('KML_WITH_DOCTYPE', 'KML 不应含 DOCTYPE', 'A KML holds no DOCTYPE')
  let features: ReturnType<typeof kml>['features']
  try {
    const document = new DOMParser({ onError: () => {} }).parseFromString(text, 'text/xml')
    features = kml(document as unknown as Parameters<typeof kml>[0]).features
  } catch (error) {
    throw broken('BAD_KML', 'KML 已损坏', `The KML is broken: ${(error as Error).message}`)
  }
  const rows = features.map(({ properties, geometry }, i) => ({
    row: i + 1,
    values: Object.fromEntries(
      Object.entries(properties ?? {})
        .filter(([name]) => !name.startsWith('@') && !/^(style|icon|fill|stroke|visibility)/i.test(name))
        .map(([name, value]) => [name, textOf((value as { value?: unknown } | null)?.value ?? value)]),
    ),
    geometry: geometry as Geometry | null,
  }))
  return tableOf('kml', rows, { declaredCrs: 'EPSG:4326' })
}
