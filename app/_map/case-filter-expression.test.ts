import { expect, test } from 'vitest'
import { caseFilterExpression, letsDoneThrough } from './case-filter-expression.ts'

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

test('finished cases stand beside open ones where a filter lets both through', () => {
  expect([
    letsDoneThrough({}),
    letsDoneThrough({ areaId: 3 }),
    letsDoneThrough({ states: ['signed', 'closed'] }),
  ]).toEqual([true, true, true])
  expect([
    letsDoneThrough(null),
    letsDoneThrough({ open: true }),
    letsDoneThrough({ states: ['signed'] }),
  ]).toEqual([false, false, false])
})
