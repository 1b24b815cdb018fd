import { riverBeyond, riverCourse } from './beyond.ts'
import { type Country, settleCountry } from './country.ts'
import { smoothLine } from './curve.ts'
import { type Building, box } from './footprints.ts'
import type { GroundLine, LandPatch } from './grounds.ts'
import type { Layout } from './layout.ts'
import type { Name } from './names.ts'
import { outlineOf } from './outline.ts'
import { between, direction, distance, distanceToRing, isInside, type Point, signedArea } from './plane.ts'
import type { Random } from './random.ts'
import { drawRelief, type Relief } from './relief.ts'
import { raiseTerrain } from './terrain.ts'
import { growWoods } from './woods.ts'

export type Surroundings = {
  /** The open country round the city, with the city as its hole. */
  readonly country: readonly (readonly Point[])[]
  readonly patches: readonly LandPatch[]
  /** Each with its clearings. */
  readonly woods: readonly (readonly (readonly Point[])[])[]
  readonly ponds: readonly (readonly Point[])[]
  readonly lines: readonly GroundLine[]
  readonly buildings: readonly Building[]
  readonly hamlets: readonly (Name & { readonly at: Point })[]
  readonly relief: Relief
} & Pick<Country, 'towns' | 'roads'>

const CELL_METERS = 560
/** How far fields and villages are drawn beyond the city's border. */
const REACH_METERS = 7200
/** Nothing but fields so near to the border. */
const CLEAR_METERS = 40
/** The country goes on to the horizon of a map that shows the whole region. */
const HORIZON_METERS = 260_000

/** What one sees beyond the border: hills, woods, fields, villages, towns and the roads and lanes between them. */
export function drawSurroundings(layout: Layout, random: Random): Surroundings {
  const { mesh, skeleton } = layout
  const rings = outlineOf(
    mesh,
    mesh.faces.map((_, face) => face),
  ).map(([outer]) => outer!.map((vertex) => mesh.points[vertex]!))
  const city = rings.reduce((best, ring) => (signedArea(ring) > signedArea(best) ? ring : best))
  const easts = city.map((point) => point[0])
  const norths = city.map((point) => point[1])
  const west = Math.min(...easts) - REACH_METERS
  const east = Math.max(...easts) + REACH_METERS
  const south = Math.min(...norths) - REACH_METERS
  const north = Math.max(...norths) + REACH_METERS
  const frame: Point[] = [
    [west - HORIZON_METERS, south - HORIZON_METERS],
    [east + HORIZON_METERS, south - HORIZON_METERS],
    [east + HORIZON_METERS, north + HORIZON_METERS],
    [west - HORIZON_METERS, north + HORIZON_METERS],
  ]
  const river = riverBeyond(skeleton)
  const course = riverCourse(skeleton).filter((_, i) => i % 5 === 0)
  const terrain = raiseTerrain(skeleton, course, random.fork('terrain'))
  const country = settleCountry(skeleton, river, terrain, random.fork('country'))
  const { woodAt, woods } = growWoods(city, terrain, country.towns)
  const isSettled = (at: Point) => country.towns.some((town) => distance(town.at, at) < town.radius + 420)
  const isFarFromRiver = (at: Point) => terrain.riverMetersAt(at) > 3000
  const columns = Math.ceil((east - west) / CELL_METERS)
  const rows = Math.ceil((north - south) / CELL_METERS)
  const corner: Point[][] = Array.from({ length: rows + 1 }, (_, row) =>
    Array.from({ length: columns + 1 }, (_, column) => [
      west + (column + random.between(-0.3, 0.3)) * CELL_METERS,
      south + (row + random.between(-0.3, 0.3)) * CELL_METERS,
    ]),
  )
  const isOpen = corner.map((line) =>
    line.map(
      (point) =>
        !isInside(point, city) &&
        distanceToRing(point, city) > CLEAR_METERS &&
        (isFarFromRiver(point) || (!isInside(point, river) && distanceToRing(point, river) > CLEAR_METERS)),
    ),
  )
  const patches: LandPatch[] = []
  const ponds: Point[][] = []
  const lines: GroundLine[] = []
  const buildings: Building[] = []
  const hamlets: (Name & { at: Point })[] = []
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const ring = [
        corner[row]![column]!,
        corner[row]![column + 1]!,
        corner[row + 1]![column + 1]!,
        corner[row + 1]![column]!,
      ]
      const isFree =
        isOpen[row]![column]! &&
        isOpen[row]![column + 1]! &&
        isOpen[row + 1]![column + 1]! &&
        isOpen[row + 1]![column]! &&
        !city.some((point) => isInside(point, ring)) &&
        (isFarFromRiver(ring[0]!) || !river.some((point) => isInside(point, ring)))
      const own = random.fork(`${row}/${column}`)
      if (!isFree) continue
      const center = between(between(ring[0]!, ring[2]!, 0.5), between(ring[1]!, ring[3]!, 0.5), 0.5)
      // Fields are drawn fewer and fewer farther off, so that they do not end in a line.
      const off = distanceToRing(center, city)
      if (off > REACH_METERS * own.between(0.35, 1) || isSettled(center)) continue
      // Lanes lead along every other border of the fields, from one end of the country to the other.
      if (row % 2 === 0) lines.push({ layer: 'road', class: 'lane', points: bent(ring[0]!, ring[1]!, own) })
      if (column % 2 === 0)
        lines.push({ layer: 'road', class: 'lane', points: bent(ring[0]!, ring[3]!, own) })
      if ([center, ...ring].some((point) => woodAt(point) > 0)) continue
      const kind = own.weighted([40, 14, 12, 16, 9])
      if (kind === 1) patches.push({ class: 'orchard', ring: strips(ring, own.between(0.15, 0.5)) })
      if (kind === 2) patches.push({ class: 'grass', ring: strips(ring, own.between(0.2, 0.6)) })
      if (kind === 3) {
        const hamlet = blob(ring, center, own.between(0.32, 0.5), own)
        patches.push({ class: 'residential', ring: hamlet })
        buildings.push(...cottages(hamlet, center, own))
        const name = hamletName(hamlets.length)
        if (name) hamlets.push({ ...name, at: center })
        lines.push({ layer: 'road', class: 'lane', points: bent(ring[0]!, center, own) })
      }
      if (kind === 4) ponds.push(blob(ring, center, own.between(0.2, 0.42), own))
    }
  }
  const relief = drawRelief(skeleton, terrain, course)
  return {
    country: [frame, [...city].reverse()],
    patches: [...patches, ...country.patches],
    woods,
    ponds,
    lines: [...lines, ...country.streets],
    buildings,
    hamlets,
    relief,
    towns: country.towns,
    roads: country.roads,
  }
}

