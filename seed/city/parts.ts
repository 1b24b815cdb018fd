import type { BundlePart } from '../../server/exchange/bundle.ts'
import { categories } from '../packs/city-management/categories.ts'
import { departmentOfSkill, departments } from '../packs/city-management/departments.ts'
import { pointsAlong } from './curve.ts'
import { DISTRICT_CODE } from './geography.ts'
import { carriagewayMeters, type Layout, type RoadRun } from './layout.ts'
import type { Point } from './plane.ts'
import { toLngLat } from './plane.ts'
import type { Random } from './random.ts'
import { createFaceFinder, houseNumber, type Roadside } from './roadside.ts'

export type PlacedPart = BundlePart & { readonly face: number; readonly at: Point }

type Rhythm = {
  readonly category: string
  /** By road class; undefined: none there. */
  readonly everyMeters: Readonly<Partial<Record<RoadRun['class'], number>>>
  /** From the kerb: positive behind it, negative in the carriageway. */
  readonly asideMeters: number
  readonly sides: 'both' | 'alternate' | 'left'
}

/** What stands along roads, how often and how far from the kerb. */
const rhythms: readonly Rhythm[] = [
  {
    category: '100118',
    everyMeters: { arterial: 30, collector: 34, lane: 62 },
    asideMeters: 0.8,
    sides: 'alternate',
  },
  { category: '100402', everyMeters: { arterial: 70, collector: 160 }, asideMeters: 1.6, sides: 'both' },
  {
    category: '100102',
    everyMeters: { arterial: 160, collector: 190, lane: 280 },
    asideMeters: -2.2,
    sides: 'alternate',
  },
  {
    category: '100103',
    everyMeters: { arterial: 160, collector: 200, lane: 320 },
    asideMeters: -1.2,
    sides: 'alternate',
  },
  {
    category: '100104',
    everyMeters: { arterial: 180, collector: 260, lane: 630 },
    asideMeters: -0.3,
    sides: 'both',
  },
  {
    category: '100101',
    everyMeters: { arterial: 450, collector: 480, lane: 720 },
    asideMeters: -3.2,
    sides: 'left',
  },
  { category: '100105', everyMeters: { arterial: 630, collector: 780 }, asideMeters: 1.1, sides: 'left' },
  {
    category: '100107',
    everyMeters: { arterial: 630, collector: 720, lane: 1350 },
    asideMeters: 2.1,
    sides: 'left',
  },
  { category: '100111', everyMeters: { arterial: 1050, collector: 1200 }, asideMeters: -2.8, sides: 'left' },
  { category: '100106', everyMeters: { arterial: 900, collector: 960 }, asideMeters: 1.3, sides: 'left' },
  {
    category: '100113',
    everyMeters: { arterial: 270, collector: 390, lane: 840 },
    asideMeters: 0.9,
    sides: 'alternate',
  },
  {
    category: '100305',
    everyMeters: { arterial: 220, collector: 300, lane: 630 },
    asideMeters: 1.2,
    sides: 'alternate',
  },
  { category: '100209', everyMeters: { arterial: 630, collector: 960 }, asideMeters: 0.6, sides: 'both' },
  { category: '100203', everyMeters: { arterial: 1050, collector: 1950 }, asideMeters: 2.4, sides: 'both' },
  { category: '100117', everyMeters: { lane: 450 }, asideMeters: 1, sides: 'left' },
  { category: '100115', everyMeters: { collector: 630, lane: 960 }, asideMeters: 2.6, sides: 'left' },
  {
    category: '100307',
    everyMeters: { arterial: 780, collector: 1200 },
    asideMeters: 4.5,
    sides: 'alternate',
  },
  {
    category: '100213',
    everyMeters: { arterial: 780, collector: 630, lane: 720 },
    asideMeters: 0.7,
    sides: 'left',
  },
  {
    category: '100407',
    everyMeters: { arterial: 780, collector: 690 },
    asideMeters: 3.4,
    sides: 'alternate',
  },
]

const owners = ['区城市管理局', '区住房和城乡建设局', '临江城投集团'] as const

