import { encode } from 'jpeg-js'
import { localParts } from '../city/clock.ts'
import type { Random } from '../city/random.ts'
import { blob, Canvas, HEIGHT, KEPT_SIZE, type Rgb, shade, WIDTH } from './canvas.ts'
import { stamp } from './stamp.ts'

const QUALITY = 72

type Scene = {
  readonly canvas: Canvas
  readonly random: Random
  readonly isNight: boolean
  /** Where the ground begins, from the top. */
  readonly horizon: number
}
type Subject = (scene: Scene) => void

/**
 * A picture of what was reported, as a phone would have taken it: the street, the thing, the time in its corner.
 * Undefined for what cannot be seen or has no picture. Drawn, so that it shows nobody and no real place.
 *
 * @returns JPEG, about 30 kB
 */
export function drawPhoto(categoryCode: string, takenAtMs: number, random: Random): Uint8Array | undefined {
  const found = subjects[categoryCode]
  if (!found) return undefined
  const [view, subject] = found
  const { hour } = localParts(takenAtMs)
  const isNight = categoryCode === '100118' || hour < 6 || hour >= 19
  const canvas = new Canvas(random.between(-0.035, 0.035))
  const horizon = view === 'ground' ? -60 : view === 'wall' ? 390 : random.integer(168, 205)
  const scene: Scene = { canvas, random, isNight, horizon }
  if (view === 'street') drawStreet(scene)
  else if (view === 'ground') drawGround(scene)
  else drawWall(scene)
  subject(scene)
  // The camera writes the time into what it has taken: as bright at night.
  stamp(canvas, takenAtMs, isNight ? 3.4 : 1)
  return encode({ ...KEPT_SIZE, data: canvas.develop(random, isNight) }, QUALITY).data
}

const asphalt: Rgb = [104, 105, 108]
const paving: Rgb = [168, 163, 155]

/** Straight along the kerb: houses, trees, a carriageway and a footway. */
function drawStreet({ canvas, random, horizon }: Scene): void {
  const isClear = random.chance(0.5)
  const sky: Rgb = isClear ? [150, 186, 224] : [196, 202, 208]
  canvas.box(-40, -40, WIDTH + 80, horizon + 60, sky, [224, 228, 230])
  const walls: readonly Rgb[] = [
    [196, 178, 158],
    [178, 182, 186],
    [208, 200, 186],
    [170, 152, 140],
    [188, 196, 192],
  ]
  for (let x = -30; x < WIDTH + 30; ) {
    const width = random.between(80, 170)
    const wall = random.pick(walls)
    const top = horizon - random.between(70, 185)
    canvas.box(x, top, width, horizon - top + 6, shade(wall, 0.94), shade(wall, 0.8))
    const floors = Math.floor((horizon - top) / 24)
    for (let floor = 0; floor < floors; floor++) {
      for (let wx = x + 10; wx < x + width - 14; wx += 22) {
        const glass: Rgb = random.chance(0.2) ? [120, 130, 140] : [86, 96, 108]
        canvas.box(wx, top + 8 + floor * 24, 13, 14, glass, shade(glass, 1.25))
      }
    }
    const sign = random.pick([
      [150, 52, 46],
      [40, 84, 130],
      [58, 110, 78],
      [170, 120, 50],
    ] as const)
    canvas.box(x + 4, horizon - 26, width - 8, 11, sign)
    canvas.box(x + 6, horizon - 15, width - 12, 20, [72, 74, 78], [96, 98, 100])
    x += width
  }
  canvas.box(-40, horizon, WIDTH + 80, HEIGHT - horizon + 40, shade(paving, 0.92), paving)
  const far = WIDTH * 0.62
  canvas.fill(
    [
      [far, horizon],
      [WIDTH + 60, horizon],
      [WIDTH + 60, HEIGHT + 40],
      [WIDTH * 0.44, HEIGHT + 40],
    ],
    shade(asphalt, 1.08),
    asphalt,
  )
  canvas.line([far, horizon], [WIDTH * 0.44, HEIGHT + 20], 9, [198, 196, 190])
  canvas.line([far + 70, horizon], [WIDTH * 0.86, HEIGHT], 5, [222, 222, 214], 0.8)
  for (let i = 1; i < 9; i++) {
    const y = horizon + (HEIGHT - horizon) * (i / 9) ** 1.8
    canvas.line(
      [-20, y],
      [far - (far - WIDTH * 0.44) * ((y - horizon) / (HEIGHT - horizon)), y],
      1,
      [138, 133, 126],
      0.7,
    )
  }
  for (let i = 0; i < 7; i++)
    canvas.line([far - 30 - i * 46, horizon], [WIDTH * 0.34 - i * 130, HEIGHT], 1, [138, 133, 126], 0.6)
  canvas.grain(horizon, HEIGHT, 22, random)
  for (const [x, size] of [
    [random.between(20, 90), 1],
    [random.between(230, 290), 0.6],
  ] as const) {
    drawTree(canvas, x, horizon + 60 * size, size, random)
  }
}

