import { expect, it } from 'vitest'
import type { LiveEvent } from '../../../server/live/event-feed.ts'
import { unansweredAfter } from './unanswered.ts'

const event = (type: string, entityId: string, data = {}): LiveEvent => ({
  position: 1,
  at: '2026-01-01T00:00:00Z',
  type: type as LiveEvent['type'],
  entity: 'case',
  entityId,
  scopeAreaId: 1,
  data,
})

it('rings for urgent reports only, each once', () => {
  expect(unansweredAfter([], event('case.reported', '1', { severity: 'normal' }))).toEqual([])
  const one = unansweredAfter([], event('case.reported', '1', { severity: 'urgent' }))
  expect(one).toEqual([1])
  expect(unansweredAfter(one, event('case.reported', '1', { severity: 'urgent' }))).toBe(one)
})

it('goes on while rules move the case, and ends when somebody dispatches, cancels or verifies it', () => {
  const ringing = [1, 2]
  for (const type of ['case.accepted', 'case.registered', 'case.clock_changed'])
    expect(unansweredAfter(ringing, event(type, '1'))).toBe(ringing)
  for (const type of ['case.dispatched', 'case.canceled', 'case.verifying', 'case.closed'])
    expect(unansweredAfter(ringing, event(type, '1'))).toEqual([2])
  expect(unansweredAfter(ringing, { ...event('case.dispatched', '1'), entity: 'unit' })).toBe(ringing)
})
