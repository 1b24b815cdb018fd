import fc from 'fast-check'
import { expect, test } from 'vitest'
import { caseNumber, faultOfNumberPattern, LONGEST_NUMBER, USUAL_NUMBER } from './case-number.ts'

const given = {
  cityCode: '329901',
  timeZone: 'Asia/Shanghai',
  // The next day already, there.
  atMs: Date.parse('2026-11-22T17:00:00Z'),
  serial: 42,
}

test.each([
  [USUAL_NUMBER, '3299012026112300042'],
  ['YJ-{year}-{serial:6}', 'YJ-2026-000042'],
  ['{area}/{month}{day}/{serial}', '329901/1123/42'],
])('%s', (pattern, number) => {
  expect(faultOfNumberPattern(pattern)).toBeUndefined()
  expect(caseNumber(given, pattern)).toBe(number)
})

test.each([
  ['{area}{date}', 'has {serial} once'],
  ['{serial:5}{serial:5}', 'has {serial} once'],
  ['{serial:5}{date}', 'ends with {serial}'],
  ['{district}{serial:5}', '{district} is no field'],
  ['{serial:0}', '1 to 12 digits'],
  ['案 {serial:5}', 'letters, digits, - and /'],
  ['{area}-{area}-{area}-{serial}', 'more than 32 characters'],
])('%s is refused: %s', (pattern, fault) => {
  expect(faultOfNumberPattern(pattern)).toContain(fault)
})

test('no two cases of a day share a number, whatever the pattern', () => {
  const piece = fc.constantFrom('{area}', '{date}', '{year}', '{month}', '{day}', 'A', '7', '-', '/')
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 3 }),
      fc.integer({ min: 1, max: 12 }),
      fc.uniqueArray(fc.integer({ min: 1, max: 10 ** 12 - 1 }), { minLength: 2, maxLength: 20 }),
      (pieces, digits, serials) => {
        const pattern = `${pieces.join('')}{serial:${digits}}`
        fc.pre(faultOfNumberPattern(pattern) === undefined)
        const numbers = serials.map((serial) => caseNumber({ ...given, serial }, pattern))
        expect(new Set(numbers).size).toBe(serials.length)
        expect(Math.max(...numbers.map(({ length }) => length))).toBeLessThanOrEqual(LONGEST_NUMBER)
      },
    ),
  )
})
