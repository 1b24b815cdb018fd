import type { LngLat, MultiPolygonCoordinates, PolygonCoordinates, Ring } from './lng-lat.ts'
import { sideOfPolygon } from './point-in-polygon.ts'
import { windRing } from './wind-ring.ts'

/**
 * The union of cells whose shared borders are the same chains of edges (`nodeCells`): what lies between two of them
 * falls away, every other edge stays as it is, to the last bit. Several polygons where they do not all hang together.
 *
 * @example mergeCells([west, east]).length // 1: they share an edge
 */
export function mergeCells(cells: readonly MultiPolygonCoordinates[]): MultiPolygonCoordinates {
  return polygonsOf(ringsOf(remainingEdges(cells)))
}

function keyOf([lng, lat]: LngLat): string {
  return `${lng} ${lat}`
}

/** From each position the edges that leave it, the inside on their left; pairs in both directions are taken out. */
function remainingEdges(cells: readonly MultiPolygonCoordinates[]): Map<string, LngLat[]> {
  const edges = new Map<string, LngLat[]>()
  const take = (from: LngLat, to: LngLat): boolean => {
    const ends = edges.get(keyOf(from)) ?? []
    const i = ends.findIndex(([lng, lat]) => lng === to[0] && lat === to[1])
    if (i < 0) return false
    ends.splice(i, 1)
    return true
  }
  for (const polygon of cells.flat()) {
    for (const [i, ring] of polygon.entries()) {
      const wound = windRing(ring, i === 0)
      for (let j = 1; j < wound.length; j++) {
        const [from, to] = [wound[j - 1]!, wound[j]!]
        if (take(to, from)) continue
        const ends = edges.get(keyOf(from))
        if (ends) ends.push(to)
        else edges.set(keyOf(from), [to])
      }
    }
  }
  return edges
}

/** Follows the edges; a path that comes back to one of its own positions gives a ring there. */
function ringsOf(edges: Map<string, LngLat[]>): LngLat[][] {
  const rings: LngLat[][] = []
  for (const start of [...edges.keys()]) {
    const [lng = 0, lat = 0] = start.split(' ').map(Number)
    while ((edges.get(start)?.length ?? 0) > 0) {
      const path: LngLat[] = [[lng, lat]]
      const places = new Map([[start, 0]])
      for (;;) {
        const next = edges.get(keyOf(path[path.length - 1]!))?.pop()
        if (!next) break
        const met = places.get(keyOf(next))
        if (met === undefined) {
          places.set(keyOf(next), path.length)
          path.push(next)
          continue
        }
        const ring = path.splice(met + 1)
        for (const at of ring) places.delete(keyOf(at))
        rings.push([path[met]!, ...ring, path[met]!])
        if (met === 0 && (edges.get(start)?.length ?? 0) === 0) break
      }
    }
  }
  return rings.filter((ring) => ring.length > 3)
}

/** Rings that turn left are outlines; each of the others is a hole of the smallest outline round it. */
function polygonsOf(rings: readonly LngLat[][]): MultiPolygonCoordinates {
  const outers = rings.filter((ring) => windRing(ring, true) === ring)
  const holes = rings.filter((ring) => windRing(ring, true) !== ring)
  const polygons = outers.map((ring): LngLat[][] => [ring])
  for (const hole of holes) {
    const around = polygons
      .filter(([outer]) => isInside(hole, [outer!]))
      .sort((a, b) => extentOf(a[0]!) - extentOf(b[0]!))[0]
    around?.push(hole)
  }
  return polygons
}

function isInside(ring: Ring, polygon: PolygonCoordinates): boolean {
  // A hole may touch its outline in positions; one clearly on a side decides.
  for (let i = 1; i < ring.length; i++) {
    const [a, b] = [ring[i - 1]!, ring[i]!]
    const side = sideOfPolygon([polygon], (a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    if (side !== 'border') return side === 'inside'
  }
  return false
}

function extentOf(ring: Ring): number {
  const lngs = ring.map(([lng]) => lng)
  const lats = ring.map(([, lat]) => lat)
  return (Math.max(...lngs) - Math.min(...lngs)) * (Math.max(...lats) - Math.min(...lats))
}
