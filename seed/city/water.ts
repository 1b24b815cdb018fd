import type { BasemapFeature } from '../../server/exchange/bundle.ts'
import { crossingOf, riverBeyond, riverCourse } from './beyond.ts'
import { closed } from './closed.ts'
import { lineLength, offsetLine, smoothLine } from './curve.ts'
import type { Layout } from './layout.ts'
import { outlineOf } from './outline.ts'
import { between, direction, isInside, type Point, signedArea, toLngLat } from './plane.ts'
import type { Random } from './random.ts'

type Water = Pick<BasemapFeature, 'class' | 'name' | 'nameEn' | 'rank' | 'geometry'>

const MOAT_HALF_METERS = 13
const CREEK_HALF_METERS = 7
const MOUTH_METERS = 9

/** River and lake as the unit grids have them (the river also on its way past the district); moat, creek and ponds lie inside grids and change none. */
export function drawWater(layout: Layout, random: Random): Water[] {
  const { mesh, skeleton } = layout
  const facesOf = (zone: string) => layout.zones.flatMap((value, face) => (value === zone ? [face] : []))
  const polygonsOf = (zone: string) =>
    outlineOf(mesh, facesOf(zone)).map((rings) =>
      rings.map((ring) => closed(ring.map((vertex) => mesh.points[vertex]!))),
    )
  const riverPolygons = [[closed(riverBeyond(skeleton)), closed([...skeleton.island].reverse())]]
  const isWithin = (point: Point) => isInside(point, skeleton.boundary)
  const river = { name: '云江', nameEn: 'Yunjiang River' }
  const moat = { name: '护城河', nameEn: 'Old Town Moat' }
  const creek = { name: '月牙河', nameEn: 'Yueya Creek' }
  const nameless = { name: '', nameEn: '' }
  const line = (points: readonly Point[]) =>
    ({ type: 'LineString', coordinates: points.filter(isWithin).map(toLngLat) }) as const
  const band = (points: readonly Point[], half: number) =>
    ({
      type: 'Polygon',
      coordinates: [
        closed([...offsetLine(points, () => -half), ...offsetLine(points, () => half).reverse()]),
      ],
    }) as const
  const course = { type: 'LineString', coordinates: riverCourse(skeleton).map(toLngLat) } as const
  const moatCourse = toTheBanks(skeleton.moat, layout.river)
  const creekCourse = toTheBanks(skeleton.canal, layout.river)
  return [
    { class: 'river', ...river, rank: 1, geometry: { type: 'MultiPolygon', coordinates: riverPolygons } },
    {
      class: 'lake',
      name: '镜湖',
      nameEn: 'Jinghu Lake',
      rank: 1,
      geometry: { type: 'MultiPolygon', coordinates: polygonsOf('lake') },
    },
    { class: 'river_line', ...river, rank: 1, geometry: course },
    { class: 'stream', ...moat, rank: 3, geometry: line(moatCourse) },
    { class: 'stream', ...nameless, rank: 3, geometry: band(moatCourse, MOAT_HALF_METERS) },
    { class: 'stream', ...creek, rank: 4, geometry: line(creekCourse) },
    { class: 'stream', ...nameless, rank: 4, geometry: band(creekCourse, CREEK_HALF_METERS) },
    ...drawPonds(layout, random).map((ring) => ({
      class: 'pond',
      ...nameless,
      rank: 6,
      geometry: { type: 'Polygon' as const, coordinates: [closed(ring)] },
    })),
  ]
}

/** A stream ends a few meters inside the river that it runs into, not in its middle. */
function toTheBanks(points: readonly Point[], river: readonly Point[]): Point[] {
  const first = points.findIndex((point) => !isInside(point, river))
  const last = points.findLastIndex((point) => !isInside(point, river))
  const mouth = (dry: number, wet: number): Point[] => {
    const [from, to] = [points[dry]!, points[wet]]
    if (!to) return []
    const bank = crossingOf(from, to, river)
    const [east, north] = direction(from, to)
    return [[bank[0] + east * MOUTH_METERS, bank[1] + north * MOUTH_METERS]]
  }
  return [...mouth(first, first - 1), ...points.slice(first, last + 1), ...mouth(last, last + 1)]
}

/** Ornamental ponds in parks, rows of fish ponds in the fields. */
function drawPonds(layout: Layout, random: Random): Point[][] {
  const ponds: Point[][] = []
  layout.landUses.forEach((landUse, face) => {
    const ring = layout.mesh.ring(face)
    const { center } = layout.patchwork.places[face]!
    const area = signedArea(ring)
    if (landUse === 'park' && area > 24_000 && !isBelt(ring, area) && random.chance(0.6)) {
      const controls = ring
        .filter((_, i) => i % Math.ceil(ring.length / 7) === 0)
        .map((point) => between(center, point, random.between(0.22, 0.5)))
      if (controls.length >= 4) ponds.push(smoothLine(controls, 12, true))
    }
    if (landUse === 'farmland' && random.chance(0.5)) ponds.push(...fishPonds(ring, center, random))
  })
  return ponds
}

/** Long and thin, along the river: no room for a pond. */
function isBelt(ring: readonly Point[], area: number): boolean {
  const round = lineLength([...ring, ring[0]!])
  return area / (round * round) < 0.045
}

function fishPonds(ring: readonly Point[], [east, north]: Point, random: Random): Point[][] {
  const width = random.between(38, 60)
  const depth = random.between(60, 95)
  const columns = random.integer(1, 4)
  const ponds: Point[][] = []
  for (let column = 0; column < columns; column++) {
    const west = east + (column - columns / 2) * (width + 9)
    const pond: Point[] = [
      [west, north],
      [west + width, north + 2],
      [west + width - 2, north + depth],
      [west + 1, north + depth - 3],
    ]
    if (pond.every((corner) => isInside(corner, ring))) ponds.push(pond)
  }
  return ponds
}
