import { haversineDistanceMeters } from '../../geo/haversine-distance.ts'
import type { LngLat } from '../_map/map-types.ts'
import type { Outputs } from '../_trpc/api.ts'

export type Tasks = Outputs['tasks']['mine']
export type CaseTask = Tasks['cases'][number]
export type PatrolTask = Tasks['grids'][number]
export type Task = CaseTask | PatrolTask
export type TaskKind = Task['kind']

const levels = { overdue: 0, near: 1, normal: 2 }

export function keyOfTask(task: Task): string {
  return task.kind === 'patrol' ? `patrol:${task.unitGridId}` : `${task.kind}:${task.row.caseId}`
}

export function placeOfTask(task: Task): LngLat | null {
  return task.kind === 'patrol' ? task.lngLat : task.row.lngLat
}

/** From where one stands; null where either place is unknown. */
export function distanceOf(task: Task, from: LngLat | null): number | null {
  const place = placeOfTask(task)
  return place && from ? haversineDistanceMeters(from, place) : null
}

/** Overdue before near its limit before the rest, rounds last; within each the nearest, else the soonest due. */
export function sortTasks(tasks: readonly Task[], from: LngLat | null): Task[] {
  const ranked = tasks.map((task) => ({
    task,
    level: task.kind === 'patrol' ? 3 : levels[task.row.clockLevel],
    distance: distanceOf(task, from) ?? Number.POSITIVE_INFINITY,
    due: task.kind === 'patrol' ? (task.lastSeenAt ?? '') : (task.row.dueAt ?? '9999'),
    key: keyOfTask(task),
  }))
  ranked.sort(
    (a, b) =>
      a.level - b.level ||
      (a.distance === b.distance ? 0 : a.distance - b.distance) ||
      compare(a.due, b.due) ||
      compare(a.key, b.key),
  )
  return ranked.map(({ task }) => task)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
