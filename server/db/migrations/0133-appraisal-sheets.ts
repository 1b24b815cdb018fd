import { type Kysely, sql } from 'kysely'

const IN_SCOPE = `scope_area_id = any ((select current_setting('tongguan.scope_area_ids')::int[])::int[])`

const STATEMENTS = [
  // 考核单: what the appraisal rules make of the cases that departments closed in a month.
  `create table appraisal_sheet (
     sheet_id bigint generated always as identity primary key,
     -- 2026-10, by the city's calendar; from inclusive, until exclusive.
     month text not null check (month ~ '^\\d{4}-(0[1-9]|1[0-2])$'),
     period_from timestamptz not null,
     period_until timestamptz not null,
     as_of timestamptz not null,
     state text not null check (state in ('running','failed','calculated','published','applied','withdrawn')),
     version integer not null default 1,
     done integer not null default 0,
     total integer not null default 0,
     -- Closed cases that no rule had points for.
     unscored integer not null default 0,
     problem text not null default '',
     calculated_by text not null,
     updated_at timestamptz not null,
     published_at timestamptz, published_by text not null default '',
     appeal_until timestamptz,
     applied_at timestamptz, applied_by text not null default '',
     withdrawn_at timestamptz, withdrawn_by text not null default '', withdrawn_reason text not null default ''
   )`,
  'create index appraisal_sheet_month on appraisal_sheet (month, sheet_id)',
  // What stands is one sheet a month.
  `create unique index appraisal_sheet_standing on appraisal_sheet (month) where state in ('published','applied')`,

  // A case's points with the facts and the row that gave them: the sheet can be calculated again from these alone.
  `create table appraisal_item (
     sheet_id bigint not null references appraisal_sheet on delete cascade,
     case_id bigint not null,
     department_id integer not null references department,
     scope_area_id integer not null,
     closed_at timestamptz not null,
     rule_id integer not null references rule,
     row_id text not null,
     facts jsonb not null,
     points numeric not null,
     -- After an appeal that was granted; what was calculated stays beside it.
     adjusted_points numeric,
     reason_zh text not null,
     reason_en text not null,
     primary key (sheet_id, case_id)
   )`,
  // Serves: a department's cases of a sheet, the latest first.
  'create index appraisal_item_department on appraisal_item (sheet_id, department_id, closed_at desc, case_id desc)',
  // Serves: a subdistrict's.
  'create index appraisal_item_area on appraisal_item (sheet_id, scope_area_id)',
  'alter table appraisal_item enable row level security',
  `create policy scope on appraisal_item using (${IN_SCOPE}) with check (${IN_SCOPE})`,

  // Sums of departments and of subdistricts: totals are no secret once published, cases stay with who may see them.
  `create table appraisal_line (
     sheet_id bigint not null references appraisal_sheet on delete cascade,
     subject text not null check (subject in ('department','area')),
     subject_id integer not null,
     cases integer not null,
     late integer not null,
     reworked integer not null,
     returned integer not null,
     plus numeric not null,
     minus numeric not null,
     adjusted_points numeric,
     primary key (sheet_id, subject, subject_id)
   )`,

  // 申诉: first review, and once more by another person if asked again.
  `create table appraisal_appeal (
     appeal_id bigint generated always as identity primary key,
     sheet_id bigint not null references appraisal_sheet,
     case_id bigint not null,
     department_id integer not null references department,
     scope_area_id integer not null,
     state text not null check (state in ('asked','refused','asked_again','granted','refused_for_good')),
     version integer not null default 1,
     points_before numeric not null,
     points_after numeric,
     reason text not null,
     asked_by text not null, asked_by_name text not null, asked_at timestamptz not null,
     first_by text, first_by_name text not null default '', first_at timestamptz, first_note text not null default '',
     again_reason text not null default '', again_at timestamptz,
     second_by text, second_by_name text not null default '', second_at timestamptz, second_note text not null default '',
     unique (sheet_id, case_id)
   )`,
  'alter table appraisal_appeal enable row level security',
  `create policy scope on appraisal_appeal using (${IN_SCOPE}) with check (${IN_SCOPE})`,
]

/** Sheets of points a month, published and applied by people, with appeals that keep both values. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
