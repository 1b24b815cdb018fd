import { type Kysely, sql } from 'kysely'

/** What a file, or a person, changes of the basis: proposed by one, published by another, taken back as a whole. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `create table basis_change (
     change_id integer generated always as identity primary key,
     what text not null check (what in ('duties', 'links', 'dictionary')),
     file_name text not null default '',
     state text not null check (state in ('proposed', 'published', 'withdrawn', 'undone')),
     -- Each row with what stood before and what stands after.
     rows jsonb not null,
     proposed_at timestamptz not null,
     proposed_by text not null,
     proposed_by_name text not null,
     decided_at timestamptz,
     decided_by_name text not null default '',
     note text not null default ''
   )`,
  'create index basis_change_latest on basis_change (proposed_at)',
]
