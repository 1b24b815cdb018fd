import type { Camera } from './map-types.ts'

/**
 * A camera as it stands in an address: `@lng,lat,zoom` and, where the map is turned or tilted, `,bearing,pitch`.
 * Five decimals are about a meter.
 * @example formatCamera({ center: [120.15, 30.28], zoom: 13 }) // '@120.15,30.28,13'
 */
export function formatCamera({ center, zoom, bearingDegrees = 0, pitchDegrees = 0 }: Camera): string {
  const place = [round(center[0], 5), round(center[1], 5), round(zoom, 2)]
  const turn = bearingDegrees || pitchDegrees ? [round(bearingDegrees, 1), round(pitchDegrees, 1)] : []
  return `@${[...place, ...turn].join(',')}`
}

/** Undefined where the text is no camera: an address that somebody mistyped must not break the map. */
export function parseCamera(text: string | null | undefined): Camera | undefined {
  if (!text?.startsWith('@')) return undefined
  const numbers = text.slice(1).split(',').map(Number)
  const [lng, lat, zoom, bearingDegrees = 0, pitchDegrees = 0] = numbers
  if (lng === undefined || lat === undefined || zoom === undefined) return undefined
  if (numbers.length > 5 || numbers.some((number) => !Number.isFinite(number))) return undefined
  if (Math.abs(lng) > 180 || Math.abs(lat) > 85 || zoom < 0 || zoom > 24) return undefined
  return { center: [lng, lat], zoom, bearingDegrees, pitchDegrees: Math.min(60, Math.max(0, pitchDegrees)) }
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
