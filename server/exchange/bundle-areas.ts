import type { Geometry } from 'geojson'
import type { BundleArea, MultiPolygonCoordinates } from './bundle.ts'
import { fieldValue } from './field.ts'
import type { GeometryTools } from './geometry-tools.ts'
import type { ProblemList } from './problem.ts'
import type { CityProfile } from './profile.ts'
import { readGeojson } from './read-geojson.ts'
import type { SourceFolder } from './source-folder.ts'

type Shape = {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly geometry: MultiPolygonCoordinates
}

/** Areas as the profile draws them from files, repaired where invalid, outlines joined from lower levels last. */
export async function bundleAreas(
  profile: CityProfile,
  folder: SourceFolder,
  tools: GeometryTools,
  problems: ProblemList,
): Promise<BundleArea[]> {
  const areas: BundleArea[] = []
  for (const rule of profile.areas) {
    if (!('file' in rule)) continue
    for (const file of folder.matching(rule.file)) {
      const shapes = await readShapes(file, rule.fields, folder, tools, problems)
      for (const { row, parentCode, ...shape } of shapes) {
        if (areas.some(({ code }) => code === shape.code)) {
          problems.add({
            file,
            row,
            field: 'code',
            reason: 'duplicate',
            message: `Area ${shape.code} is there already.`,
            action: 'skipped',
          })
          continue
        }
        areas.push({ ...shape, level: rule.level, parentCode })
      }
    }
  }
  for (const rule of profile.areas) {
    if (!('unionOf' in rule)) continue
    const geometry = await tools.union(
      areas.filter(({ level }) => level === rule.unionOf).map((area) => area.geometry),
    )
    areas.push({
      code: rule.code,
      name: rule.name,
      nameEn: rule.nameEn,
      level: rule.level,
      parentCode: null,
      geometry,
    })
  }
  const codes = new Set(areas.map(({ code }) => code))
  const root = areas.find(({ level }) => level === 'city')?.code ?? null
  return areas.map((area) => ({
    ...area,
    parentCode:
      area.parentCode && codes.has(area.parentCode) ? area.parentCode : area.code === root ? null : root,
  }))
}

/** Polygons of a file with their codes and names; those that cannot be made valid are skipped and named. */
export async function readShapes(
  file: string,
  fields: {
    code: Expression
    name: Expression
    nameEn?: Expression | undefined
    parentCode?: Expression | undefined
  },
  folder: SourceFolder,
  tools: GeometryTools,
  problems: ProblemList,
): Promise<(Shape & { row: number; parentCode: string | null })[]> {
  const shapes: (Shape & { row: number; parentCode: string | null })[] = []
  for (const { row, values, geometry } of readGeojson(await folder.read(file), file, problems)) {
    const polygons = polygonsOf(geometry)
    const code = fieldValue(fields.code, values)
    if (!polygons) {
      problems.add({
        file,
        row,
        field: 'geometry',
        reason: 'invalid_geometry',
        message: `A polygon was expected, this is a ${geometry.type}.`,
        action: 'skipped',
      })
      continue
    }
    if (!code) {
      problems.add({
        file,
        row,
        field: 'code',
        reason: 'missing_field',
        message: 'The area has no code.',
        action: 'skipped',
      })
      continue
    }
    const name = fieldValue(fields.name, values) || code
    const nameEn = fields.nameEn === undefined ? '' : fieldValue(fields.nameEn, values)
    const parentCode = fields.parentCode === undefined ? null : fieldValue(fields.parentCode, values) || null
    shapes.push({ row, code, name, nameEn, parentCode, geometry: polygons })
  }
  const repaired = await tools.makeValid(shapes.map(({ geometry }) => geometry))
  return shapes.flatMap((shape, i) => {
    const { geometry, reason } = repaired[i]!
    if (reason === null) return [shape]
    const isKept = geometry.length > 0
    problems.add({
      file,
      row: shape.row,
      field: 'geometry',
      reason: 'invalid_geometry',
      message: `${shape.name}: ${reason}${isKept ? '; the shape was repaired.' : '; nothing is left of it.'}`,
      action: isKept ? 'repaired' : 'skipped',
    })
    return isKept ? [{ ...shape, geometry }] : []
  })
}

type Expression = Parameters<typeof fieldValue>[0]

function polygonsOf(geometry: Geometry): MultiPolygonCoordinates | undefined {
  if (geometry.type === 'Polygon') return [flat(geometry.coordinates)]
  if (geometry.type === 'MultiPolygon') return geometry.coordinates.map(flat)
  return undefined
}

/** Heights are dropped: the map is a plane. */
function flat(polygon: number[][][]): [number, number][][] {
  return polygon.map((ring) => ring.map(([lng, lat]) => [lng!, lat!]))
}
