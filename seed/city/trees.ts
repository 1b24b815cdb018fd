import type { Layout } from './layout.ts'
import { distance, distanceToRing, isInside, type Point, signedArea } from './plane.ts'
import type { Random } from './random.ts'

/** Trees are kept together by squares of this side: one feature each. */
const SQUARE_METERS = 400
const METERS_PER_TREE = 17
const MOST_IN_A_PARK = 220

export function inTiles(trees: readonly Point[]): Point[][] {
  const squares = Map.groupBy(trees, squareOf)
  return [...squares.values()]
}

function squareOf([east, north]: Point): string {
  return `${Math.floor(east / SQUARE_METERS)}/${Math.floor(north / SQUARE_METERS)}`
}

function squaresRound([east, north]: Point): string[] {
  return [-130, 130].flatMap((dEast) => [-130, 130].map((dNorth) => squareOf([east + dEast, north + dNorth])))
}

/** Trees in parks and on squares, and a few between the houses of an estate, where nothing else is. Nobody counts them: they are no parts. */
export function parkTrees(layout: Layout, taken: readonly (readonly Point[])[], random: Random): Point[][] {
  const near = Map.groupBy(taken, (ring) => squareOf(ring[0]!))
  return layout.landUses.flatMap((use, face) => {
    const share = { park: 1, plaza: 0.3, residential: 0.42, school: 0.35, hospital: 0.35 }[use as string]
    if (share === undefined || layout.zones[face] === 'village') return []
    const ring = layout.mesh.ring(face)
    const easts = ring.map((point) => point[0])
    const norths = ring.map((point) => point[1])
    const own = random.fork(`${face}`)
    const wanted = Math.min(MOST_IN_A_PARK, (signedArea(ring) * share) / METERS_PER_TREE ** 2)
    const trees: Point[] = []
    for (let attempt = 0; attempt < wanted; attempt++) {
      const at: Point = [
        own.between(Math.min(...easts), Math.max(...easts)),
        own.between(Math.min(...norths), Math.max(...norths)),
      ]
      if (!isInside(at, ring) || distanceToRing(at, ring) < 14) continue
      const isTaken = squaresRound(at).some((square) =>
        near
          .get(square)
          ?.some(
            (other) =>
              distance(at, other[0]!) < 130 && (isInside(at, other) || distanceToRing(at, other) < 4),
          ),
      )
      if (!isTaken) trees.push(at)
    }
    return trees.length > 0 ? [trees] : []
  })
}
