import { distance, distanceToSegment, isInside, type Point } from './plane.ts'
import type { Random } from './random.ts'
import { HILL, type Skeleton } from './skeleton.ts'

/** How far from the middle of the city the country has hills, towns and roads; for a small city. */
export const COUNTRY_METERS = 96_000

/** Heights in meters above the river's plain: flat round the city and along the river, hills and ridges farther off. */
export type Terrain = {
  readonly middle: Point
  /** Of the country, without the hill in the city. */
  readonly heightAt: (at: Point) => number
  /** Of the hill that the city has. */
  readonly hillAt: (at: Point) => number
  /** 0–1, alike within a kilometer and a half. */
  readonly grainAt: (at: Point) => number
  readonly riverMetersAt: (at: Point) => number
}

const RIVER_PLAIN_METERS = [1900, 8500] as const
const CITY_PLAIN_METERS = [900, 7000] as const
const FOOT_METERS = 1150
const HILL_METERS = 165

export function raiseTerrain(skeleton: Skeleton, river: readonly Point[], random: Random): Terrain {
  const { boundary, scale } = skeleton
  const middle: Point = [4500 * scale, 3500 * scale]
  const half = COUNTRY_METERS + 9000 * scale
  const corner: Point = [middle[0] - half, middle[1] - half]
  const noise = (meters: number) => noiseOf(corner, 2 * half, meters, random.fork(`${meters}`))
  const [broad, ridges, folds, grain] = [noise(17_000), noise(7600), noise(3400), noise(1500)] as const
  const riverMetersAt = fieldOf(corner, 2 * half, 1500, (at) => distanceToLine(at, river))
  const cityMetersAt = fieldOf(corner, 2 * half, 1500, (at) =>
    isInside(at, boundary) ? 0 : distanceToLine(at, boundary),
  )
  const foot: Point = [HILL[0] * scale, (HILL[1] - 300) * scale]
  return {
    middle,
    riverMetersAt,
    grainAt: grain,
    heightAt: (at) => {
      const plain =
        rise(riverMetersAt(at), ...RIVER_PLAIN_METERS) * rise(cityMetersAt(at), ...CITY_PLAIN_METERS)
      const range = rise(broad(turned(at)), 0.5, 0.8) * plain
      const crest = 1 - Math.abs(2 * ridges(turned(at)) - 1)
      const rough = 150 * (folds(at) - 0.5) + 60 * (grain(at) - 0.5)
      return 14 * plain * folds(at) + range * (60 + 440 * crest * crest + rough)
    },
    hillAt: (at) => {
      const near = 1 - distance(at, foot) / (FOOT_METERS * scale)
      if (near <= 0) return 0
      return HILL_METERS * near * near * (3 - 2 * near) * (0.6 + 0.8 * grain([at[0] * 2.3, at[1] * 2.3]))
    },
  }
}

/** Turned by 30°, so that no range lies along the lattice that it was drawn on. */
function turned([east, north]: Point): Point {
  return [0.8660254 * east - 0.5 * north, 0.5 * east + 0.8660254 * north]
}

/** 0 up to `from`, 1 from `to` on, smooth between. */
function rise(value: number, from: number, to: number): number {
  const share = Math.min(1, Math.max(0, (value - from) / (to - from)))
  return share * share * (3 - 2 * share)
}

type Field = (at: Point) => number

/** Smooth noise of one wavelength. Polynomials only, so that every machine gives the same. */
function noiseOf([west, south]: Point, side: number, meters: number, random: Random): Field {
  const count = Math.ceil(side / meters) + 2
  const lattice = Float64Array.from({ length: count * count }, () => random.next())
  return ([east, north]) => {
    const x = within((east - west) / meters, count)
    const y = within((north - south) / meters, count)
    const [column, row] = [Math.floor(x), Math.floor(y)]
    const [u, v] = [x - column, y - row]
    const [s, t] = [u * u * (3 - 2 * u), v * v * (3 - 2 * v)]
    const at = row * count + column
    const low = lattice[at]! * (1 - s) + lattice[at + 1]! * s
    const high = lattice[at + count]! * (1 - s) + lattice[at + count + 1]! * s
    return low * (1 - t) + high * t
  }
}

/** A costly value known on a lattice, straight between. */
function fieldOf([west, south]: Point, side: number, meters: number, valueAt: Field): Field {
  const count = Math.ceil(side / meters) + 2
  const lattice = new Float64Array(count * count)
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      lattice[row * count + column] = valueAt([west + column * meters, south + row * meters])
    }
  }
  return ([east, north]) => {
    const x = within((east - west) / meters, count)
    const y = within((north - south) / meters, count)
    const [column, row] = [Math.floor(x), Math.floor(y)]
    const [s, t] = [x - column, y - row]
    const at = row * count + column
    const low = lattice[at]! * (1 - s) + lattice[at + 1]! * s
    const high = lattice[at + count]! * (1 - s) + lattice[at + count + 1]! * s
    return low * (1 - t) + high * t
  }
}

function within(value: number, count: number): number {
  return Math.min(count - 1.001, Math.max(0, value))
}

export function distanceToLine(at: Point, line: readonly Point[]): number {
  let best = Number.POSITIVE_INFINITY
  for (let i = 1; i < line.length; i++) best = Math.min(best, distanceToSegment(at, line[i - 1]!, line[i]!))
  return best
}
