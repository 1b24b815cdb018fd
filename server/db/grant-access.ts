import { sql, type Transaction } from 'kysely'
import { APP_ROLE } from './client.ts'
import type { Database } from './schema.ts'

/** What the application role may do with a table; every other table of ours: read, insert, update, delete. */
const RIGHTS: Readonly<Record<string, string>> = {
  // Who may sign in and as whom is the system's business alone; better-auth's tables are not granted at all.
  api_key: '',
  intake_source: '',
  intake_rejection: '',
  role_grant: '',
  job_run: '',
  schema_migration: '',
  set_aside: '',
  // What happened stays as it was.
  event_log: 'select, insert',
  case_step: 'select, insert',
  access_log: 'select, insert',
}
const USUAL_RIGHTS = 'select, insert, update, delete'
/** Tables of libraries, made by their own migrations. */
const FOREIGN = ['auth_user', 'auth_session', 'auth_account', 'auth_verification', 'spatial_ref_sys']

/** Makes the application role where it is missing and grants it exactly its rights. */
export async function grantAccess(trx: Transaction<Database>): Promise<void> {
  await createRole(trx)
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')`.execute(trx)
  const role = sql.id(APP_ROLE)
  for (const { name } of rows) {
    if (FOREIGN.includes(name)) continue
    const rights = RIGHTS[name] ?? USUAL_RIGHTS
    await sql`revoke all on ${sql.id(name)} from ${role}`.execute(trx)
    if (rights) await sql`grant ${sql.raw(rights)} on ${sql.id(name)} to ${role}`.execute(trx)
  }
  await sql`grant usage on schema public to ${role}`.execute(trx)
  await sql`grant usage on all sequences in schema public to ${role}`.execute(trx)
}

async function createRole(trx: Transaction<Database>): Promise<void> {
  const { rows } = await sql<{ is_superuser: boolean; is_bypassing: boolean; is_granted: boolean }>`
    select rolsuper as is_superuser, rolbypassrls as is_bypassing,
      pg_has_role(current_user, oid, 'member') as is_granted
    from pg_roles where rolname = ${APP_ROLE}`.execute(trx)
  const [role] = rows
  if (role?.is_superuser || role?.is_bypassing) {
    throw new Error(
      `The role ${APP_ROLE} is a superuser or bypasses row-level security; run: alter role ${APP_ROLE} nosuperuser nobypassrls`,
    )
  }
  if (role?.is_granted) return
  try {
    if (!role) await sql`create role ${sql.id(APP_ROLE)} nologin`.execute(trx)
    await sql`grant ${sql.id(APP_ROLE)} to current_user`.execute(trx)
  } catch (error) {
    throw new Error(
      `This login may not make the role ${APP_ROLE}; as a superuser run: create role ${APP_ROLE} nologin; grant ${APP_ROLE} to the login that Tongguan uses`,
      { cause: error },
    )
  }
}
