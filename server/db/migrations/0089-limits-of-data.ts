import { type Kysely, sql } from 'kysely'

/** Time limits with versions, and how long may pass before somebody else hears of it: both edited by people. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `create table limit_version (
     limit_version_id integer generated always as identity primary key,
     category_id integer not null references category,
     version integer not null check (version > 0),
     state text not null check (state in ('scheduled', 'in_force', 'superseded', 'withdrawn')),
     valid_from timestamptz not null,
     limits jsonb not null,
     closing text not null default '',
     closing_en text not null default '',
     note text not null,
     author_user_id text,
     author_name text not null,
     created_at timestamptz not null,
     unique (category_id, version)
   )`,
  // One change of a category waits at a time, and the job finds what is due.
  `create unique index limit_version_scheduled on limit_version (category_id) where state = 'scheduled'`,
  // Minutes that may pass, by severity; a department may have its own to sign in. Returns: how many before adjudication.
  `create table escalation_limit (
     severity text not null check (severity in ('normal', 'important', 'urgent')),
     department_id integer references department,
     sign_minutes integer not null check (sign_minutes between 1 and 10080),
     verify_minutes integer check (verify_minutes between 1 and 10080),
     returns smallint check (returns between 1 and 9),
     unread_minutes integer check (unread_minutes between 1 and 1440),
     updated_at timestamptz not null default now(),
     updated_by text not null default '',
     unique nulls not distinct (severity, department_id),
     check ((department_id is null) = (verify_minutes is not null and returns is not null and unread_minutes is not null))
   )`,
  `insert into escalation_limit (severity, department_id, sign_minutes, verify_minutes, returns, unread_minutes) values
     ('urgent', null, 10, 15, 2, 15), ('important', null, 30, 60, 2, 15), ('normal', null, 30, 60, 2, 15)`,
]
