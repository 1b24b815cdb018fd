import { sql } from 'kysely'
import { withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { lowestLevelOf } from './integration.ts'

const MAX_CHANGES = 50

/** How far each department has joined, what is with it, and who changed that last; cases are those of the asker's areas. */
export function listIntegration(services: Services, actor: Actor) {
  return withScope(services.db, actor, async (trx) => {
    const { rows } = await sql<{
      departmentId: number
      code: string
      name: string
      nameEn: string
      kind: string
      level: number
      mandate: string
      mandateEn: string
      duties: number
      units: number
      openCases: number
    }>`
      select d.department_id as "departmentId", d.code, d.name, d.name_en as "nameEn", d.kind,
        d.integration_level as level, d.mandate, d.mandate_en as "mandateEn",
        (select count(*)::int from duty where duty.department_id = d.department_id) as duties,
        (select count(*)::int from unit where unit.department_id = d.department_id) as units,
        coalesce(open.count, 0) as "openCases"
      from department d
      left join (select department_id, count(*)::int from case_record where state not in ('closed', 'canceled')
        group by department_id) open on open.department_id = d.department_id
      order by d.kind = 'subdistrict', d.code`.execute(trx)
    const changes = await trx
      .selectFrom('department_integration_change as change')
      .innerJoin('department', 'department.department_id', 'change.department_id')
      .select([
        'change.change_id as changeId',
        'change.department_id as departmentId',
        'department.name',
        'department.name_en as nameEn',
        'change.at',
        'change.from_level as fromLevel',
        'change.to_level as toLevel',
        'change.actor_name as actorName',
        'change.reason',
      ])
      .orderBy('change.change_id', 'desc')
      .limit(MAX_CHANGES)
      .execute()
    return {
      departments: rows.map((row) => ({ ...row, lowestLevel: lowestLevelOf(row.kind) })),
      changes: changes.map((change) => ({ ...change, at: change.at.toISOString() })),
    }
  })
}
