import { glyphs } from './glyphs.ts'

/** Pixels of an icon: RGBA, straight alpha, row by row from the top left. */
export type IconPixels = {
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray<ArrayBuffer>
  /** Device pixels for each pixel of the style. */
  readonly pixelRatio: number
  /** For a plate that grows with its text: what may be stretched, and where the text goes, in pixels of `data`. */
  readonly stretchX?: [number, number][]
  readonly stretchY?: [number, number][]
  readonly content?: [number, number, number, number]
}

type Rgb = readonly [red: number, green: number, blue: number]
/** Signed distance in style pixels from the icon's middle, y downwards: negative inside. */
type Shape = (x: number, y: number) => number
type Paint = { readonly shape: Shape; readonly color: Rgb; readonly opacity?: number }

const pixelRatio = 3

const circle =
  (radius: number): Shape =>
  (x, y) =>
    Math.hypot(x, y) - radius
const ring =
  (radius: number, width: number): Shape =>
  (x, y) =>
    Math.abs(Math.hypot(x, y) - radius) - width / 2
/** The left half of a disc. */
const halfDisc =
  (radius: number): Shape =>
  (x, y) =>
    Math.max(Math.hypot(x, y) - radius, x)
const diamond =
  (radius: number): Shape =>
  (x, y) =>
    (Math.abs(x) + Math.abs(y) - radius) * Math.SQRT1_2
/** Equilateral, point up, circumscribed radius given. */
const triangle =
  (radius: number): Shape =>
  (x, y) =>
    Math.max(y - radius / 2, Math.abs(x) * 0.8660254 - y / 2 - radius / 2)
/** An arrowhead pointing up with a notch in its tail. */
const arrow =
  (radius: number): Shape =>
  (x, y) => {
    const sides = Math.abs(x) * 0.88 - y * 0.475 - radius * 0.475
    const tail = y - radius * 0.85 + (radius * 0.45 - Math.abs(x) * 0.6)
    return Math.max(sides, tail, y - radius * 0.95)
  }
/** A thin arrow pointing right. */
const laneArrow: Shape = (x, y) => {
  const shaft = Math.max(Math.abs(y) - 0.7, Math.abs(x + 1) - 5)
  const head = Math.max(Math.abs(y) * 0.8 + x * 0.6 - 4, 2.6 - x)
  return Math.min(shaft, head)
}
/** Two bars across each other, as the sign at rails. */
const saltire: Shape = (x, y) => {
  const [along, across] = [Math.abs(x + y) * Math.SQRT1_2, Math.abs(x - y) * Math.SQRT1_2]
  return Math.min(Math.max(along - 6, across - 1.3), Math.max(across - 6, along - 1.3))
}
/** The white bar of a no-entry sign. */
const bar: Shape = (x, y) => Math.max(Math.abs(x) - 5.2, Math.abs(y) - 1.5)
const plate: Shape = (x, y) => {
  const [dx, dy] = [Math.max(Math.abs(x) - 6, 0), Math.max(Math.abs(y) - 5, 0)]
  return Math.hypot(dx, dy) - 3
}
/** The outline of a sign: distance to its nearest side, inside by winding. */
function glyph(name: string): Shape {
  const rings = (glyphs[name] ?? '').split('|').map((ring) => ring.split(' ').map((n) => Number(n) / 100))
  let last = [Number.NaN, Number.NaN, 0] as [number, number, number]
  return (x, y) => {
    // The sign and its halo ask for the same place, one after the other.
    if (last[0] !== x || last[1] !== y) last = [x, y, signedDistance(rings, x, y)]
    return last[2]
  }
}

function signedDistance(rings: readonly (readonly number[])[], x: number, y: number): number {
  let nearest = Number.POSITIVE_INFINITY
  let winding = 0
  for (const ring of rings) {
    let ax = ring[ring.length - 2]!
    let ay = ring[ring.length - 1]!
    for (let i = 0; i < ring.length; i += 2) {
      const bx = ring[i]!
      const by = ring[i + 1]!
      const [dx, dy] = [bx - ax, by - ay]
      const length = dx * dx + dy * dy
      const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length))
      nearest = Math.min(nearest, (x - ax - dx * t) ** 2 + (y - ay - dy * t) ** 2)
      const side = dx * (y - ay) - dy * (x - ax)
      if (ay <= y && by > y && side > 0) winding++
      else if (ay > y && by <= y && side < 0) winding--
      ax = bx
      ay = by
    }
  }
  return winding === 0 ? Math.sqrt(nearest) : -Math.sqrt(nearest)
}

const grown =
  (shape: Shape, by: number): Shape =>
  (x, y) =>
    shape(x, y) - by

/**
 * Draws an icon from its name, e.g. `tongguan:triangle:#c81e2b:#ffffff:#7a3fd1`.
 * Undefined where the name is not one of ours.
 */
