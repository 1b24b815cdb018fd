import { representativePoint } from '../../geo/representative-point.ts'
import type { BasemapFeature, BundlePart } from './bundle.ts'
import { fieldValue } from './field.ts'
import type { ProblemList } from './problem.ts'
import type { CityProfile } from './profile.ts'
import { readGeojson } from './read-geojson.ts'
import type { SourceFolder } from './source-folder.ts'

const conditions: Record<string, BundlePart['condition']> = {
  good: 'good',
  fair: 'fair',
  poor: 'poor',
  missing: 'missing',
}

/** City parts from asset files; a line or a polygon stands at its representative point. */
export async function bundleParts(
  profile: CityProfile,
  folder: SourceFolder,
  problems: ProblemList,
): Promise<BundlePart[]> {
  const parts: BundlePart[] = []
  for (const rule of profile.parts) {
    for (const file of folder.matching(rule.file)) {
      const taken = new Map<string, number>()
      for (const { row, values, geometry } of readGeojson(await folder.read(file), file, problems)) {
        const lngLat = representativePoint(geometry)
        if (!lngLat) {
          problems.add({
            file,
            row,
            field: 'geometry',
            reason: 'invalid_geometry',
            message: 'The geometry is empty.',
            action: 'skipped',
          })
          continue
        }
        const place = `${lngLat[0].toFixed(6)},${lngLat[1].toFixed(6)}`
        const stated = rule.sourceId === undefined ? '' : fieldValue(rule.sourceId, values)
        // A source without ids, or with one id on several poles, is told apart by place, which outlives edits of attributes.
        const base = `${file.replace(/\.\w+$/, '')}/${stated || place}`
        const nth = taken.get(base) ?? 0
        taken.set(base, nth + 1)
        const sourceId = nth === 0 ? base : `${base}#${nth + 1}`
        const field = (expression: Parameters<typeof fieldValue>[0] | undefined) =>
          expression === undefined ? '' : fieldValue(expression, values)
        parts.push({
          sourceId,
          code: sourceId,
          categoryCode: rule.categoryCode,
          name: field(rule.name),
          nameEn: field(rule.name),
          condition: conditions[field(rule.condition)] ?? 'good',
          inChargeDepartmentCode: rule.departmentCode ?? null,
          owner: field(rule.owner),
          maintainer: '',
          installedOn: null,
          address: field(rule.address),
          lngLat: [lngLat[0], lngLat[1]],
          attributes: Object.fromEntries(
            rule.attributes.filter((name) => values[name]).map((name) => [name, values[name]!]),
          ),
        })
      }
    }
  }
  return parts
}

/** The basemap's features from files of roads, water, land and places. */
export async function bundleBasemap(
  profile: CityProfile,
  folder: SourceFolder,
  problems: ProblemList,
): Promise<BasemapFeature[]> {
  const features: BasemapFeature[] = []
  for (const rule of profile.basemap) {
    for (const file of folder.matching(rule.file)) {
      for (const { row, values, geometry } of readGeojson(await folder.read(file), file, problems)) {
        if (geometry.type === 'GeometryCollection' || geometry.type === 'MultiPoint') {
          problems.add({
            file,
            row,
            field: 'geometry',
            reason: 'invalid_geometry',
            message: `A ${geometry.type} is not drawn.`,
            action: 'skipped',
          })
          continue
        }
        const name = rule.name === undefined ? '' : fieldValue(rule.name, values)
        features.push({
          sourceId: `${file.replace(/\.\w+$/, '')}/${row}`,
          layer: rule.layer,
          class: fieldValue(rule.class, values),
          name,
          nameEn: name,
          rank: rule.rank,
          heightMeters: 0,
          geometry: geometry as unknown as BasemapFeature['geometry'],
        })
      }
    }
  }
  return features
}
