import { snapRing, twiceArea } from './snap-to-units.ts'

/** Vertices lie within a tile and its buffer. */
const offset = 1024
const span = 8192

/**
 * Joins areas that touch: borders that two of them share vanish. What is left is outlined anew, each outer ring
 * followed by its holes. Borders are the same only where both areas have the same vertices; others stay, as hairlines
 * that a fill does not show.
 *
 * @param rings whole tile units, x, y, x, y, …; open; outer rings clockwise on a screen (y downwards), holes the other way
 * @param leastTwiceArea outlines and holes with less than this are left out
 * @example dissolveRings([[0, 0, 2, 0, 2, 2, 0, 2], [2, 0, 4, 0, 4, 2, 2, 2]], 0) // [[0, 0, 4, 0, 4, 2, 0, 2]]
 */
export function dissolveRings(rings: readonly (readonly number[])[], leastTwiceArea: number): number[][] {
  const outers: number[][] = []
  const holes: number[][] = []
  for (const loop of traceLoops(bordersOf(rings))) {
    const ring = snapRing(loop)
    const area = twiceArea(ring)
    if (Math.abs(area) < Math.max(leastTwiceArea, 1)) continue
    if (area > 0) outers.push(ring)
    else holes.push(ring)
  }
  // From small to large, so that a hole finds the narrowest ring around it.
  outers.sort((a, b) => twiceArea(a) - twiceArea(b))
  const holesOf = outers.map((): number[][] => [])
  for (const hole of holes) {
    const around = outers.findIndex((outer) => isAround(outer, hole))
    if (around >= 0) holesOf[around]!.push(hole)
  }
  return outers.flatMap((outer, i) => [outer, ...holesOf[i]!])
}

const keyOf = (x: number, y: number) => (x + offset) * span + y + offset

/** From each vertex to where its borders lead, those left out that are walked both ways. */
function bordersOf(rings: readonly (readonly number[])[]): Map<number, number[]> {
  const next = new Map<number, number[]>()
  for (const ring of rings) {
    let from = keyOf(ring[ring.length - 2]!, ring[ring.length - 1]!)
    for (let i = 0; i < ring.length; i += 2) {
      const to = keyOf(ring[i]!, ring[i + 1]!)
      if (from !== to && !take(next, to, from)) {
        const list = next.get(from)
        if (list) list.push(to)
        else next.set(from, [to])
      }
      from = to
    }
  }
  return next
}

function take(next: Map<number, number[]>, from: number, to: number): boolean {
  const list = next.get(from)
  const at = list ? list.indexOf(to) : -1
  if (at < 0) return false
  if (list!.length === 1) next.delete(from)
  else list!.splice(at, 1)
  return true
}

/** Follows the borders; wherever a walk meets itself, a ring is complete. Uses `next` up. */
function* traceLoops(next: Map<number, number[]>): Generator<number[]> {
  for (let start = next.keys().next(); !start.done; start = next.keys().next()) {
    const walk = [start.value]
    const placeOf = new Map([[start.value, 0]])
    for (;;) {
      const list = next.get(walk[walk.length - 1]!)
      if (!list) break
      const to = list.pop()!
      if (list.length === 0) next.delete(walk[walk.length - 1]!)
      const met = placeOf.get(to)
      if (met === undefined) {
        placeOf.set(to, walk.length)
        walk.push(to)
        continue
      }
      const loop = walk.splice(met + 1)
      for (const key of loop) placeOf.delete(key)
      yield [to, ...loop].flatMap((key) => [Math.floor(key / span) - offset, (key % span) - offset])
    }
  }
}

/** Whether a ring holds the middle of the other one's first side. */
function isAround(outer: readonly number[], hole: readonly number[]): boolean {
  const x = (hole[0]! + hole[2]!) / 2
  const y = (hole[1]! + hole[3]!) / 2
  let isInside = false
  let fromX = outer[outer.length - 2]!
  let fromY = outer[outer.length - 1]!
  for (let i = 0; i < outer.length; i += 2) {
    const toX = outer[i]!
    const toY = outer[i + 1]!
    if (fromY > y !== toY > y && x < ((toX - fromX) * (y - fromY)) / (toY - fromY) + fromX)
      isInside = !isInside
    fromX = toX
    fromY = toY
  }
  return isInside
}