function drawTree(canvas: Canvas, x: number, foot: number, size: number, random: Random): void {
  canvas.box(x - 6 * size, foot - 130 * size, 12 * size, 130 * size, [92, 76, 60], [74, 60, 48])
  for (let i = 0; i < 16; i++) {
    const green: Rgb = [58 + random.between(0, 34), 92 + random.between(0, 40), 50 + random.between(0, 20)]
    canvas.ellipse(
      x + random.between(-56, 56) * size,
      foot - (165 + random.between(-48, 52)) * size,
      34 * size,
      26 * size,
      green,
      shade(green, 0.74),
    )
  }
}

/** Looking down: asphalt or paving fills the picture. */
function drawGround({ canvas, random }: Scene): void {
  const color = random.chance(0.6) ? asphalt : paving
  canvas.box(-40, -40, WIDTH + 80, HEIGHT + 80, shade(color, 1.1), shade(color, 0.9))
  if (color === paving) {
    for (let i = 0; i < 9; i++)
      canvas.line([-20, i * i * 6 + 10], [WIDTH + 20, i * i * 6 + 10], 2, [128, 123, 116], 0.8)
    for (let i = -6; i <= 6; i++)
      canvas.line([WIDTH / 2 + i * 62, -20], [WIDTH / 2 + i * 120, HEIGHT + 20], 2, [128, 123, 116], 0.8)
  }
  for (let i = 0; i < 12; i++) {
    const [x, y] = [random.between(0, WIDTH), random.between(0, HEIGHT)]
    canvas.fill(
      blob(x, y, random.between(14, 60), random.between(6, 26), () => random.between(0.7, 1.2)),
      shade(color, random.between(0.82, 0.97)),
      undefined,
      0.5,
    )
  }
  canvas.grain(0, HEIGHT, 34, random)
}

/** A wall fills the picture, a strip of footway below it. */
function drawWall({ canvas, random, horizon }: Scene): void {
  const color = random.pick([
    [206, 198, 184],
    [186, 190, 194],
    [198, 172, 150],
  ] as const)
  canvas.box(-40, -40, WIDTH + 80, horizon + 60, color, shade(color, 0.86))
  for (let i = 0; i < 10; i++) {
    const [x, y] = [random.between(0, WIDTH), random.between(0, horizon)]
    canvas.fill(
      blob(x, y, random.between(30, 110), random.between(20, 70), () => random.between(0.7, 1.25)),
      shade(color, random.between(0.9, 1.06)),
      undefined,
      0.5,
    )
  }
  canvas.box(-40, horizon, WIDTH + 80, HEIGHT, shade(paving, 0.85), paving)
  canvas.grain(-20, HEIGHT, 16, random)
}

const dirt: Rgb = [112, 92, 70]

function shadowUnder({ canvas }: Scene, x: number, y: number, width: number): void {
  canvas.ellipse(x, y, width / 2, width / 9, [30, 30, 34], [30, 30, 34], 0.42)
}

/** Bags, boxes and what fell out of them. */
const garbage: Subject = (scene) => {
  const { canvas, random } = scene
  shadowUnder(scene, 250, 400, 360)
  const bags: readonly Rgb[] = [
    [38, 38, 42],
    [52, 54, 60],
    [196, 198, 202],
    [142, 36, 40],
    [46, 78, 120],
  ]
  for (let i = 0; i < 15; i++) {
    const [x, y] = [random.between(110, 390), 330 + (i / 15) * 60]
    if (random.chance(0.3)) {
      const [w, h] = [random.between(44, 86), random.between(30, 56)]
      canvas.box(x - w / 2, y - h, w, h, [176, 138, 96], [138, 104, 70])
      canvas.line([x - w / 2, y - h / 2], [x + w / 2, y - h / 2], 4, [198, 172, 128])
    } else {
      const bag = random.pick(bags)
      const size = random.between(26, 46)
      canvas.fill(
        blob(x, y - size * 0.7, size, size * 0.8, () => random.between(0.82, 1.1)),
        shade(bag, 1.2),
        shade(bag, 0.7),
      )
      canvas.ellipse(x - size * 0.3, y - size, size * 0.22, size * 0.14, [230, 230, 234], undefined, 0.35)
      canvas.fill(
        [
          [x - 7, y - size * 1.35],
          [x + 7, y - size * 1.35],
          [x + 2, y - size * 1.1],
          [x - 2, y - size * 1.1],
        ],
        shade(bag, 1.4),
      )
    }
  }
  litter(scene, 90, 420, 380, 452, 46)
}