const families =
  '王 Wang,张 Zhang,刘 Liu,陈 Chen,赵 Zhao,黄 Huang,吴 Wu,徐 Xu,胡 Hu,朱 Zhu,高 Gao,林 Lin,何 He,郭 Guo,马 Ma,罗 Luo,梁 Liang,宋 Song,郑 Zheng,谢 Xie,韩 Han,唐 Tang,冯 Feng,于 Yu,董 Dong,萧 Xiao,程 Cheng,曹 Cao,袁 Yuan,邓 Deng'
    .split(',')
    .map((entry) => entry.split(' '))
const hamletKinds = [
  ['家庄', 'jiazhuang'],
  ['家湾', 'jiawan'],
  ['家桥', 'jiaqiao'],
  ['家圩', 'jiawei'],
  ['家岗', 'jiagang'],
] as const

/** One family's place after the other, none twice; undefined when they are used up. */
function hamletName(index: number): Name | undefined {
  const kind = hamletKinds[Math.floor(index / families.length)]
  const [zh, en] = families[(index * 7) % families.length]!
  return kind && { name: `${zh}${kind[0]}`, nameEn: `${en}${kind[1]}` }
}

/** A rounded shape inside the cell, nowhere the same. */
function blob(ring: readonly Point[], center: Point, share: number, random: Random): Point[] {
  const controls = ring.flatMap((point, i) => [
    between(center, point, share * random.between(0.72, 0.98)),
    between(center, between(point, ring[(i + 1) % ring.length]!, 0.5), share * random.between(0.8, 1.05)),
  ])
  return smoothLine(controls, 28, true)
}

/** A part of the cell along one side. */
function strips([a, b, c, d]: readonly Point[], share: number): Point[] {
  return [
    between(a!, d!, 0.06),
    between(b!, c!, 0.06),
    between(b!, c!, 0.06 + share),
    between(a!, d!, 0.06 + share),
  ]
}

function bent(from: Point, to: Point, random: Random): Point[] {
  const [east, north] = direction(from, to)
  const aside = random.between(-32, 32)
  const middle = between(from, to, random.between(0.35, 0.65))
  return smoothLine([from, [middle[0] - north * aside, middle[1] + east * aside], to], 70)
}

function cottages(ring: readonly Point[], [east, north]: Point, random: Random): Building[] {
  const houses: Building[] = []
  const axis = direction([0, 0], [1, random.between(-0.25, 0.25)])
  for (let row = -4; row <= 4; row++) {
    for (let column = -5; column <= 5; column++) {
      if (!random.chance(0.62)) continue
      const along = column * 24 + random.between(-4, 4)
      const across = row * 27 + random.between(-3, 3)
      const at: Point = [
        east + axis[0] * along - axis[1] * across,
        north + axis[1] * along + axis[0] * across,
      ]
      const house = box(at, axis, random.between(11, 15), random.between(9, 11))
      if (house.every((point) => isInside(point, ring))) {
        houses.push({ ring: house, heightMeters: 3 * random.integer(2, 3), kind: 'house', face: -1 })
      }
    }
  }
  return houses
}
