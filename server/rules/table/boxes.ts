import type { AtomSet } from './atoms.ts'

/** Facts that a row fits: one set of atoms an axis. */
export type Box = readonly AtomSet[]

/** Beyond so many pieces nothing is claimed. */
const MOST_BOXES = 4000

export function meets(a: Box, b: Box): boolean {
  return a.every((set, i) => (set & b[i]!) !== 0n)
}

/** Whether everything in `inner` is in `outer`. */
export function holds(outer: Box, inner: Box): boolean {
  return inner.every((set, i) => (set & ~outer[i]!) === 0n)
}

export const isEmpty = (box: Box): boolean => box.some((set) => set === 0n)

/** What is left of a box when others are taken out of it, as boxes that do not meet; undefined where it gets too much. */
export function subtract(from: Box, others: readonly Box[]): Box[] | undefined {
  let left: Box[] = isEmpty(from) ? [] : [from]
  for (const other of others) {
    left = left.flatMap((box) => without(box, other))
    if (left.length > MOST_BOXES) return undefined
  }
  return left
}

function without(box: Box, other: Box): Box[] {
  if (!meets(box, other)) return [box]
  const pieces: Box[] = []
  const core = [...box]
  for (const [i, set] of box.entries()) {
    const outside = set & ~other[i]!
    if (outside !== 0n) pieces.push(core.with(i, outside))
    core[i] = set & other[i]!
  }
  return pieces
}
