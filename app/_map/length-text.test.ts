import { expect, test } from 'vitest'
import { areaText, lengthText } from './length-text.ts'

test.each([
  [0, '0 m'],
  [1234.5, '1,235 m'],
  [12_345, '12.35 km'],
])('%d m', (meters, text) => expect(lengthText(meters)).toBe(text))

test.each([
  [0.4, '0 m²'],
  [99_999, '99,999 m²'],
  [1_234_567, '1.235 km²'],
])('%d m²', (squareMeters, text) => expect(areaText(squareMeters)).toBe(text))
