import { expect, test } from 'vitest'
import { parseWallSearch } from './wall-search.ts'

const parse = (text: string) => parseWallSearch(new URLSearchParams(text))

test('a bare address opens the dark hall with scenes in turn', () => {
  expect(parse('')).toEqual({ hall: 'dark', dwellSeconds: 20, firstScene: 'index' })
})

test('a wall is set up by its address', () => {
  expect(parse('hall=lit&dwell=0&scene=cases')).toEqual({ hall: 'lit', dwellSeconds: 0, firstScene: 'cases' })
})

test('what is mistyped is as if it were not there', () => {
  expect(parse('hall=bright&dwell=-3&scene=fire')).toEqual({
    hall: 'dark',
    dwellSeconds: 20,
    firstScene: 'index',
  })
})
