import { expect, test } from 'vitest'
import { askFor, isStillAhead } from './ahead.ts'

const asked = askFor('b', null, 'a')

test.each([
  ['the router has not moved', 'a', true],
  ['it has come', 'b', false],
  ['it went elsewhere: back, or by a link', 'z', false],
])('%s', (_, settled, isAhead) => expect(isStillAhead(asked, settled)).toBe(isAhead))

test('of several asked for in a row the last is shown, also while the router passes the others', () => {
  const last = askFor('d', askFor('c', asked, 'a'), 'a')
  expect(['a', 'b', 'c', 'd', 'z'].map((settled) => isStillAhead(last, settled))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ])
  expect(isStillAhead(null, 'a')).toBe(false)
})