function litter(
  { canvas, random }: Scene,
  left: number,
  right: number,
  top: number,
  bottom: number,
  count: number,
): void {
  for (let i = 0; i < count; i++) {
    const [x, y] = [random.between(left, right), random.between(top, bottom)]
    const color = random.pick([
      [228, 226, 218],
      [196, 72, 60],
      [70, 120, 170],
      [206, 176, 90],
      [110, 88, 62],
    ] as const)
    const size = random.between(3, 9)
    canvas.fill(
      [
        [x, y],
        [x + size, y - random.between(0, 4)],
        [x + size * 1.1, y + size * 0.6],
        [x + 1, y + size * 0.7],
      ],
      color,
      shade(color, 0.8),
    )
  }
}

/** A box beside a bin that takes no more. */
const fullBin: Subject = (scene) => {
  const { canvas } = scene
  shadowUnder(scene, 250, 428, 220)
  for (const [x, color] of [
    [190, [52, 104, 74]],
    [262, [60, 66, 74]],
  ] as const) {
    canvas.box(x, 270, 64, 150, shade(color, 1.25), shade(color, 0.75))
    canvas.box(x - 4, 258, 72, 20, shade(color, 0.7), shade(color, 1.1))
    canvas.box(x + 12, 288, 40, 18, [20, 22, 24])
  }
  for (const [x, y, w] of [
    [206, 262, 30],
    [246, 252, 34],
    [286, 262, 28],
  ] as const) {
    canvas.fill(
      blob(x, y, w, 20, () => 1),
      [222, 222, 226],
      [150, 152, 158],
    )
  }
  litter(scene, 120, 400, 405, 450, 60)
}

/** A round lid; `state` says what is wrong with it. */
const manhole =
  (state: 'gone' | 'aside' | 'broken'): Subject =>
  (scene) => {
    const { canvas, random } = scene
    const [x, y] = [random.between(285, 355), random.between(235, 275)]
    canvas.ellipse(x, y, 150, 92, [84, 84, 88], [120, 120, 122])
    canvas.ellipse(
      x,
      y,
      134,
      80,
      state === 'broken' ? [66, 66, 70] : [14, 14, 16],
      state === 'broken' ? [92, 92, 96] : [30, 30, 34],
    )
    if (state === 'gone') {
      canvas.ellipse(x, y + 34, 96, 34, [46, 56, 58], [66, 78, 80], 0.75)
      canvas.line([x - 124, y - 20], [x - 60, y + 60], 7, [120, 84, 52])
    } else if (state === 'aside') {
      canvas.ellipse(x + 92, y + 76, 128, 76, [40, 40, 44], [40, 40, 44], 0.5)
      lid(canvas, x + 86, y + 64)
    } else {
      lid(canvas, x, y)
      for (let i = 0; i < 5; i++) {
        const [dx, dy] = [random.between(-100, 100), random.between(-56, 56)]
        canvas.line([x, y], [x + dx, y + dy], 4, [16, 16, 18])
      }
      canvas.fill(
        [
          [x + 10, y + 6],
          [x + 96, y + 30],
          [x + 40, y + 74],
        ],
        [12, 12, 14],
      )
    }
  }

function lid(canvas: Canvas, x: number, y: number): void {
  canvas.ellipse(x, y, 128, 76, [106, 108, 112], [74, 76, 80])
  canvas.ellipse(x, y, 112, 65, [90, 92, 96], [66, 68, 72])
  for (let row = -4; row <= 4; row++) {
    for (let column = -6; column <= 6; column++) {
      const [dx, dy] = [column * 16 + (row % 2) * 8, row * 13]
      if ((dx / 104) ** 2 + (dy / 60) ** 2 < 1)
        canvas.ellipse(x + dx, y + dy, 4.6, 2.8, [122, 124, 128], [80, 82, 86])
    }
  }
}

