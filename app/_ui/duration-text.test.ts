import { expect, test } from 'vitest'
import { durationText } from './duration-text.ts'

test.each([
  [0, '0 分', '0 min'],
  [59.6, '1 小时', '1 h'],
  [-200, '3 小时 20 分', '3 h 20 min'],
  [605, '10 小时', '10 h'],
  [90_000, '1,500 小时', '1,500 h'],
])('%d minutes', (minutes, zh, en) => {
  expect(durationText(minutes, 'zh')).toBe(zh)
  expect(durationText(minutes, 'en')).toBe(en)
})
