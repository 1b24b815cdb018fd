import proj4 from 'proj4'
import type { LngLat } from '../../../geo/lng-lat.ts'
import { COORDINATE_SYSTEMS, type CoordinateSystem, toWgs84 } from '../../reports/to-wgs84.ts'

/** Turns a position as a file has it into WGS 84 degrees; undefined where it is none in that system. */
export type ToLngLat = (x: number, y: number) => LngLat | undefined

const FIRST_ZONED = 4513
const FIRST_UNZONED = 4534
const ZONES = 21
/** Central meridian of the first of both series; zone 25 is named after it. */
const FIRST_MERIDIAN = 75
const FIRST_ZONE = 25

/**
 * What converts from a declared system: `WGS84`, `CGCS2000`, `GCJ-02`, `BD-09`, an `EPSG:` code of degrees, of Web
 * Mercator or of CGCS2000's 3-degree zones (4513–4533 with the zone's number before the easting, 4534–4554 without),
 * or the text of a .prj. Undefined for a system that is not known.
 *
 * @example toLngLatFrom('EPSG:4548')?.(447924.483, 4419380.448) // about [116.391, 39.907]
 */
export function toLngLatFrom(system: string): ToLngLat | undefined {
  if (COORDINATE_SYSTEMS.includes(system as CoordinateSystem)) {
    return (x, y) => toWgs84(x, y, system as CoordinateSystem)
  }
  const epsg = Number(/^EPSG:(\d{4,6})$/i.exec(system)?.[1])
  if (epsg === 4326 || epsg === 4490) return (x, y) => toWgs84(x, y, 'WGS84')
  return projected(Number.isNaN(epsg) ? system : definitionOf(epsg))
}

function definitionOf(epsg: number): string | undefined {
  if (epsg === 3857) return 'EPSG:3857'
  const isZoned = epsg >= FIRST_ZONED && epsg < FIRST_ZONED + ZONES
  const index = epsg - (isZoned ? FIRST_ZONED : FIRST_UNZONED)
  if (!isZoned && !(index >= 0 && index < ZONES)) return undefined
  const easting = (isZoned ? (FIRST_ZONE + index) * 1e6 : 0) + 500_000
  return `+proj=tmerc +lat_0=0 +lon_0=${FIRST_MERIDIAN + index * 3} +k=1 +x_0=${easting} +y_0=0 +ellps=GRS80 +units=m`
}

function projected(definition: string | undefined): ToLngLat | undefined {
  if (!definition) return undefined
  try {
    const converter = proj4(definition, 'WGS84')
    return (x, y) => {
      const [lng, lat] = converter.forward([x, y]) as [number, number]
      const isGood = Math.abs(lng) <= 180 && Math.abs(lat) <= 90
      return isGood ? [Math.round(lng * 1e9) / 1e9, Math.round(lat * 1e9) / 1e9] : undefined
    }
  } catch {
    return undefined
  }
}
