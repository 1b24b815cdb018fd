import { type Kysely, sql } from 'kysely'

const IN_SCOPE = `scope_area_id = any ((select current_setting('tongguan.scope_area_ids')::int[])::int[])`

/** 未诉先办: what may become a complaint, with the evidence, what was done about it, and what came of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  // How long a part of this class is made for; null where nobody has said.
  'alter table category add column service_life_years real',
  // Each change is a new version; the last one of a detector and area holds. Parameters stand in those of the city.
  `create table ahead_setting (
     setting_id integer generated always as identity primary key,
     detector text not null,
     area_id integer,
     version integer not null,
     mode text not null check (mode in ('off','suggest','automatic')),
     parameters jsonb,
     weekly_cap integer not null check (weekly_cap between 0 and 50),
     at timestamptz not null,
     user_id text not null,
     user_name text not null,
     reason text not null,
     unique nulls not distinct (detector, area_id, version),
     check ((parameters is null) = (area_id is not null)))`,
  `create table ahead_candidate (
     candidate_id integer generated always as identity primary key,
     -- Detector, place and category: what is found again is the same thing.
     key text not null,
     detector text not null,
     task text not null check (task in ('patrol','root_cause','inspection')),
     state text not null default 'candidate' check (state in ('candidate','accepted','done','dismissed','expired')),
     version integer not null default 1,
     category_id integer references category,
     scope_area_id integer not null,
     duty_grid_id integer not null,
     unit_grid_id integer,
     geom geometry(Point, 4326) not null,
     -- Times the threshold.
     score real not null,
     evidence jsonb not null,
     setting_version integer not null,
     found_at timestamptz not null,
     seen_at timestamptz not null,
     ended_at timestamptz,
     -- A task: who by when, and who said so; without a user it was the switch.
     person_id integer references person,
     department_id integer references department,
     accepted_at timestamptz,
     accepted_by text,
     due_at timestamptz,
     finding text check (finding in ('found','nothing')),
     note text not null default '',
     closed_by text,
     case_id bigint,
     check ((state in ('candidate','accepted')) = (ended_at is null)),
     check ((state = 'done') = (finding is not null)))`,
  // Never twice at once.
  `create unique index ahead_candidate_live on ahead_candidate (key) where ended_at is null`,
  // Serves: was it raised before, and when did it end?
  'create index ahead_candidate_key on ahead_candidate (key, ended_at)',
  // Serves: was a complaint at a place we knew?
  'create index ahead_candidate_grid on ahead_candidate (duty_grid_id, category_id)',
  'create index ahead_candidate_geom on ahead_candidate using gist (geom)',
  'alter table ahead_candidate enable row level security',
  `create policy scope on ahead_candidate using (${IN_SCOPE}) with check (${IN_SCOPE})`,
]
