import type { ImportReport } from '../../server/layers/import-file.ts'
import type { ImportInput } from '../../server/layers/import-input.ts'

/** How the file in hand is to be read and where its rows go, as the form has it; '' is "none". */
export type Mapping = {
  readonly system: string
  readonly isLatFirst: boolean
  readonly geometry: ImportInput['geometry'] | undefined
  readonly kind: 'layer' | 'parts'
  readonly layerName: string
  readonly layerCode: string
  readonly idColumn: string
  readonly nameColumn: string
  readonly categoryColumn: string
  readonly addressColumn: string
  readonly keptColumns: readonly string[]
}

/** What the file suggests: columns by their names, everything kept that does not look personal. */
export function guessedMapping({ source }: ImportReport, fileName: string, suffix: string): Mapping {
  const { roles, geometry } = source
  const stem = fileName.replace(/\.[^.]+$/, '')
  const slug = stem
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 30)
  const ofGeometry =
    geometry?.kind === 'xy' ? [geometry.x, geometry.y] : geometry?.kind === 'wkt' ? [geometry.column] : []
  return {
    system: source.system,
    isLatFirst: false,
    geometry: geometry ?? undefined,
    kind: 'layer',
    layerName: stem.slice(0, 100),
    layerCode: slug || `layer-${suffix}`,
    idColumn: roles.id ?? '',
    nameColumn: roles.name ?? '',
    categoryColumn: roles.category ?? '',
    addressColumn: roles.address ?? '',
    keptColumns: source.columns.filter(
      (column) => !roles.personal.includes(column) && !ofGeometry.includes(column),
    ),
  }
}

/** How the file is read: what decides the picture on the map. */
export function readingOf({
  system,
  isLatFirst,
  geometry,
}: Mapping): Pick<ImportInput, 'system' | 'isLatFirst' | 'geometry'> {
  return { system, ...(isLatFirst && { isLatFirst }), ...(geometry && { geometry }) }
}

/** Undefined where something that is needed is not chosen yet. */
export function targetOf(mapping: Mapping): ImportInput['target'] | undefined {
  const { idColumn, nameColumn, categoryColumn, addressColumn, keptColumns } = mapping
  const name = nameColumn ? { nameColumn } : {}
  if (mapping.kind === 'parts') {
    if (!idColumn || !categoryColumn) return undefined
    return {
      kind: 'parts',
      codeColumn: idColumn,
      categoryColumn,
      ...name,
      ...(addressColumn && { addressColumn }),
    }
  }
  const isGood = /^[a-z0-9][a-z0-9-]{0,40}$/.test(mapping.layerCode) && mapping.layerName.trim() !== ''
  if (!isGood) return undefined
  return {
    kind: 'layer',
    code: mapping.layerCode,
    name: mapping.layerName.trim(),
    ...(idColumn && { idColumn }),
    ...name,
    columns: [...keptColumns],
  }
}
