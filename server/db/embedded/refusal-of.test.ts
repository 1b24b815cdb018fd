import { expect, test } from 'vitest'
import { refusalOf } from './refusal-of.ts'

test.each([
  'copy part from stdin',
  '  COPY part (a, b) FROM STDIN with (format csv)',
  '/* load */ copy part\nfrom\n stdin',
  'select 1; copy part from stdin',
  "-- note\ncopy part from program 'cat x'",
  'listen tongguan_event',
  'set role tongguan_app',
  'SET SESSION ROLE tongguan_app',
  'set session authorization x',
  'discard all',
])('refuses %j', (text) => {
  expect(refusalOf(text, '')).toContain('not available on the embedded database')
})

test.each([
  'select 1',
  'set local role tongguan_app',
  'copy part to stdout',
  'update report set description = $1',
  'select copy from stdin_table',
  "select 'please copy from stdin'",
  'notify tongguan_event',
])('lets %j pass', (text) => {
  expect(refusalOf(text, '')).toBeUndefined()
})

test('refuses named statements', () => {
  expect(refusalOf('select 1', 's1')).toContain('Named statements')
})
