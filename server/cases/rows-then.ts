import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/schema.ts'
import type { CaseState } from '../exchange/bundle.ts'

/** What of a case changes with its steps, as it was at an instant. */
export type Standing = {
  readonly state: CaseState
  readonly department_id: number | null
  readonly department_name: string | null
  readonly department_name_en: string | null
  readonly unit_id: number | null
  readonly unit_name: string | null
  readonly unit_name_en: string | null
}

/** States in which a department has the case. */
const WITH_DEPARTMENT: readonly CaseState[] = [
  'dispatched',
  'signed',
  'handled',
  'fed_back',
  'shelved',
  'closed',
]

/** How cases stood at an instant, by their last step until then; none for a case that was not there yet. */
export async function standingsThen(
  db: Kysely<Database>,
  caseIds: readonly number[],
  then: Date,
): Promise<Map<number, Standing>> {
  const { rows } = await sql<Standing & { case_id: number }>`
    select s.case_id, s.to_state as state, d.department_id, d.name as department_name,
      d.name_en as department_name_en, u.unit_id, u.name as unit_name, u.name_en as unit_name_en
    from unnest(${caseIds}::bigint[]) wanted(case_id)
    cross join lateral (select case_id, to_state, unit_id from case_step
      where case_step.case_id = wanted.case_id and at <= ${then} order by at desc, step_id desc limit 1) s
    left join lateral (select department_id from case_step
      where case_step.case_id = wanted.case_id and at <= ${then} and verb = 'dispatch'
      order by at desc, step_id desc limit 1) sent on s.to_state = any(${WITH_DEPARTMENT}::text[])
    left join department d on d.department_id = sent.department_id
    left join unit u on u.unit_id = s.unit_id`.execute(db)
  return new Map(rows.map(({ case_id, ...standing }) => [case_id, standing]))
}
