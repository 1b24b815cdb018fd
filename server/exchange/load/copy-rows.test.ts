import { expect, it } from 'vitest'
import { copyText } from './copy-rows.ts'

it.each([
  ['井盖松动', '井盖松动'],
  ['a\tb\nc\r\\N', 'a\\tb\\nc\\r\\\\N'],
  [12.5, '12.5'],
  [true, 'true'],
])('writes %j for COPY', (value, text) => {
  expect(copyText(value)).toBe(text)
})
