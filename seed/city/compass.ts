import type { Point } from './plane.ts'

/** Eighths of a circle, counter-clockwise from east, about one long. */
export const COMPASS: readonly Point[] = [
  [1, 0],
  [0.7, 0.7],
  [0, 1],
  [-0.7, 0.7],
  [-1, 0],
  [-0.7, -0.7],
  [0, -1],
  [0.7, -0.7],
]
