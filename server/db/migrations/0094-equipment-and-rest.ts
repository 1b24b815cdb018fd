import { type Kysely, sql } from 'kysely'

/** What a matter needs a crew to carry, and when a crew has to rest. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // `words` are what lists of equipment and vehicles call it, any of which is enough.
  `create table equipment_kind (
     code text primary key check (code ~ '^[a-z][a-z0-9_]{0,39}$'),
     name text not null,
     name_en text not null default '',
     words text[] not null check (cardinality(words) > 0)
   )`,
  `alter table category add column equipment text[] not null default '{}'`,
  `create table dispatch_setting (
     is_only boolean primary key default true check (is_only),
     resting text not null default 'last' check (resting in ('skip', 'last', 'ignore')),
     max_duty_hours real not null default 12 check (max_duty_hours between 1 and 48),
     min_rest_hours real not null default 8 check (min_rest_hours between 0 and 24),
     version integer not null default 1,
     changed_at timestamptz,
     changed_by_name text not null default ''
   )`,
  'insert into dispatch_setting default values',
]
