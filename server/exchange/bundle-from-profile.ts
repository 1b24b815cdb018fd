import { areaSquareMeters } from '../../geo/area-square-meters.ts'
import { ResponsibilityIndex } from '../../geo/responsibility-index.ts'
import type {
  BundleArea,
  BundleDutyGrid,
  BundlePart,
  BundleRule,
  BundleUnit,
  CityBundle,
  MultiPolygonCoordinates,
} from './bundle.ts'
import { bundleAreas, readShapes } from './bundle-areas.ts'
import { bundleCases } from './bundle-cases.ts'
import { bundleBasemap, bundleParts } from './bundle-parts.ts'
import type { GeometryTools } from './geometry-tools.ts'
import type { ProblemList } from './problem.ts'
import type { CityProfile } from './profile.ts'
import type { SourceFolder } from './source-folder.ts'

/** An overlap or a gap below this is the noise of drawing, in square meters. */
const NOISE_SQUARE_METERS = 100
const everyDay: BundleUnit['shifts'] = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({
  weekday,
  startMinute: 0,
  endMinute: 1440,
}))

/** Reads a city's files by its profile. What cannot be read is in `problems`; everything else is in the bundle. */
export async function bundleFromProfile(
  profile: CityProfile,
  folder: SourceFolder,
  tools: GeometryTools,
  rules: readonly BundleRule[],
  problems: ProblemList,
): Promise<CityBundle> {
  const areas = await bundleAreas(profile, folder, tools, problems)
  const dutyGrids = await bundleDutyGrids(profile, areas, folder, tools, problems)
  await checkCoverage(areas, dutyGrids, tools, problems)
  const { cases, categories, duties, departments, rowOf } = await bundleCases(profile, folder, problems)
  const parts = await bundleParts(profile, folder, problems)
  checkPlaces(dutyGrids, cases, parts, rowOf, problems)
  return {
    sourceSystem: profile.sourceSystem,
    city: profile.city,
    validFrom: profile.validFrom,
    areas,
    dutyGrids,
    // A city without unit grids has one for each duty grid.
    unitGrids: dutyGrids.map(({ code, areaCode, geometry }) => ({
      code,
      dutyGridCode: code,
      areaCode,
      landUse: '',
      areaSquareMeters: areaSquareMeters(geometry),
      geometry,
    })),
    basemap: await bundleBasemap(profile, folder, problems),
    departments,
    people: profile.people.map((person) => ({ ...person, areaCode: null, phone: '' })),
    units: profile.units.map((unit) => ({ ...unit, areaCode: null, shifts: everyDay })),
    categories: [
      ...profile.categories.map((category) => ({
        ...category,
        nationalCode: null,
        classNameEn: category.className,
        severity: 'normal' as const,
        limits: profile.defaultLimits,
      })),
      ...categories,
    ],
    duties: [...dutiesOfParts(profile), ...duties],
    rules,
    calendar: profile.calendar,
    parts,
    sensors: [],
    cases,
    tracks: [],
    inspections: [],
  }
}

async function bundleDutyGrids(
  profile: CityProfile,
  areas: readonly BundleArea[],
  folder: SourceFolder,
  tools: GeometryTools,
  problems: ProblemList,
): Promise<BundleDutyGrid[]> {
  const parents = new Set(areas.map(({ parentCode }) => parentCode))
  const leaves = areas.filter(({ code }) => !parents.has(code))
  const people = profile.people.filter(({ post }) => post === 'grid_chief')
  const peopleOf = (index: number): BundleDutyGrid['people'] =>
    // The first chief of the profile answers for the first grids, so that a trial has somebody to sign in as.
    people[0] && index < 6 ? [{ personCode: people[0].code, duty: 'chief' }] : []
  if (profile.dutyGrids === 'leaf_areas') {
    return leaves.map(({ code, name, nameEn, geometry }, i) => ({
      code,
      name,
      nameEn,
      areaCode: code,
      geometry,
      people: peopleOf(i),
    }))
  }
  const grids: BundleDutyGrid[] = []
  const codes = new Set<string>()
  for (const file of folder.matching(profile.dutyGrids.file)) {
    const shapes = await readShapes(file, profile.dutyGrids.fields, folder, tools, problems)
    const homes = await tools.mostOverlapped(
      shapes.map(({ geometry }) => geometry),
      leaves.map(({ geometry }) => geometry),
    )
    for (const [i, { row, code, name, nameEn, geometry }] of shapes.entries()) {
      const home = homes[i] === null || homes[i] === undefined ? undefined : leaves[homes[i]]
      if (!home) {
        problems.add({
          file,
          row,
          field: 'geometry',
          reason: 'outside_city',
          message: `${name} lies in no area.`,
          action: 'skipped',
        })
      } else if (codes.has(code)) {
        problems.add({
          file,
          row,
          field: 'code',
          reason: 'duplicate',
          message: `Duty grid ${code} is there already.`,
          action: 'skipped',
        })
      } else {
        codes.add(code)
        grids.push({ code, name, nameEn, areaCode: home.code, geometry, people: peopleOf(grids.length) })
      }
    }
  }
  return grids
}

