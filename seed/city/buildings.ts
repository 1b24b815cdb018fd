import { type Building, fits, rowAxis, standsOn } from './footprints.ts'
import type { Grounds } from './grounds.ts'
import type { LandUse, Layout } from './layout.ts'
import { between, distance, type Point } from './plane.ts'
import type { Random } from './random.ts'
import type { Zone } from './skeleton.ts'

type Pattern = {
  readonly kind: string
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
  slabs: {
    kind: 'residential',
    length: [44, 62],
    depth: [12, 14],
    gap: 11,
    rowGap: 20,
    floors: [6, 7],
    setback: 13,
    fill: 0.94,
  },
  towers: {
    kind: 'tower',
    length: [30, 40],
    depth: [17, 20],
    gap: 20,
    rowGap: 32,
    floors: [18, 33],
    setback: 14,
    fill: 0.9,
  },
  oldHouses: {
    kind: 'house',
    length: [11, 26],
    depth: [8, 12],
    gap: 5,
    rowGap: 7,
    floors: [1, 4],
    setback: 8,
    fill: 0.66,
  },
  offices: {
    kind: 'office',
    length: [36, 60],
    depth: [30, 44],
    gap: 26,
    rowGap: 30,
    floors: [8, 45],
    setback: 18,
    fill: 0.8,
  },
  shops: {
    kind: 'retail',
    length: [30, 54],
    depth: [16, 26],
    gap: 9,
    rowGap: 15,
    floors: [2, 6],
    setback: 13,
    fill: 0.85,
  },
  sheds: {
    kind: 'industrial',
    length: [60, 110],
    depth: [28, 46],
    gap: 20,
    rowGap: 26,
    floors: [2, 4],
    setback: 20,
    fill: 0.8,
  },
  school: {
    kind: 'school',
    length: [50, 70],
    depth: [12, 15],
    gap: 34,
    rowGap: 44,
    floors: [4, 5],
    setback: 24,
    fill: 0.7,
  },
  hospital: {
    kind: 'hospital',
    length: [50, 74],
    depth: [18, 24],
    gap: 26,
    rowGap: 34,
    floors: [6, 18],
    setback: 20,
    fill: 0.8,
  },
  cottages: {
    kind: 'house',
    length: [11, 15],
    depth: [9, 11],
    gap: 7,
    rowGap: 13,
    floors: [2, 3],
    setback: 5,
    fill: 0.7,
  },
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
export function raiseBuildings(layout: Layout, grounds: Grounds, random: Random): Building[] {
  const buildings: Building[] = []
  layout.mesh.faces.forEach((_, face) => {
    const pattern = patternOf(layout.zones[face]!, layout.landUses[face]!, random)
    const ring = pattern === patterns.cottages ? hamletRing(layout, face) : layout.mesh.ring(face)
    if (!pattern || grounds.sites.has(face)) return
    const keptFree = grounds.keptFree.get(face) ?? []
    const raised = fillBlock(ring, pattern, random, face)
    const standing = raised.flatMap((building) => {
      const isFree = (ring: readonly Point[]) => !standsOn(ring, keptFree, FREE_METERS)
      if (isFree(building.ring)) return [building]
      // A row that a drive would cut ends before it and goes on behind it.
      return [
        [0, 0.44],
        [0.56, 1],
      ].flatMap(([from, to]) => {
        const part = partOf(building.ring, from!, to!)
        return distance(part[0]!, part[1]!) > SHORTEST_METERS && isFree(part)
          ? [{ ...building, ring: part }]
          : []
      })
    })
    buildings.push(...standing.map((building) => withYard(building, random)))
  })
  return buildings
}

/** From a drive or a court to the nearest wall. */
const FREE_METERS = 2.5
const SHORTEST_METERS = 13

function partOf(ring: readonly Point[], from: number, to: number): Point[] {
  const [a, b, c, d] = ring as [Point, Point, Point, Point]
  return [between(a, b, from), between(a, b, to), between(d, c, to), between(d, c, from)]
}

/** The larger old houses stand round a yard. */
function withYard(building: Building, random: Random): Building {
  const [a, b, c] = building.ring as [Point, Point, Point]
  if (building.kind !== 'house' || Math.min(distance(a, b), distance(b, c)) < 9.5 || distance(a, b) < 15) {
    return building
  }
  if (!random.chance(0.7)) return building
  const center = between(a, c, 0.5)
  const yard = building.ring.map((point) => between(center, point, 0.42)).reverse()
  return { ...building, kind: 'courtyard', heightMeters: Math.min(6, building.heightMeters), yard }
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
      buildings.push({ ring: placed, heightMeters: floors * FLOOR_METERS, kind: pattern.kind, face })
    }
    across += depth + pattern.rowGap * random.between(0.9, 1.15)
  }
  return buildings
}

function extent(values: readonly number[]): readonly [number, number] {
  return [Math.min(...values), Math.max(...values)]
}
