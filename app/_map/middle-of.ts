import type { LngLat } from './map-types.ts'

/** The place half way along a line. */
export function middleOf(line: readonly LngLat[]): [lng: number, lat: number] {
  const squeeze = Math.cos(((line[0]?.[1] ?? 0) * Math.PI) / 180)
  const lengths = line.slice(1).map((to, i) => {
    const from = line[i]!
    return Math.hypot((to[0] - from[0]) * squeeze, to[1] - from[1])
  })
  let left = lengths.reduce((sum, length) => sum + length, 0) / 2
  for (const [i, length] of lengths.entries()) {
    if (length > 0 && left <= length) {
      const [from, to, share] = [line[i]!, line[i + 1]!, left / length]
      return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]
    }
    left -= length
  }
  const [lng = 0, lat = 0] = line.at(-1) ?? []
  return [lng, lat]
}
