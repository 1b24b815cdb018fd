import type { DrawnShape, TracedShape } from '../../_map/map-types.ts'

/** What was drawn to ask about: an area, or all that lies near a place or a line. */
export type Drawn =
  | { readonly kind: 'area'; readonly geometry: DrawnShape }
  | { readonly kind: 'near'; readonly of: TracedShape; readonly meters: number }

export const nearLimits = { min: 5, max: 5000 } as const

/**
 * As it stands in an address: `lng,lat_lng,lat…` round an area, `50m_lng,lat…` within so many meters of a place or line.
 * Five decimals are about a meter.
 */
export function formatDrawn(drawn: Drawn): string {
  if (drawn.kind === 'area') return formatPositions((drawn.geometry.coordinates[0] ?? []).slice(0, -1))
  const { of, meters } = drawn
  return `${meters}m_${formatPositions(of.type === 'Point' ? [of.coordinates] : of.coordinates)}`
}

/** Null for what is no shape: an address that somebody mistyped must not break the desk. */
export function parseDrawn(text: string | null): Drawn | null {
  if (!text) return null
  const near = /^(\d{1,5})m_(.*)$/.exec(text)
  const positions = (near?.[2] ?? text).split('_').map((pair) => pair.split(',').map(Number))
  const isSound = positions.every(
    ([lng = Number.NaN, lat = Number.NaN, ...rest]) =>
      rest.length === 0 && Math.abs(lng) <= 180 && Math.abs(lat) <= 85,
  )
  const [first] = positions
  if (!isSound || !first) return null
  if (near) {
    const meters = Math.min(nearLimits.max, Math.max(nearLimits.min, Number(near[1])))
    const of: TracedShape =
      positions.length === 1
        ? { type: 'Point', coordinates: first }
        : { type: 'LineString', coordinates: positions }
    return { kind: 'near', of, meters }
  }
  if (positions.length < 3) return null
  return { kind: 'area', geometry: { type: 'Polygon', coordinates: [[...positions, [...first]]] } }
}

function formatPositions(positions: readonly (readonly number[])[]): string {
  return positions
    .map(([lng = 0, lat = 0]) => `${Number(lng.toFixed(5))},${Number(lat.toFixed(5))}`)
    .join('_')
}
