import { lineLength, offsetLine, smoothLine } from './curve.ts'
import { type Building, box, fits, rowAxis } from './footprints.ts'
import { type Layout, promenade, type RoadRun } from './layout.ts'
import { between, direction, distance, isInside, type Point, signedArea } from './plane.ts'
import type { Random } from './random.ts'

export type LandPatch = { readonly class: string; readonly ring: readonly Point[] }
export type GroundLine = {
  readonly layer: 'road' | 'rail'
  readonly class: string
  readonly points: readonly Point[]
}
/** What lies inside the blocks, between the streets and the buildings. */
export type Grounds = {
  readonly patches: readonly LandPatch[]
  readonly lines: readonly GroundLine[]
  readonly buildings: readonly Building[]
  /** By face: points that no building may stand on. */
  readonly keptFree: ReadonlyMap<number, readonly Point[]>
  /** Faces that are dug up: nothing stands there yet. */
  readonly sites: ReadonlySet<number>
}

/** Eighths of a circle by literals: sine and cosine may differ in their last bit between machines. */
const HALF_ROUND: readonly Point[] = [
  [0, 1],
  [0.3826834, 0.9238795],
  [0.7, 0.7],
  [0.9238795, 0.3826834],
  [1, 0],
  [0.9238795, -0.3826834],
  [0.7, -0.7],
  [0.3826834, -0.9238795],
  [0, -1],
]
const SITE_SHARE = 0.022
/** Beside the main road that crosses the line, on the drawing board of a small city. */
export const STATION: Point = [4640, 6385]
/** From the station to where its tracks are one line again. */
export const YARD_METERS = 620
/** A bit more than the depth of a slab, so that no house stands across an estate's drive. */
const SAMPLE_METERS = 7

/** Estates with drives and a court, schools with a running track, parks with paths, fields in strips, yards, sites. */
export function drawGrounds(layout: Layout, runs: readonly RoadRun[], random: Random): Grounds {
  const draft = new Draft()
  layout.landUses.forEach((use, face) => {
    const ring = layout.mesh.ring(face)
    const own = random.fork(`${face}`)
    const area = signedArea(ring)
    const zone = layout.zones[face]!
    const { center } = layout.patchwork.places[face]!
    const isBuilt = use === 'residential' || use === 'commercial'
    if (isBuilt && (zone === 'new_town' || zone === 'residential') && own.chance(SITE_SHARE)) {
      draft.sites.add(face)
      draft.patches.push({ class: 'construction', ring: scaled(ring, center, 0.9) })
    } else if (use === 'residential' && zone !== 'old_town' && zone !== 'village' && area > 17_000) {
      drawEstate(draft, face, ring, center, own)
    } else if (use === 'school') drawSchool(draft, face, ring, center, own)
    else if (use === 'park') drawPark(draft, ring, center, area, own)
    else if (use === 'farmland') drawFields(draft, face, ring, own)
    else if ((use === 'commercial' && own.chance(0.5)) || use === 'hospital' || use === 'industrial') {
      drawYard(draft, face, ring, use === 'commercial' && own.chance(0.35) ? 'plaza' : 'parking', own)
    }
  })
  drawHill(draft, layout)
  drawEmbankment(draft, layout)
  drawRailway(draft, layout, runs)
  return draft
}

class Draft {
  readonly patches: LandPatch[] = []
  readonly lines: GroundLine[] = []
  readonly buildings: Building[] = []
  readonly keptFree = new Map<number, Point[]>()
  readonly sites = new Set<number>()

  keepFree(face: number, points: readonly Point[]): void {
    this.keptFree.set(face, [...(this.keptFree.get(face) ?? []), ...points])
  }
}

