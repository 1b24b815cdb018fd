/** A coordinate system that can be declared. Zones are named by their central meridian. */
export type SystemOption =
  | {
      readonly value: string
      readonly kind: 'named'
      readonly name: 'WGS84' | 'CGCS2000' | 'GCJ-02' | 'BD-09' | 'mercator'
    }
  | {
      readonly value: string
      readonly kind: 'zone'
      readonly meridian: number
      readonly zone: number
      /** The zone's number stands before the easting: eight digits before the point. */
      readonly isZoned: boolean
    }

const FIRST_ZONE = 25
const LAST_ZONE = 45

const named: readonly SystemOption[] = [
  { value: 'WGS84', kind: 'named', name: 'WGS84' },
  { value: 'CGCS2000', kind: 'named', name: 'CGCS2000' },
  { value: 'GCJ-02', kind: 'named', name: 'GCJ-02' },
  { value: 'BD-09', kind: 'named', name: 'BD-09' },
  { value: 'EPSG:3857', kind: 'named', name: 'mercator' },
]

/**
 * The systems a file may be declared in, the zones that the city lies in or beside before all others.
 *
 * @param longitude of the city's middle, in degrees
 * @example systemOptions(118.8).near.map(({ value }) => value) // ['EPSG:4549', 'EPSG:4528', …]
 */
export function systemOptions(longitude: number): {
  readonly named: readonly SystemOption[]
  readonly near: readonly SystemOption[]
  readonly other: readonly SystemOption[]
} {
  const own = Math.min(LAST_ZONE, Math.max(FIRST_ZONE, Math.round(longitude / 3)))
  const all = Array.from({ length: LAST_ZONE - FIRST_ZONE + 1 }, (_, i) => FIRST_ZONE + i)
  const both = (zone: number): SystemOption[] =>
    [false, true].map((isZoned) => ({
      value: `EPSG:${(isZoned ? 4513 : 4534) + zone - FIRST_ZONE}`,
      kind: 'zone',
      meridian: zone * 3,
      zone,
      isZoned,
    }))
  const near = all
    .filter((zone) => Math.abs(zone - own) <= 1)
    .toSorted((a, b) => Math.abs(a - own) - Math.abs(b - own))
  return {
    named,
    near: near.flatMap(both),
    other: all.filter((zone) => !near.includes(zone)).flatMap(both),
  }
}