const pothole: Subject = ({ canvas, random }) => {
  const [x, y] = [320, 262]
  const edge = Array.from({ length: 24 }, () => random.between(0.78, 1.2))
  canvas.fill(
    blob(x, y, 186, 108, (i) => edge[i]! * 1.08),
    [132, 130, 128],
    [86, 84, 84],
  )
  canvas.fill(
    blob(x, y, 172, 98, (i) => edge[i]!),
    [52, 48, 46],
    [96, 84, 72],
  )
  canvas.fill(
    blob(x + 8, y + 22, 110, 50, () => random.between(0.85, 1.1)),
    [92, 104, 112],
    [150, 164, 174],
    0.85,
  )
  for (let i = 0; i < 60; i++) {
    const [dx, dy] = [random.normal() * 110, random.normal() * 66]
    const size = random.between(2, 8)
    canvas.fill(
      blob(x + dx, y + dy, size, size * 0.7, () => random.between(0.7, 1.2)),
      shade([128, 122, 116], random.between(0.7, 1.2)),
    )
  }
  for (let i = 0; i < 6; i++) {
    let [cx, cy] = [x + (i % 2 ? 150 : -150), y + random.between(-60, 60)]
    for (let k = 0; k < 6; k++) {
      const next = [cx + (i % 2 ? 1 : -1) * random.between(14, 34), cy + random.between(-22, 22)] as const
      canvas.line([cx, cy], next, 3 - k * 0.35, [46, 46, 48])
      ;[cx, cy] = next
    }
  }
}

const collapse: Subject = (scene) => {
  const { canvas, random } = scene
  const edge = Array.from({ length: 24 }, () => random.between(0.82, 1.15))
  canvas.fill(
    blob(400, 385, 170, 64, (i) => edge[i]! * 1.06),
    [140, 136, 132],
  )
  canvas.fill(
    blob(400, 390, 158, 56, (i) => edge[i]!),
    [18, 16, 14],
    [74, 60, 46],
  )
  for (const x of [236, 330, 470, 560]) cone(canvas, x, x % 4 === 0 ? 352 : 448)
}

function cone(canvas: Canvas, x: number, foot: number): void {
  canvas.ellipse(x, foot, 22, 6, [34, 34, 38], undefined, 0.5)
  canvas.fill(
    [
      [x - 17, foot],
      [x + 17, foot],
      [x + 3, foot - 54],
      [x - 3, foot - 54],
    ],
    [226, 92, 40],
    [196, 70, 28],
  )
  canvas.fill(
    [
      [x - 11, foot - 20],
      [x + 11, foot - 20],
      [x + 8, foot - 32],
      [x - 8, foot - 32],
    ],
    [238, 236, 230],
  )
}

/** Water over carriageway and footway, the sky in it. */
const flood: Subject = (scene) => {
  const { canvas, random, horizon } = scene
  const top = horizon + 26
  const edge = Array.from({ length: 24 }, () => random.between(0.9, 1.1))
  canvas.fill(
    blob(WIDTH / 2 + 40, HEIGHT - 30, WIDTH * 0.62, HEIGHT - 30 - top, (i) => edge[i]!),
    [150, 160, 166],
    [112, 108, 98],
    0.88,
  )
  for (let i = 0; i < 26; i++) {
    const y = top + 20 + (HEIGHT - top) * random.next() ** 1.4
    const x = random.between(60, 560)
    canvas.line([x, y], [x + random.between(30, 120), y], 1.6, [206, 212, 216], 0.45)
  }
  car(scene, 455, 392, [168, 172, 178])
  canvas.box(350, 382, 230, 40, [132, 130, 120], [118, 112, 102], 0.92)
  litter(scene, 120, 380, top + 40, 440, 14)
}

/** Water that wells up: clear from a main, dark from a sewer. */
const welling =
  (water: Rgb): Subject =>
  ({ canvas, random }) => {
    const edge = Array.from({ length: 24 }, () => random.between(0.8, 1.2))
    canvas.fill(
      blob(330, 300, 280, 150, (i) => edge[i]!),
      shade(water, 0.9),
      shade(water, 1.15),
      0.72,
    )
    canvas.ellipse(310, 240, 96, 56, [74, 74, 78], [60, 60, 64])
    for (let i = 0; i < 90; i++) {
      const lift = random.next()
      canvas.ellipse(
        310 + random.normal() * 42,
        244 - lift * 90,
        random.between(3, 11),
        random.between(2, 8),
        shade(water, 1.45),
        undefined,
        0.5 * (1 - lift * 0.6),
      )
    }
    for (let i = 0; i < 14; i++)
      canvas.line(
        [140 + i * 24, 330 + random.between(-30, 60)],
        [190 + i * 24, 332 + random.between(-30, 60)],
        2,
        [232, 236, 238],
        0.4,
      )
  }

