import { haversineDistanceMeters } from '../../geo/haversine-distance.ts'
import type { LngLat } from '../_map/map-types.ts'
import type { Outputs } from '../_trpc/api.ts'

export type Tasks = Outputs['tasks']['mine']
export type CaseTask = Tasks['cases'][number]
export type PatrolTask = Tasks['grids'][number]
export type AheadTask = Tasks['ahead'][number]
export type VisitTask = Tasks['visits'][number]
export type Task = CaseTask | PatrolTask | AheadTask | VisitTask
export type TaskKind = Task['kind']

const levels = { overdue: 0, near: 1, normal: 2 }

export function keyOfTask(task: Task): string {
  if (task.kind === 'visit') return `visit:${task.visit.visitId}`
  if (task.kind === 'ahead') return `ahead:${task.candidate.candidateId}`
  return task.kind === 'patrol' ? `patrol:${task.unitGridId}` : `${task.kind}:${task.row.caseId}`
}

export function placeOfTask(task: Task): LngLat | null {
  if (task.kind === 'visit') return task.visit.lngLat
  if (task.kind === 'ahead') return task.candidate.lngLat
  return task.kind === 'patrol' ? task.lngLat : task.row.lngLat
}

/** From where one stands; null where either place is unknown. */
export function distanceOf(task: Task, from: LngLat | null): number | null {
  const place = placeOfTask(task)
  return place && from ? haversineDistanceMeters(from, place) : null
}

/** Overdue before near its limit before the rest, then what is looked at ahead or inspected, rounds last; within each the nearest, else the soonest due. */
export function sortTasks(tasks: readonly Task[], from: LngLat | null): Task[] {
  const ranked = tasks.map((task) => ({
    task,
    level: levelOf(task),
    distance: distanceOf(task, from) ?? Number.POSITIVE_INFINITY,
    due: dueOf(task),
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

function levelOf(task: Task): number {
  if (task.kind === 'patrol') return 4
  return task.kind === 'ahead' || task.kind === 'visit' ? 3 : levels[task.row.clockLevel]
}

function dueOf(task: Task): string {
  if (task.kind === 'patrol') return task.lastSeenAt ?? ''
  if (task.kind === 'visit') return task.visit.dueAt
  return (task.kind === 'ahead' ? task.candidate.dueAt : task.row.dueAt) ?? '9999'
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
