import type { BundlePart } from '../../server/exchange/bundle.ts'
import { categories } from '../packs/city-management/categories.ts'
import { contractorsOf, departmentOfSkill, departments } from '../packs/city-management/departments.ts'
import { pointsAlong } from './curve.ts'
import { carriagewayMeters, type Layout, type RoadRun } from './layout.ts'
import { piecesPerMeter, type Rhythm, rhythms } from './part-rhythms.ts'
import { distance, type Point, toLngLat } from './plane.ts'
import type { Random } from './random.ts'
import { createFaceFinder, houseNumber, type Roadside } from './roadside.ts'

export type PlacedPart = BundlePart & {
  readonly face: number
  readonly at: Point
  readonly addressEn: string
}

const owners = ['区城市管理局', '区住房和城乡建设局', '临江城投集团'] as const
/** Networks belong to who runs them. */
const ownersByOperator: ReadonlySet<string> = new Set(['gas', 'power', 'telecom', 'water', 'heat'])
/** A contractor's lot is a strip of the city this wide. */
const LOT_METERS = 2600
/** Of what rhythms count, so much falls into water or open country and is left out. */
const LEFT_OUT_SHARE = 0.12
const LAMPS_ON_A_FEEDER = 20

type Address = { readonly text: string; readonly en: string }
type Put = (categoryCode: string, at: Point, address: Address, attributes?: BundlePart['attributes']) => void

/** About `partCount` parts where they stand: lamps 30 m apart on kerbs, covers in carriageways, trees in verges, signals at crossings. */
export function placeParts(
  layout: Layout,
  runs: readonly RoadRun[],
  roadside: Roadside,
  partCount: number,
  random: Random,
): PlacedPart[] {
  const findFace = createFaceFinder(layout)
  const parts: PlacedPart[] = []
  const serials = new Map<string, number>()
  const districtOfFace = new Map(
    layout.division.subdistricts.flatMap(({ plan, faces }) => faces.map((face) => [face, plan.districtCode])),
  )
  const categoryByCode = new Map(categories.map((category) => [category.code, category]))
  const departmentNames = new Map(departments.map((department) => [department.code, department.name]))
  const put: Put = (categoryCode, at, address, attributes = {}) => {
    const face = findFace(at)
    if (face === undefined || layout.landUses[face] === 'water') return
    const category = categoryByCode.get(categoryCode)!
    const districtCode = districtOfFace.get(face)!
    const key = `${districtCode}${categoryCode}`
    const serial = (serials.get(key) ?? 0) + 1
    serials.set(key, serial)
    const code = `${districtCode}${category.code.slice(2)}${String(serial).padStart(6, '0')}`
    const departmentCode = departmentOfSkill[category.skill] ?? null
    const isOld = layout.zones[face] === 'old_town'
    const age = random.next()
    const years = Math.floor(age * age * (isOld ? 24 : 16))
    // Old pieces wear, and the old town's wear more.
    const wear = random.next() * (isOld ? 1.16 : 1) * (1 + years / 160)
    const contractors = contractorsOf(departmentCode ?? 'CG')
    parts.push({
      sourceId: `part-${code}`,
      code,
      categoryCode,
      name: `${category.name}${String(serial).padStart(5, '0')}`,
      nameEn: `${category.nameEn} ${serial}`,
      condition: wear > 1.19 ? 'missing' : wear > 1.0 ? 'poor' : wear > 0.88 ? 'fair' : 'good',
      inChargeDepartmentCode: departmentCode,
      owner: ownersByOperator.has(category.skill)
        ? departmentNames.get(departmentCode!)!
        : random.pick(owners),
      maintainer: contractors[Math.abs(Math.floor(at[0] / LOT_METERS)) % contractors.length]!,
      installedOn: `${2025 - years}-${String(random.integer(1, 12)).padStart(2, '0')}-15`,
      address: address.text,
      lngLat: toLngLat(at),
      attributes,
      face,
      at,
      addressEn: address.en,
    })
  }
  const isBuiltUp = (at: Point) => {
    const face = findFace(at)
    return face !== undefined && layout.landUses[face] !== 'farmland' && layout.landUses[face] !== 'hill'
  }
  const roads = runs.filter((run) => !run.isBridge && run.class !== 'rail')
  atCrossings(layout, runs, random.fork('crossings'), put)
  inOpenSpaces(layout, roadside, random.fork('open'), put)
  for (const run of roads) {
    for (const rhythm of rhythms) if (rhythm.isExact) alongRun(run, rhythm, 1, random, put, isBuiltUp)
  }
  const wanted = Math.max(partCount - parts.length, partCount * 0.2)
  const density = wanted / (1 - LEFT_OUT_SHARE) / looseCount(roads)
  for (const run of roads) {
    for (const rhythm of rhythms) if (!rhythm.isExact) alongRun(run, rhythm, density, random, put, isBuiltUp)
  }
  return parts
}

/** How many pieces the rhythms that give way would set along these roads. */
function looseCount(roads: readonly RoadRun[]): number {
  let count = 0
  for (const { points, class: roadClass } of roads) {
    let meters = 0
    for (let i = 1; i < points.length; i++) meters += distance(points[i - 1]!, points[i]!)
    for (const rhythm of rhythms) if (!rhythm.isExact) count += meters * piecesPerMeter(rhythm, roadClass)
  }
  return count
}

