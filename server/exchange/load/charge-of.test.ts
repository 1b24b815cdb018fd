import { expect, it } from 'vitest'
import type { CaseVerb } from '../bundle.ts'
import { chargeOf } from './charge-of.ts'

const step = (verb: CaseVerb, departmentCode: string | null, unitCode: string | null = null) => ({
  verb,
  toState: 'reported' as const,
  at: '2026-03-05T02:00:00Z',
  actorName: '',
  departmentCode,
  unitCode,
  note: '',
})
const opened = [step('report', null), step('accept', 'JD'), step('register', 'JD')]

it('is the department that it was dispatched to, not the centers around it', () => {
  const handled = [...opened, step('dispatch', 'HW', 'U1'), step('sign', 'HW'), step('handle', 'HW', 'U2')]
  const closed = [...handled, step('feed_back', 'HW'), step('check_pass', 'JD')]
  expect(chargeOf(closed)).toEqual({ departmentCode: 'HW', unitCode: 'U2' })
})
it('is nobody before dispatch and after a return, then the next one', () => {
  expect(chargeOf(opened)).toEqual({ departmentCode: null, unitCode: null })
  const returned = [...opened, step('dispatch', 'HW', 'U1'), step('return', 'HW')]
  expect(chargeOf(returned)).toEqual({ departmentCode: null, unitCode: null })
  expect(chargeOf([...returned, step('dispatch', 'YL')])).toEqual({ departmentCode: 'YL', unitCode: null })
})