/** Two drives that cross in a green court in the middle. */
function drawEstate(draft: Draft, face: number, ring: readonly Point[], center: Point, random: Random): void {
  const [east, north] = rowAxis(ring)
  const court = scaled(ring, center, random.between(0.14, 0.22))
  draft.patches.push({ class: 'grass', ring: court })
  draft.keepFree(face, samplesIn(court))
  for (const [dEast, dNorth] of [
    [east, north],
    [-north, east],
  ] as const) {
    const ends = [1, -1].map((sign) => edgeOf(ring, center, [dEast * sign, dNorth * sign]))
    const [from, to] = ends
    if (!from || !to) continue
    draft.lines.push({ layer: 'road', class: 'path', points: [from, center, to] })
    draft.keepFree(face, samplesAlong(from, to))
  }
  if (signedArea(ring) < 40_000 || !random.chance(0.5)) return
  const loop = scaled(ring, center, 0.6)
  draft.lines.push({ layer: 'road', class: 'path', points: [...loop, loop[0]!] })
  loop.forEach((point, i) => {
    draft.keepFree(face, samplesAlong(point, loop[(i + 1) % loop.length]!))
  })
}

function drawSchool(draft: Draft, face: number, ring: readonly Point[], center: Point, random: Random): void {
  const axis = rowAxis(ring)
  // A full track, or a small one where the block is small; north–south, against the low sun.
  for (const length of [96, 70, 50]) {
    const width = length * 0.52
    const at = placeFor(ring, [-axis[1], axis[0]], length + width, width, random)
    if (!at) continue
    const track = stadium(at, [-axis[1], axis[0]], length - width / 2, width)
    draft.patches.push({ class: 'pitch', ring: track })
    draft.keepFree(face, samplesIn(track))
    return
  }
  draft.patches.push({ class: 'pitch', ring: scaled(ring, center, 0.25) })
  draft.keepFree(face, samplesIn(scaled(ring, center, 0.25)))
}

function drawPark(draft: Draft, ring: readonly Point[], center: Point, area: number, random: Random): void {
  const round = lineLength([...ring, ring[0]!])
  // A belt along the river has its walk on the bank.
  if (area < 9000 || area / (round * round) < 0.045) return
  const loop = scaled(ring, center, random.between(0.62, 0.78))
  draft.lines.push({ layer: 'road', class: 'path', points: [...loop, loop[0]!] })
  for (const toward of [ring[0]!, ring[Math.floor(ring.length / 2)]!]) {
    draft.lines.push({ layer: 'road', class: 'path', points: [between(center, toward, 0.7), toward] })
  }
  const corner = ring[random.integer(0, ring.length - 1)]!
  const grove = scaled(ring, between(center, corner, 0.55), random.between(0.18, 0.28))
  if (grove.every((point) => isInside(point, ring))) draft.patches.push({ class: 'forest', ring: grove })
}

/** Strips of field side by side: some are orchards, some lie under glass, some are left as meadow. */
function drawFields(draft: Draft, face: number, ring: readonly Point[], random: Random): void {
  const axis = rowAxis(ring)
  const aside: Point = [-axis[1], axis[0]]
  const [low, high] = extentAlong(ring, aside)
  const [west, east] = extentAlong(ring, axis)
  for (let across = low + 8; across < high - 30; ) {
    const width = random.between(26, 62)
    for (let along = west + 8; along < east - 40; ) {
      const length = random.between(70, 190)
      const kind = random.weighted([52, 17, 15, 6])
      const strip = (
        [
          [along, across],
          [along + length, across],
          [along + length, across + width - 5],
          [along, across + width - 5],
        ] as const
      ).map(([a, b]): Point => [axis[0] * a + aside[0] * b, axis[1] * a + aside[1] * b])
      along += length + 6
      if (kind === 0 || !fits(strip, ring, 7)) continue
      if (kind < 3) draft.patches.push({ class: kind === 1 ? 'orchard' : 'grass', ring: strip })
      else draft.buildings.push(...glasshouses(strip, face))
    }
    across += width
  }
}

