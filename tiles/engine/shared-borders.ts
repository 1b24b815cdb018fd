import type { Geometry, Position } from 'geojson'
import { chainLines } from './chain-lines.ts'

/** What lies on both sides is of `level`, or of a finer one. */
export type SharedBorder<Level> = { readonly level: Level; readonly line: Position[] }

/**
 * The borders of areas as lines, each side of two neighbours once and as the first of the areas that have it: given the
 * coarser levels first, a border is drawn by its highest level alone. Borders are the same only where both areas have
 * the same vertices; others stay, one beside the other.
 *
 * @example sharedBorders([{ level: 'city', geometry: square }, { level: 'district', geometry: sameSquare }]) // one line, of the city
 */
export function sharedBorders<Level>(
  areas: readonly { readonly level: Level; readonly geometry: Geometry }[],
): SharedBorder<Level>[] {
  const numberOf = new Map<string, number>()
  const seen = new Set<number>()
  const runs = new Map<Level, Position[][]>()
  for (const { level, geometry } of areas) {
    const own = runs.get(level) ?? []
    runs.set(level, own)
    for (const ring of ringsOf(geometry)) {
      let run: Position[] | undefined
      for (let i = 1; i < ring.length; i++) {
        const [from, to] = [ring[i - 1]!, ring[i]!]
        if (!isNew(numberOf, seen, from, to)) {
          run = undefined
          continue
        }
        if (!run) {
          run = [from]
          own.push(run)
        }
        run.push(to)
      }
    }
  }
  return [...runs].flatMap(([level, lines]) => chainLines(lines, false).map((line) => ({ level, line })))
}

function ringsOf(geometry: Geometry): readonly Position[][] {
  if (geometry.type === 'Polygon') return geometry.coordinates
  return geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : []
}

/** Whether nobody has walked this side before, either way. */
function isNew(numberOf: Map<string, number>, seen: Set<number>, from: Position, to: Position): boolean {
  const [a, b] = [from, to].map(([lng, lat]) => {
    // Within a centimeter is the same place.
    const key = `${lng!.toFixed(7)},${lat!.toFixed(7)}`
    const number = numberOf.get(key) ?? numberOf.size
    numberOf.set(key, number)
    return number
  }) as [number, number]
  const side = Math.min(a, b) * 2 ** 26 + Math.max(a, b)
  if (a === b || seen.has(side)) return false
  seen.add(side)
  return true
}
