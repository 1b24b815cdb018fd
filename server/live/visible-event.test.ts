import { expect, test } from 'vitest'
import type { LiveEvent } from './event-feed.ts'
import { visibleEvent } from './visible-event.ts'

const event: LiveEvent = {
  position: 7,
  at: '2026-01-01T00:00:00.000Z',
  type: 'case.located',
  entity: 'case',
  entityId: '12',
  scopeAreaId: 5,
  data: { lngLat: [118.8, 31.9] },
}
const viewer = (scope: number[], roles: ['dispatcher'] | ['resident'] = ['dispatcher']) => ({
  roles,
  scope: new Set(scope),
  handedTo: null,
})

test('is seen whole within the scope and not at all outside', () => {
  expect(visibleEvent(event, viewer([4, 5]))).toBe(event)
  expect(visibleEvent(event, viewer([4]))).toBeUndefined()
})
test('is not seen without its permission', () => {
  expect(visibleEvent(event, viewer([5], ['resident']))).toBeUndefined()
})
test('tells only that something left the scope, not where it went', () => {
  const moved = { ...event, data: { ...event.data, fromScopeAreaId: 4 } }
  expect(visibleEvent(moved, viewer([4]))).toEqual({ ...event, scopeAreaId: 4, data: { hasLeftScope: true } })
})
test('news for everyone needs no scope', () => {
  const loaded: LiveEvent = { ...event, type: 'city.loaded', scopeAreaId: 0, data: {} }
  expect(visibleEvent(loaded, viewer([4]))).toBe(loaded)
})
test('tells a department that joined with its business only of its own cases, of others that they changed', () => {
  const handed = { roles: ['department_handler' as const], scope: new Set([5]), handedTo: new Set([9]) }
  const own = { ...event, data: { departmentId: 9, number: '1' } }
  expect(visibleEvent(own, handed)).toBe(own)
  expect(visibleEvent({ ...own, data: { ...own.data, departmentId: 8 } }, handed)).toEqual({
    ...own,
    data: { hasLeftScope: true },
  })
  expect(visibleEvent({ ...own, type: 'report.received', entity: 'report' }, handed)).toBeUndefined()
})