export function drawIcon(name: string): IconPixels | undefined {
  const [prefix, shape, ...rest] = name.split(':')
  if (prefix !== 'tongguan' || !shape) return undefined
  if (shape === 'hatch') return drawHatch(parseColor(rest[0]))
  const paints = paintsOf(shape, rest)
  if (!paints) return undefined
  const icon = rasterize(paints, 26)
  if (shape !== 'plate') return icon
  const middle = icon.width / 2
  const half = (pixels: number): [number, number] => [
    middle - pixels * pixelRatio,
    middle + pixels * pixelRatio,
  ]
  return {
    ...icon,
    stretchX: [half(4)],
    stretchY: [half(3)],
    content: [half(6)[0], half(5)[0], half(6)[1], half(5)[1]],
  }
}

function paintsOf(shape: string, rest: readonly string[]): Paint[] | undefined {
  const color = parseColor(rest[0])
  switch (shape) {
    case 'place':
      return [{ shape: circle(2.2), color: [128, 138, 154] }]
    case 'sign': {
      const shape = glyph(rest[0] ?? '')
      const halo = { shape: grown(shape, 1.5), color: parseColor(rest[2]), opacity: 0.9 }
      return glyphs[rest[0] ?? ''] ? [halo, { shape, color: parseColor(rest[1]) }] : undefined
    }
    case 'lane':
      return [{ shape: laneArrow, color }]
    case 'plate':
      return [
        { shape: grown(plate, 1), color: parseColor(rest[1]) },
        { shape: plate, color },
      ]
    case 'crossing':
      return [
        { shape: grown(saltire, 1.4), color: parseColor(rest[1]), opacity: 0.9 },
        { shape: saltire, color },
      ]
    case 'dot':
      return [{ shape: circle(5), color }]
    case 'diamond': {
      const halo = parseColor(rest[2])
      const filled = rest[1] === 'filled'
      return [
        { shape: diamond(filled ? 10.5 : 8.5), color: halo },
        { shape: diamond(filled ? 8.5 : 6.5), color },
        ...(filled ? [] : [{ shape: diamond(3.6), color: halo }]),
      ]
    }
    case 'barred':
      return [
        { shape: circle(9.6), color: parseColor(rest[1]) },
        { shape: circle(8.2), color },
        { shape: bar, color: parseColor(rest[1]) },
      ]
    case 'arrow':
      return [
        { shape: grown(arrow(9), 1.8), color: parseColor(rest[1]) },
        { shape: arrow(9), color },
      ]
    case 'ring':
      return withOrigin(rest, circle(7), [{ shape: ring(5.4, 2.6), color }])
    case 'half':
      return withOrigin(rest, circle(7.6), [
        { shape: ring(6.2, 2.2), color },
        { shape: halfDisc(6.4), color },
      ])
    case 'triangle':
      return withOrigin(rest, grown(triangle(8), 1), [{ shape: grown(triangle(7.4), 1), color }])
    case 'done':
      return withOrigin(rest, circle(4.4), [{ shape: circle(3.6), color }])
    default:
      return undefined
  }
}

/** A halo under the shape, and round it a violet outline where a machine found the case. */
function withOrigin(rest: readonly string[], outline: Shape, paints: Paint[]): Paint[] {
  const halo = parseColor(rest[1])
  const under: Paint[] = rest[2]
    ? [
        { shape: grown(outline, 3), color: parseColor(rest[2]) },
        { shape: grown(outline, 0.9), color: halo },
      ]
    : [{ shape: grown(outline, 1.2), color: halo }]
  return [...under, ...paints]
}

function rasterize(paints: readonly Paint[], sizePixels: number): IconPixels {
  const side = sizePixels * pixelRatio
  const data = new Uint8ClampedArray(side * side * 4)
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const x = (column + 0.5) / pixelRatio - sizePixels / 2
      const y = (row + 0.5) / pixelRatio - sizePixels / 2
      blend(data, (row * side + column) * 4, paints, x, y)
    }
  }
  return { width: side, height: side, data, pixelRatio }
}

function blend(data: Uint8ClampedArray, offset: number, paints: readonly Paint[], x: number, y: number) {
  let [red, green, blue, alpha] = [0, 0, 0, 0]
  for (const paint of paints) {
    // One device pixel of smoothing at the edge.
    const cover = Math.min(1, Math.max(0, 0.5 - paint.shape(x, y) * pixelRatio)) * (paint.opacity ?? 1)
    const total = cover + alpha * (1 - cover)
    if (total === 0) continue
    const mix = (over: number, under: number) => (over * cover + under * alpha * (1 - cover)) / total
    red = mix(paint.color[0], red)
    green = mix(paint.color[1], green)
    blue = mix(paint.color[2], blue)
    alpha = total
  }
  data.set([red, green, blue, alpha * 255], offset)
}

/** Diagonal lines that tile without a seam: 12 pixels a side. */
function drawHatch(color: Rgb): IconPixels {
  const ratio = 2
  const side = 10 * ratio
  const data = new Uint8ClampedArray(side * side * 4)
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const phase = (row + column) % side
      const distance = Math.min(phase, side - phase) / Math.SQRT2
      const alpha = Math.min(1, Math.max(0, 1.4 - distance))
      data.set([...color, alpha * 255], (row * side + column) * 4)
    }
  }
  return { width: side, height: side, data, pixelRatio: ratio }
}

function parseColor(hex: string | undefined): Rgb {
  const value = Number.parseInt((hex ?? '#808080').slice(1), 16)
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}
