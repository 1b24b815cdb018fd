import { between, direction, distance, type Point } from './plane.ts'

/** A smooth line through its control points (centripetal enough for gentle turns: uniform Catmull–Rom), a point every ~`stepMeters`. */
export function smoothLine(controls: readonly Point[], stepMeters: number, isClosed = false): Point[] {
  const count = controls.length
  const at = (i: number): Point =>
    isClosed ? controls[((i % count) + count) % count]! : controls[Math.min(count - 1, Math.max(0, i))]!
  const line: Point[] = []
  for (let i = 0; i < (isClosed ? count : count - 1); i++) {
    const [p0, p1, p2, p3] = [at(i - 1), at(i), at(i + 1), at(i + 2)]
    const steps = Math.max(1, Math.round(distance(p1, p2) / stepMeters))
    for (let s = 0; s < steps; s++) line.push(catmullRom(p0, p1, p2, p3, s / steps))
  }
  if (!isClosed) line.push(at(count - 1))
  return line
}

function catmullRom(p0: Point, p1: Point, p2: Point, p3: Point, t: number): Point {
  const axis = (a: number, b: number, c: number, d: number) =>
    0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t)
  return [axis(p0[0], p1[0], p2[0], p3[0]), axis(p0[1], p1[1], p2[1], p3[1])]
}

/** The line moved to its left by `meters(share along it)`; negative is to the right. */
export function offsetLine(line: readonly Point[], meters: (share: number) => number): Point[] {
  return line.map((point, i) => {
    const [east, north] = direction(line[Math.max(0, i - 1)]!, line[Math.min(line.length - 1, i + 1)]!)
    const width = meters(i / (line.length - 1))
    return [point[0] - north * width, point[1] + east * width]
  })
}

/** Points every `spacingMeters` along a line, with the direction of travel there. */
export function pointsAlong(
  line: readonly Point[],
  spacingMeters: number,
  startMeters: number,
): { readonly point: Point; readonly heading: Point }[] {
  const found: { point: Point; heading: Point }[] = []
  let next = startMeters
  let passed = 0
  for (let i = 1; i < line.length; i++) {
    const a = line[i - 1]!
    const b = line[i]!
    const length = distance(a, b)
    const heading = direction(a, b)
    while (next <= passed + length) {
      found.push({ point: between(a, b, (next - passed) / (length || 1)), heading })
      next += spacingMeters
    }
    passed += length
  }
  return found
}

export function lineLength(line: readonly Point[]): number {
  let sum = 0
  for (let i = 1; i < line.length; i++) sum += distance(line[i - 1]!, line[i]!)
  return sum
}
