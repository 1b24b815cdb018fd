import { expect, test } from 'vitest'
import { CALL_TYPES, isLateEntry, outcomesOf, phoneDigits } from './call-rules.ts'

test('a question never becomes a case; whatever is wrong can', () => {
  expect(outcomesOf('consult')).not.toContain('case')
  for (const callType of CALL_TYPES.filter((type) => type !== 'consult'))
    expect(outcomesOf(callType)).toContain('case')
  for (const callType of ['help', 'complaint', 'report'] as const)
    expect(outcomesOf(callType)).not.toContain('answered')
})

test('a number is found again however it was written', () => {
  for (const written of ['138 1234 5678', '+86 138-1234-5678', '008613812345678', '(138)12345678'])
    expect(phoneDigits(written)).toBe('13812345678')
  expect(phoneDigits('025-86451234')).toBe('02586451234')
  expect(phoneDigits('1234')).toBeUndefined()
})

test('an entry is late ten minutes after the call', () => {
  const ended = new Date('2026-03-05T02:00:00Z')
  expect(isLateEntry(ended, new Date('2026-03-05T02:10:00Z'))).toBe(false)
  expect(isLateEntry(ended, new Date('2026-03-05T02:10:01Z'))).toBe(true)
})
