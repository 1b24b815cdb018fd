import { expect, it } from 'vitest'
import { jsonbText } from './append-past-events.ts'

it('prints a flat object as PostgreSQL prints jsonb', () => {
  expect(jsonbText({ number: '3299', state: '处置 "x"', version: 7, isBackdated: true })).toBe(
    '{"state": "处置 \\"x\\"", "number": "3299", "version": 7, "isBackdated": true}',
  )
})
