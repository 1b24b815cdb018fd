import { type Kysely, sql } from 'kysely'

/**
 * People of a department that joined with its business see what was handed to it, not all of its area. Whose the matter is
 * by the duty list is kept with the case, as a dispatcher may send it elsewhere; the policies themselves follow the roles
 * (`grant-access.ts`).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  // Named by the duty list when it was registered; of cases before this, nobody is.
  'alter table case_record add column owner_department_id integer references department',
  // Serves: the few cases whose matter is one department's and which another has.
  `create index case_record_owner on case_record (owner_department_id)
     where owner_department_id is distinct from department_id`,
  // Serves: what a department helps with, was called to and has to answer for.
  `create index case_task_department on case_task (department_id) where kind = 'assist'`,
  'create index case_meeting_party_department on case_meeting_party (department_id)',
  'create index oversight_order_department on oversight_order (department_id)',
  // With the owner's rights: policies of these tables ask for the case, whose policy asks here.
  `create function handed_case_ids(departments integer[]) returns setof bigint
     language sql stable security definer set search_path = public, pg_temp as $$
       select case_id from case_task where kind = 'assist' and department_id = any(departments)
       union all
       select m.case_id from case_meeting_party p join case_meeting m using (meeting_id)
         where p.department_id = any(departments)
       union all
       select case_id from oversight_order where department_id = any(departments)
       union all
       select case_id from case_record where owner_department_id = any(departments)
         and owner_department_id is distinct from department_id
     $$`,
]