function car(scene: Scene, x: number, foot: number, color: Rgb, size = 1): void {
  const { canvas } = scene
  const at = (dx: number, dy: number): [number, number] => [x + dx * size, foot + dy * size]
  canvas.ellipse(x, foot, 128 * size, 13 * size, [22, 22, 26], undefined, 0.5)
  canvas.fill(
    [
      at(-118, -12),
      at(-122, -44),
      at(-86, -54),
      at(-52, -92),
      at(44, -92),
      at(80, -56),
      at(116, -46),
      at(120, -12),
    ],
    shade(color, 1.12),
    shade(color, 0.62),
  )
  canvas.fill([at(-72, -54), at(-46, -84), at(-6, -84), at(-6, -54)], [56, 66, 78], [104, 116, 128])
  canvas.fill([at(2, -54), at(2, -84), at(40, -84), at(66, -56)], [56, 66, 78], [104, 116, 128])
  canvas.line(at(-2, -52), at(-2, -16), 1.6, shade(color, 0.5))
  canvas.box(x + 104 * size, foot - 42 * size, 14 * size, 9 * size, [236, 226, 190])
  canvas.box(x - 121 * size, foot - 42 * size, 9 * size, 9 * size, [150, 40, 36])
  for (const wheel of [-70, 70]) {
    canvas.ellipse(x + wheel * size, foot - 12 * size, 23 * size, 23 * size, [24, 24, 26])
    canvas.ellipse(x + wheel * size, foot - 12 * size, 13 * size, 13 * size, [142, 144, 148], [90, 92, 96])
  }
}

/** Cars with two wheels on the footway. */
const parkedCars: Subject = (scene) => {
  const colors: readonly Rgb[] = [
    [224, 224, 226],
    [46, 50, 58],
    [150, 34, 38],
    [64, 92, 136],
    [142, 144, 148],
  ]
  car(scene, 392, 300, scene.random.pick(colors), 0.55)
  car(scene, 240, 392, scene.random.pick(colors), 1.15)
}

const oldCar: Subject = (scene) => {
  const { canvas, random } = scene
  car(scene, 260, 390, [118, 112, 98], 1.15)
  for (let i = 0; i < 46; i++)
    canvas.ellipse(
      random.between(130, 390),
      random.between(292, 380),
      random.between(3, 14),
      random.between(2, 5),
      [150, 136, 112],
      undefined,
      0.4,
    )
  canvas.ellipse(182, 384, 30, 13, [24, 24, 26])
  litter(scene, 120, 420, 388, 420, 40)
}

function bicycle(canvas: Canvas, x: number, foot: number, color: Rgb, lean: number): void {
  const wheel = (wx: number) => {
    for (let i = 0; i < 24; i++) {
      const [a, b] = [(i / 24) * 6.2832, ((i + 1) / 24) * 6.2832]
      canvas.line(
        [wx + 26 * Math.cos(a) + lean * 8, foot - 26 + 26 * Math.sin(a)],
        [wx + 26 * Math.cos(b) + lean * 8, foot - 26 + 26 * Math.sin(b)],
        4,
        [32, 32, 34],
      )
    }
  }
  wheel(x - 36)
  wheel(x + 36)
  const [seat, head, pedal]: [number, number][] = [
    [x - 14 + lean * 26, foot - 66],
    [x + 24 + lean * 26, foot - 70],
    [x - 4 + lean * 10, foot - 28],
  ]
  for (const [from, to] of [
    [[x - 36 + lean * 8, foot - 26], pedal],
    [pedal, head],
    [seat, pedal],
    [seat, head],
    [[x - 36 + lean * 8, foot - 26], seat],
    [[x + 36 + lean * 8, foot - 26], head],
  ] as [[number, number], [number, number]][]) {
    canvas.line(from, to, 5, color)
  }
  canvas.box(seat![0] - 13, seat![1] - 8, 26, 7, [28, 28, 30])
  canvas.line([head![0] - 12, head![1] - 12], [head![0] + 10, head![1] - 14], 5, [40, 40, 42])
}

const bicycles: Subject = (scene) => {
  const { canvas, random } = scene
  const shared: readonly Rgb[] = [
    [238, 196, 40],
    [70, 140, 210],
    [60, 170, 130],
  ]
  shadowUnder(scene, 250, 420, 420)
  for (let i = 0; i < 9; i++)
    bicycle(canvas, random.between(90, 410), 340 + i * 11, random.pick(shared), random.between(-1, 1))
}

