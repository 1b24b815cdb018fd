import { riverBeyond } from './beyond.ts'
import { COMPASS } from './compass.ts'
import { smoothLine } from './curve.ts'
import { type Building, box } from './footprints.ts'
import type { GroundLine, LandPatch } from './grounds.ts'
import type { Layout } from './layout.ts'
import type { Name } from './names.ts'
import { outlineOf } from './outline.ts'
import { between, direction, distanceToRing, isInside, type Point, signedArea } from './plane.ts'
import type { Random } from './random.ts'

export type Surroundings = {
  /** The open country round the city, with the city as its hole. */
  readonly country: readonly (readonly Point[])[]
  readonly patches: readonly LandPatch[]
  readonly ponds: readonly (readonly Point[])[]
  readonly lines: readonly GroundLine[]
  readonly buildings: readonly Building[]
  readonly hamlets: readonly (Name & { readonly at: Point })[]
}

const CELL_METERS = 560
/** How far the country is drawn beyond the city's border, at the smallest city. */
const REACH_METERS = 5200
/** Nothing but fields so near to the border. */
const CLEAR_METERS = 40
/** Woods reach beyond their cell, so that neighbours are one wood: they keep farther away. */
const WOOD_CLEAR_METERS = 190
/** Open fields go on to the horizon of a map that shows the whole city. */
const HORIZON_METERS = 45_000

/** What one sees beyond the border: fields, woods, villages, ponds and the lanes between them. */
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
        !isInside(point, river) &&
        distanceToRing(point, city) > CLEAR_METERS &&
        distanceToRing(point, river) > CLEAR_METERS,
    ),
  )
  const woodedness = smoothNoise(rows, columns, random.fork('woods'))
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
        !river.some((point) => isInside(point, ring))
      const own = random.fork(`${row}/${column}`)
      if (!isFree) continue
      const center = between(between(ring[0]!, ring[2]!, 0.5), between(ring[1]!, ring[3]!, 0.5), 0.5)
      // Lanes lead along every other border of the fields, from one end of the country to the other.
      if (row % 2 === 0) lines.push({ layer: 'road', class: 'lane', points: bent(ring[0]!, ring[1]!, own) })
      if (column % 2 === 0)
        lines.push({ layer: 'road', class: 'lane', points: bent(ring[0]!, ring[3]!, own) })
      const wood = woodedness[row]![column]!
      if (wood > 0.6 && distanceToRing(center, city) > CELL_METERS / 2 + WOOD_CLEAR_METERS) {
        patches.push({ class: 'forest', ring: blob(ring, center, 1.28, own) })
        continue
      }
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
  patches.push(...farWoods([west, south], [east, north], river, random.fork('far')))
  return { country: [frame, [...city].reverse()], patches, ponds, lines, buildings, hamlets }
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

const FAR_CELL_METERS = 2600

/** Woods out to the horizon, rough and large. */
function farWoods(
  [west, south]: Point,
  [east, north]: Point,
  river: readonly Point[],
  random: Random,
): LandPatch[] {
  const columns = Math.ceil((east - west + 2 * HORIZON_METERS) / FAR_CELL_METERS)
  const rows = Math.ceil((north - south + 2 * HORIZON_METERS) / FAR_CELL_METERS)
  const woodedness = smoothNoise(rows, columns, random.fork('woods'))
  const patches: LandPatch[] = []
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (woodedness[row]![column]! < 0.66) continue
      const at: Point = [
        west - HORIZON_METERS + (column + 0.5 + random.between(-0.2, 0.2)) * FAR_CELL_METERS,
        south - HORIZON_METERS + (row + 0.5 + random.between(-0.2, 0.2)) * FAR_CELL_METERS,
      ]
      const half = FAR_CELL_METERS
      const isNear =
        at[0] > west - half && at[0] < east + half && at[1] > south - half && at[1] < north + half
      if (isNear || distanceToRing(at, river) < half) continue
      const wood = COMPASS.map(([dEast, dNorth]): Point => {
        // Neighbours reach into each other: one wood, without slits of field between.
        const reach = FAR_CELL_METERS * random.between(0.72, 1.05)
        return [at[0] + dEast * reach, at[1] + dNorth * reach]
      })
      patches.push({ class: 'forest', ring: smoothLine(wood, 240, true) })
    }
  }
  return patches
}

/** 0–1 by cell, alike in neighbours. */
function smoothNoise(rows: number, columns: number, random: Random): number[][] {
  const coarse = Array.from({ length: Math.ceil(rows / 4) + 2 }, () =>
    Array.from({ length: Math.ceil(columns / 4) + 2 }, () => random.next()),
  )
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => {
      const [r, c] = [Math.floor(row / 4), Math.floor(column / 4)]
      const [down, along] = [(row % 4) / 4, (column % 4) / 4]
      const low = coarse[r]![c]! * (1 - along) + coarse[r]![c + 1]! * along
      const high = coarse[r + 1]![c]! * (1 - along) + coarse[r + 1]![c + 1]! * along
      return low * (1 - down) + high * down + random.between(-0.08, 0.08)
    }),
  )
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
