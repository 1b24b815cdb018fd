import { sql } from 'kysely'

/** open: the department has not spoken yet, so that nothing is counted. */
export type Outcome = 'right' | 'returned' | 'overridden' | 'open'

/**
 * What the robot sent out from a moment on, one row a decision, and what came of it: right where the department signed
 * for it and never gave it back, returned where it did, overridden where a person sent it elsewhere first. The robot's
 * names are ours and that of a loaded past.
 */
export const judgedSince = (from: Date) => sql<{
  readonly case_id: number
  readonly category_id: number | null
  readonly scope_area_id: number
  readonly at: Date
  readonly outcome: Outcome
}>`
  select s.case_id, s.at, s.version, s.unit_id, s.data, c.number, c.category_id, c.scope_area_id,
    case
      when next.verb is null then 'open'
      when next.verb = 'return' then 'returned'
      when next.verb <> 'sign' then 'overridden'
      when exists (select from case_step r where r.case_id = s.case_id and r.version > s.version and r.verb = 'release') then 'returned'
      else 'right'
    end as outcome
  from case_step s
  join case_record c on c.case_id = s.case_id
  left join lateral (
    select n.verb from case_step n
    where n.case_id = s.case_id and n.version > s.version
      and n.verb in ('sign', 'return', 'dispatch', 'recall', 'adjudicate')
    order by n.version, n.step_id limit 1
  ) next on true
  where s.verb = 'dispatch' and s.actor_user_id is null and s.actor_name in ('规则引擎', '自动分拨')
    and s.at >= ${from}`