const leaflets: Subject = ({ canvas, random, horizon }) => {
  const papers: readonly Rgb[] = [
    [240, 238, 226],
    [236, 214, 120],
    [232, 170, 160],
    [180, 206, 226],
  ]
  for (let i = 0; i < 34; i++) {
    const [x, y] = [random.between(60, 560), random.between(70, horizon - 60)]
    const [w, h, t] = [random.between(34, 66), random.between(26, 52), random.between(-0.16, 0.16)]
    const paper = random.pick(papers)
    const corner = (dx: number, dy: number): [number, number] => [
      x + dx * w - dy * t * h,
      y + dy * h + dx * t * w,
    ]
    canvas.fill(
      [corner(0.03, 0.05), corner(1.03, 0.05), corner(1.03, 1.05), corner(0.03, 1.05)],
      [90, 86, 80],
      undefined,
      0.35,
    )
    canvas.fill([corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)], paper, shade(paper, 0.9))
    const ink: Rgb = random.chance(0.5) ? [60, 60, 66] : [160, 44, 40]
    canvas.line(corner(0.12, 0.22), corner(0.86, 0.22), 5, ink, 0.85)
    for (const row of [0.45, 0.62, 0.8])
      canvas.line(corner(0.12, row), corner(random.between(0.5, 0.9), row), 2, ink, 0.6)
  }
}

/** Something set up for sale on the footway, under a sunshade. */
const stall: Subject = (scene) => {
  const { canvas, random } = scene
  shadowUnder(scene, 240, 420, 330)
  const cloth: Rgb = random.pick([
    [186, 52, 46],
    [44, 96, 150],
    [206, 150, 50],
  ] as const)
  canvas.line([240, 210], [240, 400], 6, [120, 120, 124])
  for (let i = 0; i < 6; i++) {
    const [a, b] = [110 + i * 44, 154 + i * 44]
    canvas.fill(
      [
        [240, 172],
        [a, 236],
        [b, 236],
      ],
      i % 2 ? [236, 230, 220] : cloth,
      i % 2 ? [206, 200, 190] : shade(cloth, 0.75),
    )
  }
  canvas.box(124, 338, 232, 16, [150, 112, 76], [118, 86, 56])
  for (const x of [132, 344]) canvas.box(x, 354, 7, 62, [90, 68, 46])
  for (let i = 0; i < 26; i++) {
    const fruit: Rgb = random.pick([
      [214, 88, 40],
      [196, 40, 44],
      [222, 186, 60],
      [104, 150, 60],
    ] as const)
    canvas.ellipse(140 + i * 7.8, 332 - random.between(0, 14), 9, 8, shade(fruit, 1.2), shade(fruit, 0.7))
  }
  for (let i = 0; i < 5; i++) canvas.box(128 + i * 48, 374, 40, 42, [196, 168, 118], [150, 122, 82])
}

const goodsOutside: Subject = (scene) => {
  const { canvas, random } = scene
  shadowUnder(scene, 220, 428, 400)
  for (let i = 0; i < 18; i++) {
    const [x, level] = [60 + (i % 6) * 56, Math.floor(i / 6)]
    const box: Rgb = random.pick([
      [188, 152, 104],
      [70, 110, 158],
      [204, 200, 190],
      [166, 60, 52],
    ] as const)
    canvas.box(
      x + level * 6,
      386 - level * 44 - random.between(0, 8),
      50,
      44,
      shade(box, 1.1),
      shade(box, 0.72),
    )
    canvas.line(
      [x + level * 6 + 4, 396 - level * 44],
      [x + level * 6 + 46, 396 - level * 44],
      2,
      shade(box, 0.6),
    )
  }
}

const fallenTree: Subject = (scene) => {
  const { canvas, random } = scene
  shadowUnder(scene, 330, 420, 560)
  canvas.fill(
    [
      [40, 392],
      [60, 366],
      [520, 346],
      [522, 366],
    ],
    [112, 90, 66],
    [74, 58, 44],
  )
  for (let i = 0; i < 60; i++) {
    const green: Rgb = [60 + random.between(0, 40), 98 + random.between(0, 46), 52 + random.between(0, 22)]
    canvas.ellipse(
      450 + random.normal() * 76,
      346 + random.normal() * 40,
      random.between(18, 36),
      random.between(12, 24),
      green,
      shade(green, 0.7),
    )
  }
  canvas.fill(
    blob(44, 382, 36, 32, () => random.between(0.7, 1.2)),
    dirt,
    shade(dirt, 0.7),
  )
}

