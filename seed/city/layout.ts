import { arrange } from './arrange.ts'
import { lineLength, offsetLine } from './curve.ts'
import { assignSubdistricts, type Division, divide } from './divide.ts'
import { type Extent, SMALL_EXTENT } from './extent.ts'
import type { Patchwork } from './grow-regions.ts'
import type { EdgeClass, Mesh } from './mesh.ts'
import { type Name, Namer } from './names.ts'
import { patchworkOf } from './patchwork.ts'
import { distanceToRing, innerPoint, isInside, type Point } from './plane.ts'
import type { Random } from './random.ts'
import { growSkeleton, type Skeleton, type Zone, zoneAt } from './skeleton.ts'
import { planSubdistricts } from './subdistrict-plans.ts'
import { subdivide } from './subdivide.ts'

export type LandUse =
  | 'water'
  | 'residential'
  | 'commercial'
  | 'industrial'
  | 'school'
  | 'hospital'
  | 'park'
  | 'plaza'
  | 'hill'
  | 'farmland'

/** The district on the drawing board: every face is one unit grid. */
export type Layout = {
  readonly extent: Extent
  readonly skeleton: Skeleton
  readonly mesh: Mesh
  readonly zones: readonly Zone[]
  readonly landUses: readonly LandUse[]
  readonly patchwork: Patchwork
  readonly division: Division
  /** By edge `line`: what runs there. */
  readonly lines: readonly (Name & { readonly class: EdgeClass })[]
  readonly river: readonly Point[]
  readonly namer: Namer
}

export function layOut(random: Random, extent: Extent = SMALL_EXTENT): Layout {
  const skeleton = growSkeleton(random.fork('skeleton'), extent.scale)
  const mesh = arrange(skeleton.boundary, skeleton.lines)
  const namer = new Namer(random.fork('names'))
  const lines: (Name & { class: EdgeClass })[] = skeleton.lines.map(({ class: edgeClass, name, nameEn }) => ({
    class: edgeClass,
    name,
    nameEn,
  }))
  const river = [...skeleton.river.left, ...[...skeleton.river.right].reverse()]
  const zones = mesh.faces.map((_, face): Zone => {
    const at = innerPoint(mesh.ring(face))
    if (isInside(at, river)) return 'river'
    return isInside(at, skeleton.lake) ? 'lake' : zoneAt(at, extent.scale)
  })
  const plans = planSubdistricts(extent, zones, mesh)
  const blockOwner = assignSubdistricts(patchworkOf(mesh), plans)
  const origins = subdivide(
    mesh,
    zones,
    {
      add: (edgeClass) => {
        const isRoad = edgeClass === 'collector' || edgeClass === 'lane'
        return lines.push({ class: edgeClass, ...(isRoad ? namer.road(edgeClass) : noName) }) - 1
      },
    },
    random.fork('blocks'),
  )
  const patchwork = patchworkOf(mesh)
  const division = divide(
    patchwork,
    origins.map((block) => blockOwner[block]!),
    plans,
  )
  const landUses = chooseLandUses(mesh, zones, skeleton, random.fork('land use'))
  return { extent, skeleton, mesh, zones, landUses, patchwork, division, lines, river, namer }
}

const noName: Name = { name: '', nameEn: '' }

/** Chance of each use by zone; what is left is the zone's own use. */
const uses: Readonly<Record<Zone, { own: LandUse; some: readonly (readonly [LandUse, number])[] }>> = {
  river: { own: 'water', some: [] },
  lake: { own: 'water', some: [] },
  old_town: {
    own: 'residential',
    some: [
      ['commercial', 0.22],
      ['school', 0.035],
      ['hospital', 0.012],
      ['park', 0.04],
      ['plaza', 0.015],
    ],
  },
  center: {
    own: 'commercial',
    some: [
      ['park', 0.1],
      ['plaza', 0.06],
      ['residential', 0.16],
    ],
  },
  new_town: {
    own: 'residential',
    some: [
      ['commercial', 0.13],
      ['school', 0.07],
      ['hospital', 0.012],
      ['park', 0.08],
    ],
  },
  residential: {
    own: 'residential',
    some: [
      ['commercial', 0.09],
      ['school', 0.05],
      ['hospital', 0.01],
      ['park', 0.06],
      ['industrial', 0.03],
    ],
  },
  industrial: {
    own: 'industrial',
    some: [
      ['commercial', 0.05],
      ['park', 0.05],
      ['residential', 0.06],
    ],
  },
  hill: { own: 'hill', some: [] },
  village: {
    own: 'farmland',
    some: [
      ['residential', 0.3],
      ['industrial', 0.04],
    ],
  },
}
/** Between the river road and the bank, and round the lake, lies a green belt. */
const GREEN_BELT_METERS = 75

