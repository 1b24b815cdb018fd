import type { GenerateCity, SeededCity } from '../contract.ts'
import { calendar } from '../packs/city-management/calendar.ts'
import { categories } from '../packs/city-management/categories.ts'
import { duties } from '../packs/city-management/departments.ts'
import { equipmentKinds } from '../packs/city-management/equipment.ts'
import { escalationLimits } from '../packs/city-management/escalation-limits.ts'
import { regulations } from '../packs/city-management/regulations/regulations.ts'
import { rules } from '../packs/city-management/rules.ts'
import { drawBasemap, placeLandmarks } from './basemap.ts'
import { liveThroughYear } from './cases.ts'
import { MINUTE_MS, toInstant } from './clock.ts'
import { compileGazetteer } from './gazetteer.ts'
import { identityOf, nameGeography } from './geography.ts'
import { walkRounds } from './inspections.ts'
import { staff } from './organization.ts'
import { placeParts } from './parts.ts'
import { type Point, toLngLat } from './plane.ts'
import { plantPatterns } from './planted.ts'
import { presets } from './presets.ts'
import { drawProfessionalGrids } from './professional-grids.ts'
import { createRandom } from './random.ts'
import { randomLabel, roadNetworkOf } from './road-network.ts'
import { createFaceFinder } from './roadside.ts'
import { placeSensors } from './sensors.ts'
import { driveTracks } from './tracks.ts'
import { makeWeather } from './weather.ts'

const DAYS = 366
/** Old and notable trees, and those of streets. */
const treeCategories = ['100401', '100402']
/** Share of the land's unit grids that nobody looked into for a month. */
const UNSEEN_SHARE = 0.055

/**
 * A whole river district and a year of its life. Pure: the same seed and end give the same bytes on every machine
 * (integer draws, no transcendental functions, coordinates rounded to 1e-7 degrees).
 */
export const generateCity: GenerateCity = (seed, endsAt, preset = 'small'): SeededCity => {
  const endMs = Math.floor(Date.parse(endsAt) / MINUTE_MS) * MINUTE_MS
  const random = createRandom(randomLabel(seed))
  const { layout, runs, roadside, graph } = roadNetworkOf(seed, preset)
  const geography = nameGeography(layout)
  const landmarks = placeLandmarks(layout, random.fork('landmarks'))
  // Communities give way to everything that one looks for by its name.
  const areaNames = geography.places
    .filter(({ kind }) => kind !== 'subdistrict')
    .map((place) => (place.kind === 'community' ? { ...place, rank: 5 } : place))
  const parts = placeParts(layout, runs, roadside, presets[preset].partCount, random.fork('parts'))
  const trees = parts.flatMap(({ categoryCode, at }) => (treeCategories.includes(categoryCode) ? [at] : []))
  const basemap = drawBasemap(layout, runs, graph, landmarks, trees, areaNames, random.fork('buildings'))
  const organization = staff(layout, geography, roadside, random.fork('people'))
  const weather = makeWeather(endMs, DAYS, random.fork('weather'))
  const sensors = placeSensors(
    layout,
    parts,
    landmarks,
    weather,
    presets[preset].sensorCount,
    endMs,
    random.fork('sensors'),
  )
  const unseenDraw = random.fork('unseen')
  const unseen = layout.landUses.map(
    (use, face) =>
      unseenDraw.chance(UNSEEN_SHARE * (layout.zones[face] === 'village' ? 2.4 : 1)) ||
      (use === 'hill' && unseenDraw.chance(0.5)),
  )
  const isUnseen = (face: number) => unseen[face]!
  const homeOfUnit = new Map(
    organization.units.map((unit) => {
      const [lng, lat] = unit.home
      const [originLng, originLat] = toLngLat([0, 0])
      const [eastLng, northLat] = toLngLat([10_000, 10_000])
      const home: Point = [
        ((lng - originLng) / (eastLng - originLng)) * 10_000,
        ((lat - originLat) / (northLat - originLat)) * 10_000,
      ]
      return [unit.code, home] as const
    }),
  )
  const findFace = createFaceFinder(layout)
  const tracks = driveTracks(
    organization.units,
    (unit) => homeOfUnit.get(unit.code)!,
    graph,
    (at) => {
      const face = findFace(at)
      return face !== undefined && isUnseen(face)
    },
    endMs,
    random.fork('tracks'),
  )
  const inspections = walkRounds(geography, organization, parts, isUnseen, endMs, random.fork('rounds'))
  const scene = {
    layout,
    geography,
    organization,
    roadside,
    parts,
    landmarks,
    weather,
    homeOfUnit,
    isUnseen,
    endMs,
    caseCount: presets[preset].caseCount,
    openCaseCount: presets[preset].openCaseCount,
  }
  const planted = plantPatterns(scene, random.fork('planted'))
  return {
    sourceSystem: 'seed',
    seed,
    preset,
    endsAt: toInstant(endMs),
    validFrom: toInstant(endMs - 2 * DAYS * 24 * 60 * MINUTE_MS),
    city: {
      ...identityOf(layout.extent),
      timeZone: 'Asia/Shanghai',
      languages: ['zh', 'en'],
      unitSystem: 'metric',
      bbox: boundsOf(layout.skeleton.boundary),
      codeLengths: { area: 12, unitGrid: 15, part: 16 },
    },
    areas: geography.areas,
    unitGrids: geography.unitGrids,
    dutyGrids: geography.dutyGrids.map(({ subdistrictCode: _, ...grid }) => ({
      ...grid,
      people: organization.peopleOfDutyGrid.get(grid.code) ?? [],
    })),
    basemap,
    departments: organization.departments,
    people: organization.people,
    roster: organization.roster,
    units: organization.units,
    categories,
    equipmentKinds,
    duties,
    regulations,
    rules,
    calendar,
    escalationLimits,
    parts: parts.map(({ face: _, at: __, addressEn: ___, ...part }) => part),
    sensors,
    cases: liveThroughYear(scene, planted, random.fork('cases')),
    expectedCases: scene.caseCount,
    tracks,
    inspections,
    planted,
    roads: graph.roads,
    places: compileGazetteer(layout, geography, runs, landmarks, roadside),
    professionalGrids: drawProfessionalGrids(layout, geography),
  }
}

function boundsOf(points: readonly Point[]): [number, number, number, number] {
  const easts = points.map((point) => point[0])
  const norths = points.map((point) => point[1])
  const [west, south] = toLngLat([Math.min(...easts), Math.min(...norths)])
  const [east, north] = toLngLat([Math.max(...easts), Math.max(...norths)])
  return [west, south, east, north]
}