/** Poles along the street, none of them lit. */
const darkLamps: Subject = ({ canvas, horizon }) => {
  for (const [x, size] of [
    [150, 1],
    [286, 0.62],
    [346, 0.4],
  ] as const) {
    const foot = horizon + 150 * size
    canvas.box(x - 4 * size, foot - 300 * size, 8 * size, 300 * size, [128, 132, 136], [92, 96, 100])
    canvas.line([x, foot - 296 * size], [x + 78 * size, foot - 312 * size], 6 * size, [120, 124, 128])
    canvas.box(x + 62 * size, foot - 318 * size, 40 * size, 10 * size, [70, 72, 76])
  }
  // Only windows are lit.
  for (let i = 0; i < 12; i++)
    canvas.box(20 + i * 52, horizon - 60 - ((i * 37) % 80), 12, 13, [255, 214, 130])
}

const brokenRail: Subject = ({ canvas, horizon }) => {
  const point = (share: number, lift: number): [number, number] => [
    WIDTH * 0.62 - (WIDTH * 0.62 - WIDTH * 0.4) * share,
    horizon + 6 + (HEIGHT - horizon - 40) * share - lift * (0.25 + share),
  ]
  for (let i = 0; i < 9; i++) {
    const share = (i + 1) / 10
    const isDown = i === 5 || i === 6
    if (isDown) continue
    canvas.line(point(share, 0), point(share, 92), 5 * (0.4 + share), [226, 228, 230])
  }
  for (const lift of [84, 48]) {
    canvas.line(point(0.1, lift), point(0.5, lift), 5, [232, 234, 236])
    canvas.line(point(0.8, lift), point(0.95, lift), 9, [232, 234, 236])
  }
  canvas.line([210, 420], [360, 392], 9, [220, 222, 224])
  canvas.line([196, 440], [330, 446], 8, [206, 208, 210])
  canvas.line([248, 404], [262, 446], 6, [214, 216, 218])
}

const rubble: Subject = (scene) => {
  const { canvas, random } = scene
  shadowUnder(scene, 240, 430, 420)
  canvas.fill(
    blob(240, 400, 190, 92, (i) => (i > 12 ? random.between(0.8, 1.05) : 0.4)),
    [150, 132, 112],
    [104, 90, 74],
  )
  for (let i = 0; i < 120; i++) {
    const x = random.between(66, 414)
    const room = 84 * (1 - ((x - 240) / 190) ** 2)
    const y = 418 - random.next() * Math.max(6, room)
    const stone: Rgb = random.pick([
      [164, 158, 150],
      [150, 84, 66],
      [122, 110, 98],
      [186, 180, 172],
    ] as const)
    const size = random.between(4, 17)
    canvas.fill(
      blob(x, y, size, size * 0.75, () => random.between(0.7, 1.15)),
      shade(stone, 1.1),
      shade(stone, 0.65),
    )
  }
}

/** Hoarding, a heap, and dust in the air. */
const site: Subject = (scene) => {
  const { canvas, random, horizon } = scene
  for (let i = 0; i < 9; i++)
    canvas.box(
      -10 + i * 52,
      horizon - 40 + i * 1,
      50,
      128,
      i % 2 ? [62, 120, 160] : [54, 108, 148],
      [40, 84, 120],
    )
  canvas.line([30, horizon - 200], [30, horizon], 7, [206, 160, 40])
  canvas.line([-20, horizon - 190], [330, horizon - 196], 6, [206, 160, 40])
  canvas.line([250, horizon - 196], [250, horizon - 110], 1.6, [60, 60, 60])
  rubble(scene)
  for (let i = 0; i < 40; i++)
    canvas.ellipse(
      random.between(0, WIDTH),
      random.between(horizon - 60, 400),
      random.between(40, 130),
      random.between(22, 60),
      [206, 190, 164],
      undefined,
      0.06,
    )
  cone(canvas, 470, 420)
  cone(canvas, 520, 392)
}

const blockedGrate: Subject = (scene) => {
  const { canvas, random } = scene
  canvas.box(170, 170, 300, 190, [70, 72, 76], [52, 54, 58])
  for (let i = 0; i < 10; i++) canvas.box(184 + i * 29, 182, 13, 166, [14, 16, 18])
  for (let i = 0; i < 130; i++) {
    const leaf: Rgb = random.pick([
      [150, 110, 50],
      [116, 92, 52],
      [98, 110, 56],
      [170, 134, 70],
    ] as const)
    canvas.fill(
      blob(
        random.between(150, 490),
        random.between(160, 372),
        random.between(6, 16),
        random.between(4, 9),
        () => random.between(0.7, 1.2),
      ),
      leaf,
      shade(leaf, 0.75),
    )
  }
  litter(scene, 170, 460, 180, 350, 18)
}