function chooseLandUses(mesh: Mesh, zones: readonly Zone[], skeleton: Skeleton, random: Random): LandUse[] {
  const banks = [...skeleton.river.left, ...[...skeleton.river.right].reverse()]
  return zones.map((zone, face) => {
    const { own, some } = uses[zone]
    if (own === 'water' || own === 'hill') return own
    const at = innerPoint(mesh.ring(face))
    if (distanceToRing(at, banks) < GREEN_BELT_METERS) return 'park'
    if (distanceToRing(at, skeleton.lake) < 150) return 'park'
    let draw = random.next()
    for (const [use, share] of some) {
      draw -= share
      if (draw < 0) return use
    }
    return own
  })
}

/** Width of the carriageway from kerb to kerb, in meters. */
export const carriagewayMeters: Readonly<Partial<Record<EdgeClass, number>>> = {
  expressway: 26,
  arterial: 24,
  collector: 15,
  lane: 8,
}

export type RoadRun = Name & {
  readonly class: 'expressway' | 'arterial' | 'collector' | 'lane' | 'rail'
  readonly line: number
  readonly vertices: readonly number[]
  readonly points: readonly Point[]
  readonly isBridge: boolean
  /** How far its road has come before it: house numbers go on across a bridge. */
  readonly startMeters: number
}

/** House numbers come in steps of this length, so that no two runs of a road share one. */
export const NUMBER_METERS = 14

/** Every road as continuous runs of its edges, broken where it starts or stops being a bridge over the river. */
export function roadRuns(layout: Layout): RoadRun[] {
  const { mesh, lines, river } = layout
  const edgesByLine = new Map<number, { a: number; b: number }[]>()
  for (const { a, b, edge } of mesh.edgesOnce()) {
    if (edge.line < 0 || !isRoadClass(edge.class)) continue
    const list = edgesByLine.get(edge.line)
    if (list) list.push({ a, b })
    else edgesByLine.set(edge.line, [{ a, b }])
  }
  const runs: RoadRun[] = []
  for (const [line, edges] of [...edgesByLine].sort((x, y) => x[0] - y[0])) {
    const isOver = ({ a, b }: { a: number; b: number }) => {
      const [p, q] = [mesh.points[a]!, mesh.points[b]!]
      return isInside([(p[0] + q[0]) / 2, (p[1] + q[1]) / 2], river)
    }
    const chains = [false, true].flatMap((isBridge) =>
      chainsOf(edges.filter((edge) => isOver(edge) === isBridge)).map((vertices) => ({ vertices, isBridge })),
    )
    let startMeters = 0
    for (const { vertices, isBridge } of inOrder(mesh, chains)) {
      const { class: edgeClass, name, nameEn } = lines[line]!
      const points = vertices.map((vertex) => mesh.points[vertex]!)
      runs.push({
        class: edgeClass as RoadRun['class'],
        line,
        name,
        nameEn,
        vertices,
        points,
        isBridge,
        startMeters,
      })
      startMeters += Math.ceil(lineLength(points) / NUMBER_METERS) * NUMBER_METERS
    }
  }
  return runs
}

type Chain = { readonly vertices: readonly number[]; readonly isBridge: boolean }

/** The pieces of a road one behind the other, each in the same sense: to the east, or to the north where it goes farther so. */
function inOrder(mesh: Mesh, chains: readonly Chain[]): Chain[] {
  const extent = (axis: 0 | 1) => {
    const values = chains.flatMap(({ vertices }) => vertices.map((vertex) => mesh.points[vertex]![axis]))
    return Math.max(...values) - Math.min(...values)
  }
  const axis = extent(0) >= extent(1) ? 0 : 1
  const level = (vertex: number) => mesh.points[vertex]![axis]
  return chains
    .map(({ vertices, isBridge }) => ({
      vertices: level(vertices[0]!) <= level(vertices.at(-1)!) ? vertices : [...vertices].reverse(),
      isBridge,
    }))
    .sort((a, b) => level(a.vertices[0]!) - level(b.vertices[0]!))
}

function isRoadClass(edgeClass: EdgeClass): boolean {
  return edgeClass in carriagewayMeters || edgeClass === 'rail'
}

export function chainsOf(edges: readonly { a: number; b: number }[]): number[][] {
  const around = new Map<number, number[]>()
  const add = (a: number, b: number) => around.set(a, [...(around.get(a) ?? []), b])
  for (const { a, b } of edges) {
    add(a, b)
    add(b, a)
  }
  const chains: number[][] = []
  const starts = [...around.keys()].sort((x, y) => around.get(x)!.length - around.get(y)!.length || x - y)
  for (const start of starts) {
    while (around.get(start)!.length > 0) {
      const chain = [start]
      let at = start
      for (;;) {
        const next = around.get(at)!.shift()
        if (next === undefined) break
        const back = around.get(next)!
        back.splice(back.indexOf(at), 1)
        chain.push(next)
        at = next
      }
      chains.push(chain)
    }
  }
  return chains
}

/** The banks without the river's ends, for what stands along them. */
export function promenade(skeleton: Skeleton, side: 'left' | 'right'): Point[] {
  return side === 'left'
    ? offsetLine(skeleton.river.left, () => 18)
    : offsetLine(skeleton.river.right, () => -18)
}
