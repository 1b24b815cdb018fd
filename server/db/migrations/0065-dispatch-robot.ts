import { type Kysely, sql } from 'kysely'

const STATEMENTS = [
  // What the dispatch robot may do by itself, by category and area; null means every one.
  `create table dispatch_authority (
     authority_id integer generated always as identity primary key,
     category_id integer references category,
     area_id integer,
     mode text not null check (mode in ('suggest','one_click','automatic')),
     min_score real not null check (min_score between 0 and 1),
     max_return_rate real not null check (max_return_rate between 0 and 1),
     is_stopped boolean not null default false,
     version integer not null default 1,
     -- Decisions before this moment say nothing against it: somebody has raised it since.
     counted_from timestamptz not null,
     changed_at timestamptz not null,
     unique nulls not distinct (category_id, area_id))`,
  `create table dispatch_authority_change (
     change_id integer generated always as identity primary key,
     authority_id integer not null references dispatch_authority,
     at timestamptz not null,
     -- Null: the robot itself.
     actor_user_id text,
     actor_name text not null,
     category_id integer,
     area_id integer,
     before jsonb,
     after jsonb not null,
     reason text not null,
     figures jsonb)`,
  // Serves: what the robot has sent out lately.
  `create index case_step_robot on case_step (at)
     where verb = 'dispatch' and actor_user_id is null and actor_name in ('规则引擎', '自动分拨')`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
