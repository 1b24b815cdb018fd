import type { Trx } from '../../db/client.ts'
import { appendEvent } from '../../events/append-event.ts'
import { type CaseRecord, lngLatOf } from '../case-row.ts'
import type { WorkVerb } from '../work-verb.ts'
import type { StepActor } from '../write-step.ts'

/** Something that happened to a case and left its state as it was: one line of its timeline, one event. */
export async function writeWork(
  trx: Trx,
  record: CaseRecord,
  work: {
    readonly verb: WorkVerb
    readonly note: string
    readonly data?: Readonly<Record<string, unknown>>
    /** The department it concerns, where it is not the actor's. */
    readonly departmentId?: number
  },
  actor: StepActor,
  at: Date,
): Promise<void> {
  await trx
    .insertInto('case_step')
    .values({
      case_id: record.case_id,
      version: record.version,
      verb: work.verb,
      from_state: record.state,
      to_state: record.state,
      at,
      recorded_at: at,
      actor_user_id: actor.userId,
      actor_name: actor.name,
      actor_role: actor.role,
      department_id: work.departmentId ?? actor.departmentId,
      note: work.note,
      data: JSON.stringify(work.data ?? {}),
      scope_area_id: record.scope_area_id,
    })
    .execute()
  await appendEvent(trx, {
    type: 'case.worked',
    at,
    scopeAreaId: record.scope_area_id,
    entity: 'case',
    entityId: record.case_id,
    actor: actor.userId ?? '',
    data: {
      number: record.number,
      state: record.state,
      version: record.version,
      verb: work.verb,
      lngLat: lngLatOf(record),
    },
  })
}
