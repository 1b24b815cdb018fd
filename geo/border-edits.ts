import type { LngLat, MultiPolygonCoordinates } from './lng-lat.ts'
import { validatePolygon } from './validate-polygon.ts'
import { windRing } from './wind-ring.ts'

/** Cells that share their borders edge by edge (`nodeCells`). */
export type Mesh = readonly MultiPolygonCoordinates[]

function isSame(a: LngLat, b: LngLat): boolean {
  return a[0] === b[0] && a[1] === b[1]
}

/** Keeps the very object of each cell that does not change, so that a screen knows what to draw anew. */
function mapRings(
  mesh: Mesh,
  change: (ring: readonly LngLat[]) => readonly LngLat[],
): MultiPolygonCoordinates[] {
  return mesh.map((polygons) => {
    let hasChanged = false
    const changed = polygons.map((rings) =>
      rings.map((ring) => {
        const next = change(ring)
        if (next !== ring) hasChanged = true
        return next
      }),
    )
    return hasChanged ? changed : polygons
  })
}

/**
 * Moves a corner in every cell that has it, so that all sides of a border follow. Undefined where a cell would cross
 * itself or turn inside out: then nothing may move. An inner corner leaves the union of the cells as it was.
 *
 * @example moveCorner([west, east], [118.81, 31.9], [118.812, 31.9])
 */
export function moveCorner(mesh: Mesh, from: LngLat, to: LngLat): MultiPolygonCoordinates[] | undefined {
  const moved = mapRings(mesh, (ring) =>
    ring.some((at) => isSame(at, from)) ? ring.map((at) => (isSame(at, from) ? to : at)) : ring,
  )
  return isSound(mesh, moved) ? moved : undefined
}

/**
 * Puts a corner on the edge a–b of every cell that has this edge.
 *
 * @example insertCorner(mesh, [118.81, 31.9], [118.81, 31.91], [118.81, 31.905])
 */
export function insertCorner(mesh: Mesh, a: LngLat, b: LngLat, at: LngLat): MultiPolygonCoordinates[] {
  return mapRings(mesh, (ring) => {
    const i = ring.findIndex(
      (from, j) =>
        j + 1 < ring.length &&
        ((isSame(from, a) && isSame(ring[j + 1]!, b)) || (isSame(from, b) && isSame(ring[j + 1]!, a))),
    )
    return i < 0 ? ring : ring.toSpliced(i + 1, 0, at)
  })
}

/**
 * Takes a corner out of every cell that has it. Undefined where three borders meet in it, or a cell would lose its
 * shape.
 */
export function removeCorner(mesh: Mesh, corner: LngLat): MultiPolygonCoordinates[] | undefined {
  if (countBorders(mesh, corner) !== 2) return undefined
  const left = mapRings(mesh, (ring) => {
    if (!ring.some((at) => isSame(at, corner))) return ring
    const open = ring.slice(0, -1).filter((at) => !isSame(at, corner))
    return open.length < 3 ? open : [...open, open[0]!]
  })
  return isSound(mesh, left) ? left : undefined
}

/** How many different edges meet in a corner. */
function countBorders(mesh: Mesh, corner: LngLat): number {
  const ends = new Set<string>()
  for (const ring of mesh.flat(2)) {
    for (let i = 1; i < ring.length; i++) {
      if (isSame(ring[i - 1]!, corner)) ends.add(String(ring[i]))
      if (isSame(ring[i]!, corner)) ends.add(String(ring[i - 1]))
    }
  }
  return ends.size
}

/**
 * The corners on the outline of all cells together, as `lng,lat`: edges that only one cell has. They stay where they
 * are, or else the neighbouring area would overlap.
 */
export function outlineCorners(mesh: Mesh): Set<string> {
  const uses = new Map<string, { n: number; a: LngLat; b: LngLat }>()
  for (const ring of mesh.flat(2)) {
    for (let i = 1; i < ring.length; i++) {
      const [a, b] = [ring[i - 1]!, ring[i]!]
      const [from, to] = String(a) < String(b) ? [a, b] : [b, a]
      const use = uses.get(`${from} ${to}`)
      if (use) use.n++
      else uses.set(`${from} ${to}`, { n: 1, a, b })
    }
  }
  const corners = new Set<string>()
  for (const { n, a, b } of uses.values()) {
    if (n !== 1) continue
    corners.add(String(a))
    corners.add(String(b))
  }
  return corners
}

function isSound(before: Mesh, after: Mesh): boolean {
  return after.every((polygons, i) => {
    if (polygons === before[i]) return true
    const isTurned = polygons.some((rings, p) =>
      rings.some((ring, r) => {
        const old = before[i]![p]![r]!
        return (windRing(old, true) === old) !== (windRing(ring, true) === ring)
      }),
    )
    return !isTurned && validatePolygon(polygons).ok
  })
}
