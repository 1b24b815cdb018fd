import { localParts } from '../city/clock.ts'
import { type Canvas, HEIGHT, shade, WIDTH } from './canvas.ts'

/** Figures as cameras burn them in, five rows of three. */
const figures: Readonly<Record<string, string>> = {
  0: '111101101101111',
  1: '010110010010111',
  2: '111001111100111',
  3: '111001111001111',
  4: '101101111001001',
  5: '111100111001111',
  6: '111100111101111',
  7: '111001010010010',
  8: '111101111101111',
  9: '111101111001111',
  '-': '000000111000000',
  ':': '000010000010000',
  ' ': '000000000000000',
}
const DOT = 3

/** The time at which a picture was taken, in its lower right corner. */
export function stamp(canvas: Canvas, takenAtMs: number, brightness: number): void {
  const { day, hour, minuteOfDay } = localParts(takenAtMs)
  const text = `${day} ${two(hour)}:${two(minuteOfDay % 60)}`
  let x = WIDTH - text.length * 4 * DOT - 16
  const y = HEIGHT - 5 * DOT - 20
  for (const figure of text) {
    ;[...figures[figure]!].forEach((dot, i) => {
      if (dot === '0') return
      const [dx, dy] = [(i % 3) * DOT, Math.floor(i / 3) * DOT]
      canvas.box(x + dx + 1, y + dy + 1, DOT, DOT, [30, 20, 10])
      canvas.box(x + dx, y + dy, DOT, DOT, shade([255, 176, 66], brightness))
    })
    x += 4 * DOT
  }
}

const two = (value: number) => String(value).padStart(2, '0')
