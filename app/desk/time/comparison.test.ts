import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  crowdsOf,
  formatComparison,
  isInstant,
  largestChanges,
  parseComparison,
  presetOf,
  presets,
} from './comparison.ts'

const second = fc.integer({ min: 1, max: 2e9 }).map((seconds) => seconds * 1000)

test('a comparison is read as it was written', () => {
  fc.assert(
    fc.property(
      second,
      second,
      fc.integer({ min: 0, max: 31 * 86_400 }),
      fc.integer({ min: 0, max: 100 }),
      fc.boolean(),
      (a, b, length, percent, hasHeat) => {
        const comparison = {
          left: { fromMs: a, toMs: a + length * 1000 },
          right: { fromMs: b, toMs: b + length * 1000 },
          percent,
          hasHeat,
        }
        expect(parseComparison(formatComparison(comparison))).toEqual(comparison)
      },
    ),
  )
})

const day = '2026-11-23T00:00:00Z'
test.each([
  null,
  '',
  day,
  `${day}*nonsense`,
  `${day}*${day}_2026-11-24T00:00:00Z`,
  `2026-11-24T00:00:00Z_${day}*2026-11-24T00:00:00Z_${day}`,
  `2026-01-01T00:00:00Z_${day}*2026-01-01T00:00:00Z_${day}`,
])('%s is no comparison', (text) => expect(parseComparison(text)).toBeNull())

test('what is mistyped besides is left out', () => {
  expect(parseComparison(`${day}*${day}*300*hot`)).toMatchObject({ percent: 50, hasHeat: false })
})

test.each(presets)('%s: the past stands left, both sides are of a kind and in order', (preset) => {
  const { left, right } = presetOf(preset, Date.parse(day) + 34_567)
  expect(isInstant(left)).toBe(isInstant(right))
  expect(left.toMs).toBeLessThan(right.toMs)
  expect(isInstant(left) || left.toMs === right.fromMs).toBe(true)
  expect(right.toMs).toBe(Date.parse(day))
  expect(parseComparison(formatComparison({ left, right, percent: 50, hasHeat: false }))).not.toBeNull()
})

const sized = (key: string, n: number) => ({ key, name: key, nameEn: key, n })
test('the largest growth and the largest decline are told, new and vanished ones too', () => {
  const left = [sized('a', 5), sized('b', 9), sized('gone', 3)]
  const right = [sized('a', 6), sized('b', 2), sized('new', 4)]
  expect(largestChanges(left, right)).toMatchObject({
    grown: { name: 'new', by: 4 },
    shrunk: { name: 'b', by: -7 },
  })
  expect(largestChanges(left, left)).toEqual({ grown: undefined, shrunk: undefined })
  expect(largestChanges([], [])).toEqual({ grown: undefined, shrunk: undefined })
})

test('steps mean the same on both sides and grow with the number', () => {
  const grids = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 90 })), {
    selector: ([id]) => id,
  })
  fc.assert(
    fc.property(grids, grids, (left, right) => {
      const crowds = crowdsOf(left, right)
      const pairs = [
        ...left.map(([id, n]) => [n, crowds.left.get(id)!] as const),
        ...right.map(([id, n]) => [n, crowds.right.get(id)!] as const),
      ].sort(([a], [b]) => a - b)
      for (const [index, [n, step]] of pairs.entries()) {
        expect(step).toBeGreaterThanOrEqual(1)
        expect(step).toBeLessThanOrEqual(5)
        const next = pairs[index + 1]
        if (next) expect(next[0] === n ? next[1] === step : next[1] >= step).toBe(true)
      }
    }),
  )
})
