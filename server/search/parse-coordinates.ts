import type { BoundingBox, LngLat } from '../../geo/lng-lat.ts'
import { toLngLatFrom } from '../exchange/formats/coordinate-systems.ts'

export type CoordinateHit = {
  /** WGS 84, longitude first. */
  readonly lngLat: LngLat
  /** How it was read: `WGS84`, `GCJ-02`, `BD-09`, `EPSG:4548`. */
  readonly system: string
}

const SYSTEMS: readonly [RegExp, string][] = [
  [/gcj(?:[-_ ]?0?2\b)?|高德|火星|腾讯/i, 'GCJ-02'],
  [/bd(?:[-_ ]?0?9\b)?|百度/i, 'BD-09'],
  [/cgcs[-_ ]?2000|wgs[-_ ]?84/i, 'WGS84'],
]
const ANGLE =
  /([NSEW东西南北])?[经纬]?\s*(-?\d+(?:\.\d+)?)\s*(?:[°度]\s*(?:(\d+(?:\.\d+)?)\s*[′'’分]\s*)?(?:(\d+(?:\.\d+)?)\s*(?:[″"”秒]|''))?)?\s*([NSEW])?/gi

/**
 * What was typed as a position: degrees in either order, degrees-minutes-seconds, GCJ-02 or BD-09 where that is said,
 * or metres of a CGCS2000 3-degree zone (easting first or last, with or without the zone's number). Of two readings the
 * one inside `around` is taken, and where neither is, longitude first.
 *
 * @example parseCoordinates('31°54′18″N 118°48′18″E', city) // { lngLat: [118.805, 31.905], system: 'WGS84' }
 */
export function parseCoordinates(text: string, around: BoundingBox): CoordinateHit | undefined {
  const named = SYSTEMS.find(([pattern]) => pattern.test(text))
  const bare = named ? text.replace(named[0], ' ') : text
  const angles = anglesOf(bare)
  if (!angles) return undefined
  const [first, second] = angles
  if (Math.abs(first.value) > 360 || Math.abs(second.value) > 360)
    return projected(first.value, second.value, around)
  const system = named?.[1] ?? 'WGS84'
  const isLatFirst = first.axis === 'lat' || second.axis === 'lng'
  const isLngFirst = first.axis === 'lng' || second.axis === 'lat'
  const orders: (readonly [number, number])[] = [
    [first.value, second.value],
    [second.value, first.value],
  ]
  const readings = (isLatFirst ? [orders[1]!] : isLngFirst ? [orders[0]!] : orders).flatMap(([x, y]) => {
    const lngLat = toLngLatFrom(system)!(x, y)
    return lngLat ? [lngLat] : []
  })
  const lngLat = readings.find((one) => isInside(one, around)) ?? readings[0]
  return lngLat && { lngLat, system }
}

type Angle = { readonly value: number; readonly axis: 'lng' | 'lat' | null }

/** Exactly two numbers and nothing else of words. */
function anglesOf(text: string): readonly [Angle, Angle] | undefined {
  const found = [...text.matchAll(ANGLE)]
  if (found.length !== 2) return undefined
  const rest = text
    .replace(ANGLE, '')
    .replace(/[\s,，;；:：()（）[\]/]|[xy]=?|(lng|lon|lat)=?|[经纬]度?/gi, '')
  if (rest !== '') return undefined
  const [first, second] = found.map(([, before = '', degrees, minutes, seconds, after = '']): Angle => {
    const mark = (before || after).toUpperCase()
    const value = Math.abs(Number(degrees)) + Number(minutes ?? 0) / 60 + Number(seconds ?? 0) / 3600
    const isNegative = degrees!.startsWith('-') || /[SW西南]/.test(mark)
    return {
      value: isNegative ? -value : value,
      axis: /[NS南北]/.test(mark) ? 'lat' : /[EW东西]/.test(mark) ? 'lng' : null,
    }
  })
  return [first!, second!]
}

/** Metres: the easting is the one with a zone before it, or that of which the northing would lie in no city of ours. */
function projected(a: number, b: number, around: BoundingBox): CoordinateHit | undefined {
  for (const [east, north] of [
    [a, b],
    [b, a],
  ] as const) {
    for (const system of systemsFor(east, (around[0] + around[2]) / 2)) {
      const lngLat = toLngLatFrom(system)?.(east, north)
      if (lngLat && isInside(lngLat, around)) return { lngLat, system }
    }
  }
  return undefined
}

function systemsFor(easting: number, cityLng: number): string[] {
  const zone = Math.floor(easting / 1e6)
  if (zone >= 25 && zone <= 45) return [`EPSG:${4513 + zone - 25}`]
  const nearest = Math.round(cityLng / 3) * 3
  // A city near the edge of its zone may be surveyed in the next one.
  return [nearest, nearest - 3, nearest + 3]
    .filter((meridian) => meridian >= 75 && meridian <= 135)
    .map((meridian) => `EPSG:${4534 + (meridian - 75) / 3}`)
}

/** With half its size round it. */
function isInside([lng, lat]: LngLat, [west, south, east, north]: BoundingBox): boolean {
  const [x, y] = [(east - west) / 2, (north - south) / 2]
  return lng >= west - x && lng <= east + x && lat >= south - y && lat <= north + y
}
