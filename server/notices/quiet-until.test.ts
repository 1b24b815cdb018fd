import { expect, it } from 'vitest'
import { localTimeOf } from '../clocks/zoned-time.ts'
import { quietUntil } from './quiet-until.ts'

const shown = (at: string) => {
  const date = new Date(at)
  return quietUntil('Asia/Shanghai', date, localTimeOf('Asia/Shanghai', date.getTime())).toISOString()
}

it('holds a notice from ten at night till seven, over midnight', () => {
  expect(shown('2026-03-05T13:59:00Z')).toBe('2026-03-05T13:59:00.000Z')
  expect(shown('2026-03-05T14:00:00Z')).toBe('2026-03-05T23:00:00.000Z')
  expect(shown('2026-03-05T20:00:00Z')).toBe('2026-03-05T23:00:00.000Z')
  expect(shown('2026-03-05T23:00:00Z')).toBe('2026-03-05T23:00:00.000Z')
})