function alongRun(
  run: RoadRun,
  rhythm: Rhythm,
  density: number,
  random: Random,
  put: Put,
  isBuiltUp: (at: Point) => boolean,
): void {
  const usual = rhythm.everyMeters[run.class]
  if (usual === undefined) return
  const every = Math.max(3, usual / density)
  const kerb = (carriagewayMeters[run.class] ?? 8) / 2 + rhythm.asideMeters
  const isLamp = rhythm.category === '100118'
  let along = every * random.between(0.05, 0.95)
  pointsAlong(run.points, every, along).forEach(({ point, heading }, i) => {
    const sides = rhythm.sides === 'both' ? [1, -1] : rhythm.sides === 'left' ? [1] : [i % 2 === 0 ? 1 : -1]
    for (const side of sides) {
      const jitter = isLamp ? 0 : random.between(-0.12, 0.12) * every
      const at: Point = [
        point[0] - heading[1] * kerb * side + heading[0] * jitter,
        point[1] + heading[0] * kerb * side + heading[1] * jitter,
      ]
      // Field lanes have poles, and lamps only where they are main roads.
      if (run.class === 'lane' && rhythm.category !== '100117' && !isBuiltUp(at)) continue
      const number = houseNumber(run.startMeters + along, side === 1)
      // Twenty lamps hang on one feeder, one behind the other: when it fails they fail together.
      const attributes = isLamp
        ? {
            feeder: `K${run.line}-${Math.floor(i / LAMPS_ON_A_FEEDER) + 1}`,
            feederOrder: (i % LAMPS_ON_A_FEEDER) + 1,
            lampWatts: run.class === 'arterial' ? 180 : 90,
            poleMeters: run.class === 'arterial' ? 10 : 7,
          }
        : (rhythm.attributes?.(random) ?? {})
      put(
        rhythm.category,
        at,
        { text: `${run.name}${number}号旁`, en: `${number} ${run.nameEn}` },
        attributes,
      )
    }
    along += every
  })
}

/** Signals, their cabinets, cameras and rails where arterials meet; name signs and bins at the corners of all roads. */
function atCrossings(layout: Layout, runs: readonly RoadRun[], random: Random, put: Put): void {
  const meetings = new Map<number, RoadRun[]>()
  for (const run of runs) {
    if (run.class === 'rail' || run.class === 'expressway' || run.isBridge) continue
    for (const vertex of run.vertices) {
      const list = meetings.get(vertex) ?? []
      if (!list.some((other) => other.name === run.name)) meetings.set(vertex, [...list, run])
    }
  }
  for (const [vertex, met] of [...meetings].sort((a, b) => a[0] - b[0])) {
    if (met.length < 2) continue
    const [a, b] = [met[0]!, met[1]!]
    const [east, north] = layout.mesh.points[vertex]!
    const address = { text: `${a.name}与${b.name}交叉口`, en: `${a.nameEn} and ${b.nameEn}` }
    const reach = met.reduce((sum, run) => sum + (carriagewayMeters[run.class] ?? 8), 0) / met.length / 2 + 3
    if (random.chance(0.55)) put('100213', [east + reach, north + reach - 1], address)
    if (random.chance(0.3)) put('100305', [east - reach, north + reach + 1.5], address)
    const isLarge = met.some((run) => run.class === 'arterial')
    if (!isLarge || !met.every((run) => run.class === 'arterial' || run.class === 'collector')) continue
    for (const [signEast, signNorth] of [
      [1, 1],
      [-1, 1],
      [-1, -1],
      [1, -1],
    ] as const) {
      const at: Point = [east + signEast * 15, north + signNorth * 15]
      put('100214', at, address)
      if (random.chance(0.5)) put('100211', [at[0] + signEast * 9, at[1]], address)
    }
    put('100210', [east + 19, north + 17], address)
    put('100190', [east - 17, north + 17], address, { view: 'crossing' })
    if (random.chance(0.4)) put('100190', [east + 17, north - 17], address, { view: 'crossing' })
  }
}

function inOpenSpaces(layout: Layout, roadside: Roadside, random: Random, put: Put): void {
  layout.landUses.forEach((landUse, face) => {
    if (!roadside.hasRoad(face)) return
    const times = (count: number, category: string) => {
      for (let i = 0; i < count; i++) {
        const { at, address, addressEn } = roadside.spotIn(face, random)
        const { center } = layout.patchwork.places[face]!
        const inward = random.between(0.06, 0.3)
        put(category, [at[0] + (center[0] - at[0]) * inward, at[1] + (center[1] - at[1]) * inward], {
          text: `${address}内`,
          en: addressEn,
        })
      }
    }
    if (landUse === 'park' || landUse === 'plaza') {
      times(5, '100407')
      times(2, '100305')
      times(2, '100404')
      times(2, '100126')
      times(1, '100406')
      times(2, '100119')
      times(landUse === 'park' ? 2 : 0, '100405')
      if (random.chance(0.4)) times(1, '100301')
    }
    if (landUse === 'residential') {
      times(1, '100126')
      times(2, '100305')
      times(1, '100501')
      if (random.chance(0.2)) times(1, '100304')
      if (layout.zones[face] === 'old_town' && random.chance(0.2)) times(1, '100401')
    }
    if (landUse === 'commercial') {
      times(1, '100201')
      times(2, '100307')
      times(1, '100212')
      if (random.chance(0.3)) times(1, '100190')
      if (random.chance(0.15)) times(1, '100301')
    }
  })
}
