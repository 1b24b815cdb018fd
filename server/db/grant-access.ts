import { sql, type Transaction } from 'kysely'
import { APP_ROLE, CITY_ROLE, HANDED_CITY_ROLE, HANDED_ROLE } from './client.ts'
import type { Database } from './schema.ts'

const ROLES = [APP_ROLE, CITY_ROLE, HANDED_ROLE, HANDED_CITY_ROLE]

/** What the application role may do with a table; every other table of ours: read, insert, update, delete. */
const RIGHTS: Readonly<Record<string, string>> = {
  // Who may sign in and as whom is the system's business alone; better-auth's tables are not granted at all.
  api_key: '',
  intake_source: '',
  intake_rejection: '',
  notice_destination: '',
  notice_delivery: '',
  push_identity: '',
  role_grant: '',
  job_run: '',
  schema_migration: '',
  set_aside: '',
  upload: '',
  // What happened stays as it was.
  event_log: 'select, insert',
  case_step: 'select, insert',
  access_log: 'select, insert',
  department_integration_change: 'select, insert',
  calendar_change: 'select, insert',
  // No appeal vanishes.
  appraisal_appeal: 'select, insert, update',
  // No draw vanishes.
  inspection_draw: 'select, insert, update',
}
const USUAL_RIGHTS = 'select, insert, update, delete'
/** Tables of libraries, made by their own migrations. */
const FOREIGN = ['auth_user', 'auth_session', 'auth_account', 'auth_verification', 'spatial_ref_sys']

/** Makes the application roles where they are missing and grants them exactly their rights. */
export async function grantAccess(trx: Transaction<Database>): Promise<void> {
  for (const name of ROLES) await createRole(trx, name)
  // Policies of a role hold for its members.
  for (const name of [CITY_ROLE, HANDED_ROLE]) await makeMember(trx, HANDED_CITY_ROLE, name)
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')`.execute(trx)
  const tables = rows.map(({ name }) => name).filter((name) => !FOREIGN.includes(name))
  for (const role of ROLES.map((name) => sql.id(name))) {
    for (const table of tables) {
      const rights = RIGHTS[table] ?? USUAL_RIGHTS
      await sql`revoke all on ${sql.id(table)} from ${role}`.execute(trx)
      if (rights) await sql`grant ${sql.raw(rights)} on ${sql.id(table)} to ${role}`.execute(trx)
    }
    await sql`grant usage on schema public to ${role}`.execute(trx)
    await sql`grant usage on all sequences in schema public to ${role}`.execute(trx)
  }
  await openToWholeCity(trx)
  await closeToHanded(trx)
}

/**
 * Where areas hide rows, those who see every area see every row. Said as a policy of their role, so that the planner
 * need not guess how much of a table "any of 600 areas" is.
 */
async function openToWholeCity(trx: Transaction<Database>): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_policies p
    where schemaname = 'public' and policyname = 'scope' and qual not like '%tongguan.user_id%'
      and not exists (select from pg_policies q
        where q.schemaname = p.schemaname and q.tablename = p.tablename and q.policyname = 'whole_city')`.execute(
    trx,
  )
  for (const { name } of rows)
    await sql`create policy whole_city on ${sql.id(name)} to ${sql.id(CITY_ROLE)}
      using (true) with check (true)`.execute(trx)
}

/** The departments as the transaction's start set them; in a subquery, so that they are read once a statement. */
const DEPARTMENTS = `(select current_setting('tongguan.department_ids')::int[])`
const OF_CASE = 'exists (select from case_record c where c.case_id = TABLE.case_id)'
/**
 * What a department that joined with its business sees less than its area: which rows are handed to it. Of what hangs on
 * a case, the case's own policy decides. The lead is a column of the queue's indexes, so that they still answer alone; as an
 * array the others leave the indexes by department and by id open.
 */
const HANDED: Readonly<Record<string, string>> = {
  case_record: `department_id = any (${DEPARTMENTS}::int[])
    or case_id = any (array(select handed_case_ids(${DEPARTMENTS}::int[])))`,
  case_history: OF_CASE,
  case_step: OF_CASE,
  case_attachment: OF_CASE,
  report: OF_CASE,
  case_request: OF_CASE,
  case_pause: OF_CASE,
  case_link: 'exists (select from case_record c where c.case_id in (TABLE.case_id, TABLE.master_case_id))',
  case_task: OF_CASE,
  case_meeting: OF_CASE,
  case_meeting_party: 'exists (select from case_meeting m where m.meeting_id = TABLE.meeting_id)',
  oversight_order: OF_CASE,
  case_callback: OF_CASE,
  case_presence: OF_CASE,
  case_claim: OF_CASE,
  rule_decision: OF_CASE,
  appraisal_item: OF_CASE,
  appraisal_appeal: OF_CASE,
  // Read by the system alone.
  event_log: 'false',
  report_conflict: 'false',
}

/** Narrows, for their role, what the policy of areas lets through. */
async function closeToHanded(trx: Transaction<Database>): Promise<void> {
  // A restore into older tables has them later.
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and c.relname = any(${Object.keys(HANDED)}::text[]) and to_regproc('handed_case_ids') is not null
      and not exists (select from pg_policies p
        where p.schemaname = 'public' and p.tablename = c.relname and p.policyname = 'handed')`.execute(trx)
  for (const { name } of rows) {
    const condition = HANDED[name]!.replaceAll('TABLE', name)
    await sql`create policy handed on ${sql.id(name)} as restrictive to ${sql.id(HANDED_ROLE)}
      using (${sql.raw(condition)}) with check (true)`.execute(trx)
  }
}

async function makeMember(trx: Transaction<Database>, member: string, role: string): Promise<void> {
  const { rows } = await sql<{ is_member: boolean }>`
    select pg_has_role(${member}, ${role}, 'member') as is_member`.execute(trx)
  if (rows[0]?.is_member) return
  try {
    await sql`grant ${sql.id(role)} to ${sql.id(member)}`.execute(trx)
  } catch (error) {
    throw new Error(
      `This login may not make ${member} a member; as a superuser run: grant ${role} to ${member}`,
      {
        cause: error,
      },
    )
  }
}

async function createRole(trx: Transaction<Database>, name: string): Promise<void> {
  const { rows } = await sql<{ is_superuser: boolean; is_bypassing: boolean; is_granted: boolean }>`
    select rolsuper as is_superuser, rolbypassrls as is_bypassing,
      pg_has_role(current_user, oid, 'member') as is_granted
    from pg_roles where rolname = ${name}`.execute(trx)
  const [role] = rows
  if (role?.is_superuser || role?.is_bypassing) {
    throw new Error(
      `The role ${name} is a superuser or bypasses row-level security; run: alter role ${name} nosuperuser nobypassrls`,
    )
  }
  if (role?.is_granted) return
  try {
    if (!role) await sql`create role ${sql.id(name)} nologin`.execute(trx)
    await sql`grant ${sql.id(name)} to current_user`.execute(trx)
  } catch (error) {
    throw new Error(
      `This login may not make the role ${name}; as a superuser run: create role ${name} nologin; grant ${name} to the login that Tongguan uses`,
      { cause: error },
    )
  }
}
