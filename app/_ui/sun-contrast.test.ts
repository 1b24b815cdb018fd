import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const css = readFileSync(path.join(import.meta.dirname, 'tokens.css'), 'utf8')
const [, block = ''] = /:root\[data-contrast="sun"\] \{\n {2}color-scheme: light;([^}]*)\}/.exec(css) ?? []
const colorOf = (name: string) => {
  const [, hex] = new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(block) ?? []
  if (!hex) throw new Error(`sun mode has no --${name}`)
  return hex
}

/** Relative luminance by WCAG 2, 0 to 1. */
function luminanceOf(hex: string): number {
  const [r, g, b] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as [
    number,
    number,
    number,
  ]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
function contrastOf(left: string, right: string): number {
  const [light, dark] = [luminanceOf(left), luminanceOf(right)].toSorted((a, b) => b - a) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

const grounds = ['ground', 'panel', 'raised', 'sunken', 'hover', 'accent-soft', 'near-soft', 'overdue-soft']
const texts = ['ink', 'muted', 'faint', 'accent', 'near', 'overdue', 'done', 'machine']

test.each(texts)('in the sun --%s has 7:1 and more on every ground', (text) => {
  for (const ground of grounds) {
    const contrast = contrastOf(colorOf(text), colorOf(ground))
    expect(contrast, `${text} on ${ground}`).toBeGreaterThanOrEqual(7)
  }
})

test('in the sun the main button’s words have 7:1 and more, and lines are black', () => {
  expect(contrastOf(colorOf('accent-ink'), colorOf('accent'))).toBeGreaterThanOrEqual(7)
  expect(colorOf('line')).toBe('#000000')
})
