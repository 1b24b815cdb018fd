import { type RawBuilder, sql } from 'kysely'

/** In SQL over a case `c`: after how many minutes unsigned it climbs, by its severity and department. */
export const SIGN_MINUTES: RawBuilder<number> = sql`(select e.sign_minutes from escalation_limit e
  where e.severity = c.severity and (e.department_id = c.department_id or e.department_id is null)
  order by e.department_id nulls last limit 1)`

/** How many returns make it a matter for adjudication. */
export const MOST_RETURNS: RawBuilder<number> = sql`(select e.returns from escalation_limit e
  where e.severity = c.severity and e.department_id is null)`
