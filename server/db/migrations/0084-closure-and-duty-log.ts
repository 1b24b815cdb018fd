import { type Kysely, sql } from 'kysely'

const STATEMENTS = [
  // 小事不出社区: how high a case had to climb before it was closed. Null while it is open.
  `alter table case_record add column closure_level text
     check (closure_level in ('grid','community','subdistrict','district','city'))`,
  // As server/cases/closure-level.ts has it, for what was closed before.
  `update case_record c set closure_level = (array['grid','community','subdistrict','district','city'])[greatest(
     1,
     case when not c.is_self_handled and c.department_id is not null then (
       select case a.level when 'community' then 2 when 'subdistrict' then 3 when 'city' then 5 else 4 end
       from department d left join area a on a.area_id = d.area_id where d.department_id = c.department_id) end,
     case when c.escalation_level > 0 or c.is_bound then 4 end,
     (select case when max(o.level) >= 3 then 5 else 4 end from oversight_order o where o.case_id = c.case_id
       having count(*) > 0))]
   where c.state = 'closed'`,
  // Lines that the program writes by itself: why, in both languages, and each once.
  `alter table duty_log
     add column text_en text not null default '',
     add column cause text not null default '',
     add column once_key text unique`,
  'create index duty_log_at on duty_log (at)',
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
