import { expect, test } from 'vitest'
import type { LngLat } from '../_map/map-types.ts'
import { keyOfTask, sortTasks, type Task } from './sort-tasks.ts'

const here: LngLat = [118.8, 32]
function taskOf(caseId: number, clockLevel: string, lng: number | null, dueAt: string | null): Task {
  const row = { caseId, clockLevel, lngLat: lng === null ? null : [lng, 32], dueAt }
  return { kind: 'check', taskId: null, row } as unknown as Task
}
const tasks: Task[] = [
  { kind: 'patrol', unitGridId: 9, code: '', lngLat: [118.8, 32], lastSeenAt: null },
  taskOf(1, 'normal', 118.81, '2026-11-29T10:00:00Z'),
  taskOf(2, 'overdue', 118.9, '2026-11-29T08:00:00Z'),
  taskOf(3, 'overdue', 118.82, '2026-11-29T09:00:00Z'),
  taskOf(4, 'near', null, null),
]
const order = (from: LngLat | null) => sortTasks(tasks, from).map(keyOfTask)

test('the clock comes first, then the way', () => {
  expect(order(here)).toEqual(['check:3', 'check:2', 'check:4', 'check:1', 'patrol:9'])
})

test('without a position what is due first comes first', () => {
  expect(order(null)).toEqual(['check:2', 'check:3', 'check:4', 'check:1', 'patrol:9'])
})