async function checkCoverage(
  areas: readonly BundleArea[],
  dutyGrids: readonly BundleDutyGrid[],
  tools: GeometryTools,
  problems: ProblemList,
): Promise<void> {
  const shapes = dutyGrids.map(({ geometry }) => geometry)
  for (const { a, b, squareMeters } of await tools.overlaps(shapes, NOISE_SQUARE_METERS)) {
    problems.add({
      file: 'duty grids',
      row: null,
      field: 'geometry',
      reason: 'overlap',
      message: `${dutyGrids[a]!.name} and ${dutyGrids[b]!.name} overlap by ${Math.round(squareMeters)} m²; points there go to the lower code.`,
      action: 'kept',
    })
  }
  const outline: MultiPolygonCoordinates | undefined = areas.find(({ level }) => level === 'city')?.geometry
  if (!outline || shapes.length === 0) return
  const gap = await tools.gapSquareMeters(outline, shapes)
  if (gap > NOISE_SQUARE_METERS) {
    problems.add({
      file: 'duty grids',
      row: null,
      field: 'geometry',
      reason: 'gap',
      message: `${Math.round(gap)} m² of the city lie in no duty grid; points there wait in the unlocated queue.`,
      action: 'kept',
    })
  }
}

/** Names the cases and parts that no duty grid answers for. */
function checkPlaces(
  dutyGrids: readonly BundleDutyGrid[],
  cases: CityBundle['cases'],
  parts: readonly BundlePart[],
  rowOf: ReadonlyMap<string, { file: string; row: number }>,
  problems: ProblemList,
): void {
  const index = new ResponsibilityIndex(
    dutyGrids.map(({ code, geometry }, id) => ({ id, code, polygons: geometry })),
  )
  for (const { sourceId, lngLat } of cases) {
    if (!lngLat || index.locateId(lngLat[0], lngLat[1]) >= 0) continue
    const { file, row } = rowOf.get(sourceId)!
    problems.add({
      file,
      row,
      field: 'coordinates',
      reason: 'outside_city',
      message: `(${lngLat.join(', ')}) lies in no duty grid and not within 50 m of one.`,
      action: 'unlocated',
    })
  }
  for (const { sourceId, lngLat } of parts) {
    if (index.locateId(lngLat[0], lngLat[1]) >= 0) continue
    problems.add({
      file: sourceId.split('/')[0]!,
      row: null,
      field: 'coordinates',
      reason: 'outside_city',
      message: `Part ${sourceId} at (${lngLat.join(', ')}) lies in no duty grid.`,
      action: 'unlocated',
    })
  }
}

/** The department in charge of a part's category is that of its file. */
function dutiesOfParts(profile: CityProfile): CityBundle['duties'] {
  const byCategory = new Map<string, string>()
  for (const { categoryCode, departmentCode } of profile.parts)
    if (departmentCode) byCategory.set(categoryCode, departmentCode)
  const covered = new Set(byCategory.keys())
  for (const { code, skill } of profile.categories) {
    const unit = profile.units.find(({ skills }) => skills.includes(skill))
    if (!covered.has(code) && unit) byCategory.set(code, unit.departmentCode)
  }
  return [...byCategory].map(([categoryCode, departmentCode]) => ({
    categoryCode,
    areaCode: null,
    departmentCode,
  }))
}
