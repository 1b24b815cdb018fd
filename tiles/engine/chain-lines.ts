import type { Position } from 'geojson'

/**
 * Joins lines end to end where exactly two of them meet, so that a road of many pieces becomes one. Directions are kept
 * where `isDirected`.
 *
 * @example chainLines([[[0, 0], [1, 0]], [[2, 0], [1, 0]]], false) // [[[0, 0], [1, 0], [2, 0]]]
 */
export function chainLines(lines: readonly (readonly Position[])[], isDirected: boolean): Position[][] {
  const ends = new Map<string, number[]>()
  const meet = (position: Position, line: number) => {
    const list = ends.get(keyOf(position))
    if (list) list.push(line)
    else ends.set(keyOf(position), [line])
  }
  for (const [i, line] of lines.entries()) {
    meet(line[0]!, i)
    meet(line.at(-1)!, i)
  }
  const isUsed = new Uint8Array(lines.length)
  const chains: Position[][] = []
  const grow = (chain: Position[], isForward: boolean) => {
    for (;;) {
      const end = chain.at(-1)!
      const meeting = ends.get(keyOf(end))!
      const next = meeting.length === 2 ? meeting.find((line) => !isUsed[line]) : undefined
      if (next === undefined) return
      const line = lines[next]!
      const isAlong = keyOf(line[0]!) === keyOf(end)
      if (isDirected && isAlong !== isForward) return
      isUsed[next] = 1
      chain.push(...(isAlong ? line : line.toReversed()).slice(1))
    }
  }
  for (const [i, line] of lines.entries()) {
    if (isUsed[i]) continue
    isUsed[i] = 1
    const chain = [...line]
    grow(chain, true)
    chain.reverse()
    grow(chain, false)
    chains.push(chain.reverse())
  }
  return chains
}

/** Within a centimeter is the same place. */
function keyOf([lng, lat]: Position): string {
  return `${lng!.toFixed(7)},${lat!.toFixed(7)}`
}
