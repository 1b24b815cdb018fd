import { expect, test } from 'vitest'
import { caseFilterExpression } from './case-filter-expression.ts'

test('an empty filter shows everything', () => {
  expect(caseFilterExpression({})).toBeNull()
})

test('conditions are joined', () => {
  expect(caseFilterExpression({ open: true, departmentIds: [3, 4] })).toEqual([
    'all',
    ['!', ['in', ['get', 'state'], ['literal', ['closed', 'canceled']]]],
    ['in', ['get', 'department_id'], ['literal', [3, 4]]],
  ])
})