export function placeParts(
  layout: Layout,
  runs: readonly RoadRun[],
  roadside: Roadside,
  random: Random,
): PlacedPart[] {
  const findFace = createFaceFinder(layout)
  const parts: PlacedPart[] = []
  const serials = new Map<string, number>()
  const categoryByCode = new Map(categories.map((category) => [category.code, category]))
  const departmentNames = new Map(departments.map((department) => [department.code, department.name]))
  const put = (
    categoryCode: string,
    at: Point,
    address: string,
    attributes: BundlePart['attributes'] = {},
  ) => {
    const face = findFace(at)
    if (face === undefined || layout.landUses[face] === 'water') return
    const category = categoryByCode.get(categoryCode)!
    const serial = (serials.get(categoryCode) ?? 0) + 1
    serials.set(categoryCode, serial)
    const code = `${DISTRICT_CODE}${category.nationalCode}${String(serial).padStart(6, '0')}`
    const departmentCode = departmentOfSkill[category.skill] ?? null
    const age = random.next()
    const wear = random.next() * (layout.zones[face] === 'old_town' ? 1.25 : 1)
    parts.push({
      sourceId: `part-${code}`,
      code,
      categoryCode,
      name: `${category.name}${String(serial).padStart(5, '0')}`,
      nameEn: `${category.nameEn} ${serial}`,
      condition: wear > 1.19 ? 'missing' : wear > 0.985 ? 'poor' : wear > 0.86 ? 'fair' : 'good',
      inChargeDepartmentCode: departmentCode,
      owner:
        category.skill === 'gas' || category.skill === 'power'
          ? departmentNames.get(departmentCode!)!
          : random.pick(owners),
      maintainer: departmentNames.get(departmentCode ?? 'CG')!,
      installedOn: `${2025 - Math.floor(age * age * 18)}-${String(random.integer(1, 12)).padStart(2, '0')}-15`,
      address,
      lngLat: toLngLat(at),
      attributes,
      face,
      at,
    })
  }
  const isBuiltUp = (at: Point) => {
    const face = findFace(at)
    return face !== undefined && layout.landUses[face] !== 'farmland' && layout.landUses[face] !== 'hill'
  }
  for (const run of runs) {
    if (run.isBridge || run.class === 'rail') continue
    for (const rhythm of rhythms) alongRun(run, rhythm, random, put, isBuiltUp)
  }
  atCrossings(layout, runs, random, put)
  inOpenSpaces(layout, roadside, random, put)
  return parts
}

type Put = (categoryCode: string, at: Point, address: string, attributes?: BundlePart['attributes']) => void

function alongRun(
  run: RoadRun,
  rhythm: Rhythm,
  random: Random,
  put: Put,
  isBuiltUp: (at: Point) => boolean,
): void {
  const every = rhythm.everyMeters[run.class]
  if (every === undefined) return
  const kerb = (carriagewayMeters[run.class] ?? 8) / 2 + rhythm.asideMeters
  let along = every * random.between(0.25, 0.75)
  pointsAlong(run.points, every, along).forEach(({ point, heading }, i) => {
    const sides = rhythm.sides === 'both' ? [1, -1] : rhythm.sides === 'left' ? [1] : [i % 2 === 0 ? 1 : -1]
    for (const side of sides) {
      const jitter = rhythm.category === '100118' ? 0 : random.between(-0.12, 0.12) * every
      const at: Point = [
        point[0] - heading[1] * kerb * side + heading[0] * jitter,
        point[1] + heading[0] * kerb * side + heading[1] * jitter,
      ]
      // Field lanes have poles, and lamps only where they are main roads.
      if (run.class === 'lane' && rhythm.category !== '100117' && !isBuiltUp(at)) continue
      // Twenty lamps hang on one feeder: when it fails they fail together.
      const attributes: Record<string, string | number> =
        rhythm.category === '100118'
          ? {
              feeder: `K${run.line}-${Math.floor(i / 20) + 1}`,
              lampWatts: run.class === 'arterial' ? 180 : 90,
            }
          : {}
      put(rhythm.category, at, `${run.name}${houseNumber(along, side === 1)}号旁`, attributes)
    }
    along += every
  })
}

/** Signals, their cabinets and rails where arterials and collectors meet. */
function atCrossings(layout: Layout, runs: readonly RoadRun[], random: Random, put: Put): void {
  const meetings = new Map<number, RoadRun[]>()
  for (const run of runs) {
    if (run.class !== 'arterial' && run.class !== 'collector') continue
    for (const vertex of run.vertices) {
      const list = meetings.get(vertex) ?? []
      if (!list.some((other) => other.line === run.line)) meetings.set(vertex, [...list, run])
    }
  }
  for (const [vertex, met] of [...meetings].sort((a, b) => a[0] - b[0])) {
    if (met.length < 2 || !met.some((run) => run.class === 'arterial')) continue
    const [east, north] = layout.mesh.points[vertex]!
    const address = `${met[0]!.name}与${met[1]!.name}交叉口`
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
  }
}

function inOpenSpaces(layout: Layout, roadside: Roadside, random: Random, put: Put): void {
  layout.landUses.forEach((landUse, face) => {
    if (!roadside.hasRoad(face)) return
    const times = (count: number, category: string) => {
      for (let i = 0; i < count; i++) {
        const { at, address } = roadside.spotIn(face, random)
        const { center } = layout.patchwork.places[face]!
        const inward = random.between(0.06, 0.3)
        put(
          category,
          [at[0] + (center[0] - at[0]) * inward, at[1] + (center[1] - at[1]) * inward],
          `${address}内`,
        )
      }
    }
    if (landUse === 'park' || landUse === 'plaza') {
      times(5, '100407')
      times(2, '100305')
      times(2, '100404')
      times(2, '100126')
      times(1, '100406')
      times(landUse === 'park' ? 2 : 0, '100405')
      if (random.chance(0.4)) times(1, '100301')
    }
    if (landUse === 'residential') {
      times(1, '100126')
      times(2, '100305')
      times(1, '100501')
      if (layout.zones[face] === 'old_town' && random.chance(0.2)) times(1, '100401')
    }
    if (landUse === 'commercial') {
      times(1, '100201')
      times(2, '100307')
      if (random.chance(0.15)) times(1, '100301')
    }
  })
}
