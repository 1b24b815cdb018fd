import { expect, test } from 'vitest'
import { caseTileQuery } from './case-tile-query.ts'

test('attributes go to the server, ids stay', () => {
  expect(caseTileQuery({})).toBe('')
  expect(caseTileQuery({ ids: [1] })).toBe('')
  expect(caseTileQuery({ open: true, states: ['signed', 'handled'], departmentIds: [9] })).toBe(
    'open=true&state=signed,handled&department_id=9',
  )
})
