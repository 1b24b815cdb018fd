import { type Kysely, sql } from 'kysely'

const IN_SCOPE = `scope_area_id = any ((select current_setting('tongguan.scope_area_ids')::int[])::int[])`

const STATEMENTS = [
  // Cases with the outcome expected, kept with the version that passed them, and who published it.
  `alter table rule
     add column tests jsonb not null default '[]',
     add column published_at timestamptz,
     add column published_by text not null default '',
     add column note text not null default ''`,
  'create index rule_kind on rule (kind, version)',

  // Each time a rule was asked about a case: the facts as they were then, and the row that fired (none: '').
  `create table rule_decision (
     decision_id bigint generated always as identity primary key,
     rule_id integer not null references rule,
     case_id bigint not null,
     at timestamptz not null,
     row_id text not null,
     facts jsonb not null,
     outcome jsonb not null,
     scope_area_id integer not null
   )`,
  // Serves: how often each row of a version fired lately.
  'create index rule_decision_rule on rule_decision (rule_id, at)',
  // Serves: why a case went the way it did.
  'create index rule_decision_case on rule_decision (case_id, at)',
  'alter table rule_decision enable row level security',
  `create policy scope on rule_decision using (${IN_SCOPE}) with check (${IN_SCOPE})`,

  `create table rule_draft (
     draft_id bigint generated always as identity primary key,
     code text not null,
     kind text not null check (kind in ('registration','dispatch','handling','appraisal')),
     name text not null, name_en text not null default '',
     base_version integer not null,
     state text not null check (state in ('draft','in_review','published','discarded')),
     version integer not null default 1,
     content jsonb not null,
     tests jsonb not null default '[]',
     note text not null default '',
     author_user_id text not null, author_name text not null,
     published_version integer,
     created_at timestamptz not null, updated_at timestamptz not null
   )`,
  'create index rule_draft_code on rule_draft (code, updated_at)',
  // What was done to a draft and to a rule, by whom.
  `create table rule_step (
     step_id bigint generated always as identity primary key,
     code text not null,
     draft_id bigint references rule_draft,
     verb text not null,
     at timestamptz not null,
     actor_user_id text not null, actor_name text not null,
     note text not null default '',
     data jsonb not null default '{}'
   )`,
  'create index rule_step_code on rule_step (code, at)',

  // A draft run over past cases; its differences lie in case ids, each with where it is.
  `create table rule_back_test (
     back_test_id bigint generated always as identity primary key,
     draft_id bigint not null references rule_draft,
     draft_version integer not null,
     days integer not null,
     state text not null check (state in ('running','done','failed')),
     done integer not null default 0,
     total integer not null default 0,
     result jsonb,
     problem text not null default '',
     user_id text not null,
     started_at timestamptz not null,
     updated_at timestamptz not null
   )`,
  'create index rule_back_test_draft on rule_back_test (draft_id, started_at)',
]

/** What rules decided with which facts; drafts of rules, their tests, their way and their runs over the past. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
