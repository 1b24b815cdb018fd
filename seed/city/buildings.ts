import type { LandUse, Layout } from './layout.ts'
import { between, direction, distance, distanceToRing, isInside, type Point } from './plane.ts'
import type { Random } from './random.ts'
import type { Zone } from './skeleton.ts'

export type Building = {
  readonly ring: readonly Point[]
  readonly heightMeters: number
  readonly face: number
}

type Pattern = {
  /** Along the row and across it, in meters. */
  readonly length: readonly [min: number, max: number]
  readonly depth: readonly [min: number, max: number]
  readonly gap: number
  readonly rowGap: number
  readonly floors: readonly [min: number, max: number]
  readonly setback: number
  /** Share of the places that are built on. */
  readonly fill: number
}

const FLOOR_METERS = 3

const patterns = {
  slabs: { length: [44, 62], depth: [12, 14], gap: 16, rowGap: 26, floors: [6, 7], setback: 16, fill: 0.85 },
  towers: {
    length: [30, 40],
    depth: [17, 20],
    gap: 28,
    rowGap: 42,
    floors: [18, 33],
    setback: 20,
    fill: 0.8,
  },
  oldHouses: { length: [11, 26], depth: [8, 12], gap: 5, rowGap: 7, floors: [1, 4], setback: 8, fill: 0.66 },
  offices: {
    length: [36, 60],
    depth: [30, 44],
    gap: 26,
    rowGap: 30,
    floors: [8, 45],
    setback: 18,
    fill: 0.8,
  },
  shops: { length: [30, 54], depth: [16, 26], gap: 9, rowGap: 15, floors: [2, 6], setback: 13, fill: 0.85 },
  sheds: { length: [60, 110], depth: [28, 46], gap: 20, rowGap: 26, floors: [2, 4], setback: 20, fill: 0.8 },
  school: { length: [50, 70], depth: [12, 15], gap: 34, rowGap: 44, floors: [4, 5], setback: 24, fill: 0.7 },
  hospital: {
    length: [50, 74],
    depth: [18, 24],
    gap: 26,
    rowGap: 34,
    floors: [6, 18],
    setback: 20,
    fill: 0.8,
  },
  cottages: { length: [11, 15], depth: [9, 11], gap: 7, rowGap: 13, floors: [2, 3], setback: 5, fill: 0.7 },
} as const satisfies Record<string, Pattern>

function patternOf(zone: Zone, landUse: LandUse, random: Random): Pattern | undefined {
  switch (landUse) {
    case 'residential':
      if (zone === 'old_town') return random.chance(0.3) ? patterns.slabs : patterns.oldHouses
      if (zone === 'village') return patterns.cottages
      return random.chance(zone === 'new_town' || zone === 'center' ? 0.68 : 0.22)
        ? patterns.towers
        : patterns.slabs
    case 'commercial':
      return zone === 'center' || (zone === 'new_town' && random.chance(0.4))
        ? patterns.offices
        : patterns.shops
    case 'industrial':
      return patterns.sheds
    case 'school':
      return patterns.school
    case 'hospital':
      return patterns.hospital
    default:
      return undefined
  }
}

/** Rows facing south, as Chinese estates are built, turned with the block. */
export function raiseBuildings(layout: Layout, random: Random): Building[] {
  const buildings: Building[] = []
  layout.mesh.faces.forEach((_, face) => {
    const pattern = patternOf(layout.zones[face]!, layout.landUses[face]!, random)
    const ring = pattern === patterns.cottages ? hamletRing(layout, face) : layout.mesh.ring(face)
    if (pattern) buildings.push(...fillBlock(ring, pattern, random, face))
  })
  return buildings
}

/** A hamlet fills the middle of its fields, not all of them. */
const HAMLET_SHARE = 0.58
const MAX_BUILDINGS_PER_BLOCK = 44

export function hamletRing(layout: Layout, face: number): Point[] {
  const { center } = layout.patchwork.places[face]!
  return layout.mesh.ring(face).map((point) => between(center, point, HAMLET_SHARE))
}

function fillBlock(ring: readonly Point[], pattern: Pattern, random: Random, face: number): Building[] {
  const axis = rowAxis(ring)
  const toRow = ([east, north]: Point): Point => [
    east * axis[0] + north * axis[1],
    -east * axis[1] + north * axis[0],
  ]
  const toPlane = ([along, across]: Point): Point => [
    along * axis[0] - across * axis[1],
    along * axis[1] + across * axis[0],
  ]
  const turned = ring.map(toRow)
  const [west, east] = extent(turned.map((point) => point[0]))
  const [south, north] = extent(turned.map((point) => point[1]))
  const buildings: Building[] = []
  const blockFloors = random.integer(pattern.floors[0], pattern.floors[1])
  const rowLength = random.between(...pattern.length)
  for (let across = south + pattern.setback; across < north - pattern.setback; ) {
    const depth = random.between(...pattern.depth)
    for (let along = west + pattern.setback * random.between(0.9, 1.3); along < east - pattern.setback; ) {
      const length =
        pattern.length[1] - pattern.length[0] > 12 ? random.between(...pattern.length) : rowLength
      const corners: Point[] = [
        [along, across],
        [along + length, across],
        [along + length, across + depth],
        [along, across + depth],
      ]
      along += length + pattern.gap * random.between(0.8, 1.25)
      if (!random.chance(pattern.fill) || buildings.length >= MAX_BUILDINGS_PER_BLOCK) continue
      const placed = corners.map(toPlane)
      if (!fits(placed, ring, pattern.setback * 0.8)) continue
      const floors = Math.max(
        pattern.floors[0],
        Math.min(pattern.floors[1], blockFloors + random.integer(-2, 2)),
      )
      buildings.push({ ring: placed, heightMeters: floors * FLOOR_METERS, face })
    }
    across += depth + pattern.rowGap * random.between(0.9, 1.15)
  }
  return buildings
}

/** The block's longest edge, or square to it: whichever lies nearer to west–east. */
function rowAxis(ring: readonly Point[]): Point {
  let best: Point = [1, 0]
  let longest = 0
  for (let i = 0; i < ring.length; i++) {
    const next = ring[(i + 1) % ring.length]!
    const length = distance(ring[i]!, next)
    if (length > longest) {
      longest = length
      best = direction(ring[i]!, next)
    }
  }
  const [east, north] = Math.abs(best[0]) >= Math.abs(best[1]) ? best : [-best[1], best[0]]
  return east >= 0 ? [east, north] : [-east, -north]
}

function extent(values: readonly number[]): readonly [number, number] {
  return [Math.min(...values), Math.max(...values)]
}

function fits(corners: readonly Point[], ring: readonly Point[], setback: number): boolean {
  return corners.every((corner) => isInside(corner, ring) && distanceToRing(corner, ring) >= setback)
}