function glasshouses(strip: readonly Point[], face: number): Building[] {
  const [a, b, c, d] = strip as [Point, Point, Point, Point]
  const rows = Math.max(1, Math.floor(distance(a, d) / 11))
  return Array.from({ length: rows }, (_, i) => ({
    ring: [
      between(a, d, (i + 0.1) / rows),
      between(b, c, (i + 0.1) / rows),
      between(b, c, (i + 0.85) / rows),
      between(a, d, (i + 0.85) / rows),
    ],
    heightMeters: 3,
    kind: 'greenhouse',
    face,
  }))
}

/** Cars before the shops and works, or an open square. */
function drawYard(draft: Draft, face: number, ring: readonly Point[], kind: string, random: Random): void {
  const axis = rowAxis(ring)
  const at = placeFor(ring, axis, 70, 34, random) ?? placeFor(ring, axis, 42, 24, random)
  if (!at) return
  const yard = box(at, axis, 62, 30)
  if (!fits(yard, ring, 4)) return
  draft.patches.push({ class: kind, ring: yard })
  draft.keepFree(face, samplesIn(yard))
}

/** Woods in steps up the slope, with a way to the top. */
function drawHill(draft: Draft, layout: Layout): void {
  layout.zones.forEach((zone, face) => {
    if (zone !== 'hill') return
    const { center } = layout.patchwork.places[face]!
    const ring = layout.mesh.ring(face)
    const every = Math.ceil(ring.length / 9)
    const controls = ring
      .filter((_, i) => i % every === 0)
      .map((point, i) => between(center, point, 0.55 + ((i * 29 + face * 13) % 17) / 60))
    if (controls.length >= 4) {
      const wood = smoothLine(controls, 40, true)
      if (signedArea(wood) > 0) draft.patches.push({ class: 'forest', ring: wood })
    }
    const next = layout.patchwork.beside[face]!.find(({ place }) => layout.zones[place] === 'hill')
    if (!next || next.place < face) return
    const goal = layout.patchwork.places[next.place]!.center
    draft.lines.push({ layer: 'road', class: 'path', points: windings(center, goal) })
  })
}

function windings(from: Point, to: Point): Point[] {
  const [east, north] = direction(from, to)
  const length = distance(from, to)
  const controls = [0, 0.2, 0.4, 0.6, 0.8, 1].map((share, i): Point => {
    const aside = i === 0 || i === 5 ? 0 : (i % 2 === 0 ? 1 : -1) * length * 0.07
    const [e, n] = between(from, to, share)
    return [e - north * aside, n + east * aside]
  })
  return smoothLine(controls, 25)
}

/** A walk on both banks, under the bridges. */
function drawEmbankment(draft: Draft, layout: Layout): void {
  for (const side of ['left', 'right'] as const) {
    let walk: Point[] = []
    for (const point of [...promenade(layout.skeleton, side), undefined]) {
      if (point && isInside(point, layout.skeleton.boundary) && !isInside(point, layout.river))
        walk.push(point)
      else {
        if (walk.length > 3) draft.lines.push({ layer: 'road', class: 'path', points: walk })
        walk = []
      }
    }
  }
  const { lake } = layout.skeleton
  const shore = offsetLine([...lake, lake[0]!], () => (signedArea(lake) > 0 ? -14 : 14))
  draft.lines.push({ layer: 'road', class: 'path', points: [...shore.slice(0, -1), shore[0]!] })
}

