import type { Actor } from '../identity/actor.ts'
import type { CaseRecord } from './case-row.ts'
import type { StepActor } from './write-step.ts'

/** Whoever of several departments acts for the one that has the case, acts as that one. */
export function stepActorOf(actor: Actor, record: Pick<CaseRecord, 'department_id'>): StepActor {
  const own = actor.departmentIds.find((id) => id === record.department_id)
  return {
    userId: actor.userId,
    name: actor.name,
    role: actor.roles[0] ?? '',
    departmentId: own ?? actor.departmentIds[0] ?? null,
  }
}
