import { contourPolygons, rasterOf } from './contours.ts'
import { distance, distanceToRing, isInside, type Point } from './plane.ts'
import { COUNTRY_METERS, type Terrain } from './terrain.ts'

const NEAR_METERS = 46_000
const CELL_METERS = 250
const FAR_CELL_METERS = 1200
/** From the border of the city and the middle of the river to the nearest tree. */
const CITY_CLEAR_METERS = 170
const RIVER_CLEAR_METERS = 620
const LEAST_SQUARE_METERS = 45_000

/** Woods on the slopes, and groves in the plain: where it is high or the soil is poor, away from houses and water. */
export function growWoods(
  city: readonly Point[],
  terrain: Terrain,
  towns: readonly { readonly at: Point; readonly radius: number }[],
): { readonly woodAt: (at: Point) => number; readonly woods: Point[][][] } {
  const [east, north] = terrain.middle
  const box = cityBox(city)
  const woodAt = (at: Point): number => {
    const grown = terrain.heightAt(at) / 110 - 1.08 + 1.1 * terrain.grainAt(at)
    if (grown <= 0) return grown
    let clear = (terrain.riverMetersAt(at) - RIVER_CLEAR_METERS) / 1000
    if (at[0] > box[0] && at[0] < box[2] && at[1] > box[1] && at[1] < box[3]) {
      clear = isInside(at, city) ? -1 : Math.min(clear, (distanceToRing(at, city) - CITY_CLEAR_METERS) / 1000)
    }
    for (const town of towns) {
      if (Math.abs(town.at[0] - at[0]) > 4000) continue
      clear = Math.min(clear, (distance(town.at, at) - town.radius * 1.5) / 1000)
    }
    return Math.min(grown, clear)
  }
  const near = rasterOf(
    [east - NEAR_METERS, north - NEAR_METERS, east + NEAR_METERS, north + NEAR_METERS],
    CELL_METERS,
    woodAt,
  )
  const inner = NEAR_METERS - FAR_CELL_METERS
  const far = rasterOf(
    [east - COUNTRY_METERS, north - COUNTRY_METERS, east + COUNTRY_METERS, north + COUNTRY_METERS],
    FAR_CELL_METERS,
    (at) => (Math.max(Math.abs(at[0] - east), Math.abs(at[1] - north)) < inner ? -1 : woodAt(at)),
  )
  const woods = [
    ...contourPolygons(near, 0, LEAST_SQUARE_METERS),
    ...contourPolygons(far, 0, FAR_CELL_METERS * FAR_CELL_METERS),
  ]
  return { woodAt, woods }
}

function cityBox(city: readonly Point[]): readonly [number, number, number, number] {
  const [easts, norths] = [city.map((point) => point[0]), city.map((point) => point[1])]
  return [
    Math.min(...easts) - 2500,
    Math.min(...norths) - 2500,
    Math.max(...easts) + 2500,
    Math.max(...norths) + 2500,
  ]
}