/** At the station the line spreads into a yard, with its hall and square. */
function drawRailway(draft: Draft, layout: Layout, runs: readonly RoadRun[]): void {
  const { scale } = layout.extent
  const station: Point = [STATION[0] * scale, STATION[1] * scale]
  const rail = runs.filter((run) => run.class === 'rail' && !run.isBridge).flatMap(({ points }) => points)
  const near = rail
    .filter((point) => distance(point, station) < YARD_METERS)
    .sort((a, b) => a[0] - b[0] || a[1] - b[1])
    .filter((point, i, all) => i === 0 || distance(point, all[i - 1]!) > 1)
  if (near.length < 3) return
  const swell = (meters: number) => offsetLine(near, (share) => meters * Math.min(1, 5 * share * (1 - share)))
  for (const meters of [-14, -7, 7, 14, 21]) {
    draft.lines.push({ layer: 'rail', class: 'siding', points: swell(meters) })
  }
  const yard = [...swell(-24), ...swell(32).reverse()]
  draft.patches.push({ class: 'railway', ring: signedArea(yard) > 0 ? yard : yard.reverse() })
  const away = (point: Point) => distance(point, station)
  const middle = near.reduce((best, point) => (away(point) < away(best) ? point : best))
  const heading = direction(near[0]!, near.at(-1)!)
  const south: Point = [middle[0] + heading[1] * 48, middle[1] - heading[0] * 48]
  draft.buildings.push({ ring: box(south, heading, 190, 44), heightMeters: 26, kind: 'station', face: -1 })
  const before: Point = [middle[0] + heading[1] * 112, middle[1] - heading[0] * 112]
  draft.patches.push({ class: 'plaza', ring: box(before, heading, 170, 70) })
}

function scaled(ring: readonly Point[], center: Point, share: number): Point[] {
  return ring.map((point) => between(center, point, share))
}

/** @param straight length of the sides between the half circles, in meters */
function stadium(at: Point, axis: Point, straight: number, width: number): Point[] {
  const half = width / 2
  const end = (sign: number) =>
    HALF_ROUND.map(([a, b]): Point => {
      const along = sign * (straight / 2 + a * half)
      const across = sign * b * half
      return [at[0] + axis[0] * along - axis[1] * across, at[1] + axis[1] * along + axis[0] * across]
    })
  const ring = [...end(1), ...end(-1)]
  return signedArea(ring) > 0 ? ring : ring.reverse()
}

/** A middle where a box of this size lies inside the ring; undefined where a few tries find none. */
function placeFor(
  ring: readonly Point[],
  axis: Point,
  length: number,
  width: number,
  random: Random,
): Point | undefined {
  const easts = ring.map((point) => point[0])
  const norths = ring.map((point) => point[1])
  for (let attempt = 0; attempt < 14; attempt++) {
    const at: Point = [
      random.between(Math.min(...easts), Math.max(...easts)),
      random.between(Math.min(...norths), Math.max(...norths)),
    ]
    if (fits(box(at, axis, length, width), ring, 6)) return at
  }
  return undefined
}

function extentAlong(ring: readonly Point[], [east, north]: Point): readonly [number, number] {
  const values = ring.map((point) => point[0] * east + point[1] * north)
  return [Math.min(...values), Math.max(...values)]
}

/** Where the ray from inside leaves the ring. */
function edgeOf(ring: readonly Point[], from: Point, [east, north]: Point): Point | undefined {
  let best = Number.POSITIVE_INFINITY
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!
    const b = ring[(i + 1) % ring.length]!
    const [abEast, abNorth] = [b[0] - a[0], b[1] - a[1]]
    const cross = east * abNorth - north * abEast
    if (cross === 0) continue
    const along = ((a[0] - from[0]) * abNorth - (a[1] - from[1]) * abEast) / cross
    const share = ((a[0] - from[0]) * north - (a[1] - from[1]) * east) / cross
    if (along > 0 && share >= 0 && share <= 1) best = Math.min(best, along)
  }
  return Number.isFinite(best) ? [from[0] + east * best, from[1] + north * best] : undefined
}

function samplesAlong(from: Point, to: Point): Point[] {
  const count = Math.max(1, Math.ceil(distance(from, to) / SAMPLE_METERS))
  return Array.from({ length: count + 1 }, (_, i) => between(from, to, i / count))
}

function samplesIn(ring: readonly Point[]): Point[] {
  const easts = ring.map((point) => point[0])
  const norths = ring.map((point) => point[1])
  const samples: Point[] = [...ring]
  for (let east = Math.min(...easts); east < Math.max(...easts); east += SAMPLE_METERS) {
    for (let north = Math.min(...norths); north < Math.max(...norths); north += SAMPLE_METERS) {
      if (isInside([east, north], ring)) samples.push([east, north])
    }
  }
  return samples
}
