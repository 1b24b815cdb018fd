import { expect, test } from 'vitest'
import { clockText, minuteOf } from './clock-text.ts'

test('a minute of the day is read as it is written', () => {
  for (const minute of [0, 59, 60, 7 * 60, 1335, 1439]) expect(minuteOf(clockText(minute))).toBe(minute)
  for (const text of ['', '24:00', '7:60', '7', 'noon']) expect(minuteOf(text)).toBeNull()
})
