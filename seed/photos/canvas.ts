import type { Random } from '../city/random.ts'

export type Rgb = readonly [red: number, green: number, blue: number]
type Spot = readonly [x: number, y: number]

/** The picture's own units: what is drawn does not know how many pixels are kept. */
export const WIDTH = 640
export const HEIGHT = 480
/** Kept pixels for each unit, and how much finer it is drawn, so that edges come out smooth. */
const KEPT = 0.75
const FINE = 2 * KEPT
const COLUMNS = WIDTH * FINE
const ROWS = HEIGHT * FINE

export const KEPT_SIZE = { width: WIDTH * KEPT, height: HEIGHT * KEPT }

export class Canvas {
  /** Red, green, blue, row by row. */
  readonly #light = new Float32Array(COLUMNS * ROWS * 3)
  readonly #tilt: number

  /** @param tilt of the horizon, rise over run: nobody holds a phone quite level */
  constructor(tilt: number) {
    this.#tilt = tilt
  }

  /** A shape; `color` may go from top to bottom of the shape. */
  fill(shape: readonly Spot[], color: Rgb, to: Rgb = color, opacity = 1): void {
    const light = this.#light
    const spots = shape.map(([x, y]): Spot => [FINE * x, FINE * (y + (x - WIDTH / 2) * this.#tilt)])
    const tops = spots.map(([, y]) => y)
    const [top, bottom] = [Math.min(...tops), Math.max(...tops)]
    for (let row = Math.max(0, Math.floor(top)); row < Math.min(ROWS, bottom); row++) {
      const crossings: number[] = []
      for (let i = 0; i < spots.length; i++) {
        const [a, b] = [spots[i]!, spots[(i + 1) % spots.length]!]
        const y = row + 0.5
        if (a[1] > y !== b[1] > y) crossings.push(a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0]))
      }
      crossings.sort((a, b) => a - b)
      const share = Math.min(1, Math.max(0, (row - top) / Math.max(1, bottom - top)))
      const red = color[0] + (to[0] - color[0]) * share
      const green = color[1] + (to[1] - color[1]) * share
      const blue = color[2] + (to[2] - color[2]) * share
      for (let i = 0; i + 1 < crossings.length; i += 2) {
        const from = Math.max(0, Math.round(crossings[i]!))
        const until = Math.min(COLUMNS, Math.round(crossings[i + 1]!))
        const start = row * COLUMNS
        for (let at = (start + from) * 3; at < (start + until) * 3; at += 3) {
          light[at] = light[at]! + (red - light[at]!) * opacity
          light[at + 1] = light[at + 1]! + (green - light[at + 1]!) * opacity
          light[at + 2] = light[at + 2]! + (blue - light[at + 2]!) * opacity
        }
      }
    }
  }

  box(x: number, y: number, width: number, height: number, color: Rgb, to: Rgb = color, opacity = 1): void {
    this.fill(
      [
        [x, y],
        [x + width, y],
        [x + width, y + height],
        [x, y + height],
      ],
      color,
      to,
      opacity,
    )
  }

  ellipse(x: number, y: number, rx: number, ry: number, color: Rgb, to: Rgb = color, opacity = 1): void {
    this.fill(
      blob(x, y, rx, ry, () => 1),
      color,
      to,
      opacity,
    )
  }

  line(from: Spot, to: Spot, width: number, color: Rgb, opacity = 1): void {
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
    const half = width / 2 / (Math.sqrt(dx * dx + dy * dy) || 1)
    const [nx, ny] = [-dy * half, dx * half]
    this.fill(
      [
        [from[0] + nx, from[1] + ny],
        [to[0] + nx, to[1] + ny],
        [to[0] - nx, to[1] - ny],
        [from[0] - nx, from[1] - ny],
      ],
      color,
      color,
      opacity,
    )
  }

  /** Grain of a surface within rows of the picture: strong near by, fine far off. */
  grain(top: number, bottom: number, strength: number, random: Random): void {
    for (let row = Math.max(0, Math.round(top * KEPT)); row < Math.min(ROWS / 2, bottom * KEPT); row++) {
      const most = strength * (0.35 + (row / KEPT - top) / (bottom - top))
      for (let column = 0; column < COLUMNS / 2; column++) {
        const shift = (random.next() - 0.5) * most
        for (const at of [2 * row * COLUMNS + 2 * column, (2 * row + 1) * COLUMNS + 2 * column]) {
          for (let k = at * 3; k < at * 3 + 6; k++) this.#light[k]! += shift
        }
      }
    }
  }

  /** As a phone keeps it: 8 bits a channel with alpha, darker towards the corners, a little noise and its own white. */
  develop(random: Random, isNight: boolean): Uint8Array {
    const warm = random.between(-7, 7)
    const exposure = random.between(0.93, 1.07)
    const { width, height } = KEPT_SIZE
    const pixels = new Uint8Array(width * height * 4)
    const across = COLUMNS * 3
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const [u, v] = [x / width - 0.5, y / height - 0.5]
        // At night only what the phone's own lamp reaches is bright.
        const lamp = 1 / (1 + 9 * u * u + 7 * (v - 0.16) * (v - 0.16))
        const dim = isNight ? exposure * (0.29 + 0.5 * lamp * lamp) : (1 - 0.38 * (u * u + v * v)) * exposure
        const noise = (random.next() - 0.5) * (isNight ? 13 : 7)
        const at = (2 * y * COLUMNS + 2 * x) * 3
        for (let k = 0; k < 3; k++) {
          const sum =
            this.#light[at + k]! +
            this.#light[at + 3 + k]! +
            this.#light[at + across + k]! +
            this.#light[at + across + 3 + k]!
          const tint = k === 0 ? warm : k === 2 ? (isNight ? 9 : -warm) : 0
          pixels[(y * width + x) * 4 + k] = Math.max(0, Math.min(255, (sum / 4) * dim + tint + noise))
        }
        pixels[(y * width + x) * 4 + 3] = 255
      }
    }
    return pixels
  }
}

/** A round shape, its radius times `reach` in each of 24 directions. */
export function blob(
  x: number,
  y: number,
  rx: number,
  ry: number,
  reach: (direction: number) => number,
): Spot[] {
  const reaches = Array.from({ length: 24 }, (_, i) => reach(i))
  return reaches.map((own, i): Spot => {
    const angle = (i / 24) * 2 * Math.PI
    // Rounder than it was drawn.
    const share = (2 * own + reaches[(i + 1) % 24]! + reaches[(i + 23) % 24]!) / 4
    return [x + rx * share * Math.cos(angle), y + ry * share * Math.sin(angle)]
  })
}

export function shade([red, green, blue]: Rgb, times: number): Rgb {
  return [red * times, green * times, blue * times]
}