const dirtyRoad: Subject = (scene) => {
  const { canvas, random } = scene
  for (let i = 0; i < 26; i++) {
    canvas.fill(
      blob(
        random.between(120, 520),
        random.between(140, 400),
        random.between(20, 90),
        random.between(8, 34),
        () => random.between(0.6, 1.25),
      ),
      dirt,
      shade(dirt, 0.8),
      0.6,
    )
  }
  litter(scene, 80, 560, 120, 430, 90)
}

const dirtyWater: Subject = ({ canvas, random, horizon }) => {
  canvas.box(-40, horizon + 20, WIDTH + 80, HEIGHT, [92, 112, 108], [64, 84, 80])
  canvas.box(-40, horizon + 4, WIDTH + 80, 20, [150, 148, 142], [112, 110, 104])
  for (let i = 0; i < 40; i++) {
    const y = horizon + 40 + random.next() * 230
    const x = random.between(-20, WIDTH)
    canvas.line([x, y], [x + random.between(30, 110), y], 2, [142, 160, 156], 0.5)
  }
  for (let i = 0; i < 90; i++) {
    const [x, y] = [320 + random.normal() * 130, 370 + random.normal() * 36]
    const thing: Rgb = random.pick([
      [96, 130, 62],
      [226, 226, 220],
      [196, 60, 50],
      [70, 110, 160],
    ] as const)
    canvas.ellipse(x, y, random.between(4, 15), random.between(2, 6), thing, shade(thing, 0.8))
  }
}

const board: Subject = (scene) => {
  const { canvas } = scene
  shadowUnder(scene, 230, 424, 190)
  canvas.fill(
    [
      [160, 250],
      [300, 250],
      [316, 420],
      [144, 420],
    ],
    [178, 40, 42],
    [142, 30, 34],
  )
  canvas.fill(
    [
      [172, 262],
      [288, 262],
      [298, 370],
      [162, 370],
    ],
    [244, 236, 214],
  )
  for (let i = 0; i < 4; i++)
    canvas.line(
      [184, 284 + i * 24],
      [276, 284 + i * 24],
      i === 0 ? 10 : 5,
      i === 0 ? [186, 40, 40] : [80, 74, 70],
    )
}

const looseCables: Subject = ({ canvas, random, horizon }) => {
  for (let i = 0; i < 5; i++) {
    let [x, y] = [40 + i * 70, 0]
    for (let k = 1; k <= 12; k++) {
      const next = [
        40 + i * 70 + k * 14 + random.between(-6, 6),
        Math.min(430, (k / 12) ** 1.6 * (horizon + 200 - i * 24)),
      ] as const
      canvas.line([x, y], next, 4, [26, 26, 28])
      ;[x, y] = next
    }
  }
}

/** By category: how one looks at it, and what is seen. */
const subjects: Readonly<Record<string, readonly [view: 'street' | 'ground' | 'wall', subject: Subject]>> = {
  100101: ['ground', manhole('broken')],
  100102: ['ground', manhole('aside')],
  100103: ['ground', manhole('gone')],
  100104: ['ground', blockedGrate],
  100105: ['ground', manhole('aside')],
  100106: ['ground', manhole('broken')],
  100107: ['ground', manhole('broken')],
  100114: ['ground', manhole('gone')],
  100118: ['street', darkLamps],
  100211: ['street', brokenRail],
  100305: ['street', fullBin],
  100402: ['street', fallenTree],
  200102: ['street', garbage],
  200103: ['street', rubble],
  200104: ['ground', dirtyRoad],
  200105: ['street', dirtyWater],
  200106: ['street', garbage],
  200107: ['street', oldCar],
  200108: ['street', goodsOutside],
  200111: ['street', flood],
  200112: ['ground', pothole],
  200201: ['wall', leaflets],
  200203: ['street', board],
  200302: ['street', site],
  200303: ['street', rubble],
  200304: ['ground', dirtyRoad],
  200305: ['street', site],
  200401: ['street', collapse],
  200402: ['ground', welling([150, 176, 190])],
  200404: ['ground', welling([84, 82, 70])],
  200405: ['street', looseCables],
  200406: ['street', fallenTree],
  200501: ['street', stall],
  200504: ['street', goodsOutside],
  200505: ['street', parkedCars],
  200506: ['street', bicycles],
  200507: ['street', goodsOutside],
  200510: ['street', stall],
  200601: ['street', looseCables],
  200602: ['street', parkedCars],
  200603: ['street', bicycles],
}

/** Whether anything can be seen of it. */
export function hasPicture(categoryCode: string): boolean {
  return categoryCode in subjects
}
