/** Bits of each axis in a Morton key: 2 × 26 fit a double exactly, and a tile at zoom 14 has 2^26 units of the world. */
export const mortonBits = 26

const halfBits = 13
const spread = new Uint32Array(1 << halfBits)
for (let value = 0; value < spread.length; value++) {
  let out = 0
  for (let bit = 0; bit < halfBits; bit++) out |= ((value >> bit) & 1) << (2 * bit)
  spread[value] = out >>> 0
}

/** Interleaves two cell numbers of up to 26 bits: sorted by it, the features of any tile at any zoom lie in one run. */
export function mortonOfCell(cellX: number, cellY: number): number {
  const mask = (1 << halfBits) - 1
  const high = spread[cellX >>> halfBits]! + 2 * spread[cellY >>> halfBits]!
  const low = spread[cellX & mask]! + 2 * spread[cellY & mask]!
  return high * 2 ** (2 * halfBits) + low
}

/** The Morton key of a position of the unit square, `x` and `y` in [0, 1). */
export function mortonOf(x: number, y: number): number {
  const count = 2 ** mortonBits
  const last = count - 1
  return mortonOfCell(
    Math.max(0, Math.min(last, Math.floor(x * count))),
    Math.max(0, Math.min(last, Math.floor(y * count))),
  )
}

/** The half-open range of Morton keys of a tile at zoom ≤ 26. */
export function mortonRange(zoom: number, x: number, y: number): [from: number, to: number] {
  const size = 4 ** (mortonBits - zoom)
  const from = mortonOfCell(x, y) * size
  return [from, from + size]
}
