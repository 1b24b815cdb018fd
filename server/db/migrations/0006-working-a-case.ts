import { type Kysely, sql } from 'kysely'

/**
 * What happens to a case beside its steps: requests, pauses, tasks, meetings, oversight, call-backs, notices, handover.
 * Limits may depend on the opening condition and have several stages; two states are new (on-site verification, shelved).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
  for (const table of SCOPED) {
    await sql.raw(`alter table ${table} enable row level security`).execute(db)
    await sql.raw(`create policy scope on ${table} using (${IN_SCOPE}) with check (${IN_SCOPE})`).execute(db)
  }
  const own = `user_id = current_setting('tongguan.user_id')`
  await sql.raw('alter table notification enable row level security').execute(db)
  await sql.raw(`create policy own on notification using (${own}) with check (${own})`).execute(db)
}

const SCOPED = [
  'case_request',
  'case_pause',
  'case_link',
  'case_task',
  'case_meeting',
  'case_meeting_party',
  'oversight_order',
  'case_callback',
  'case_presence',
]

/** As in the migration that protects the base tables. */
const IN_SCOPE = `scope_area_id = any ((select current_setting('tongguan.scope_area_ids')::int[])::int[])`

const statements = [
  // ── the case ────────────────────────────────────────────────────────────
  'alter table case_record drop constraint case_record_state_check',
  `alter table case_record add constraint case_record_state_check check (state in
     ('reported','verifying','accepted','registered','dispatched','signed','handled','fed_back','shelved','closed','canceled'))`,
  // Set while its clock stands; what pauses and extensions add up to is kept beside, the ledger is case_pause and case_request.
  `alter table case_record
     add column clock_paused_at timestamptz,
     add column clock_changes jsonb,
     add column condition text not null default '',
     add column stage_step smallint not null default 1,
     add column master_case_id bigint references case_record,
     add column family text check (family in ('merged','child')),
     add column is_bound boolean not null default false,
     add column is_self_handled boolean not null default false,
     add column evaluation smallint check (evaluation between 1 and 5),
     add column escalation_level smallint not null default 0`,
  // Serves: the children of a case.
  'create index case_record_master on case_record (master_case_id) where master_case_id is not null',
  // Serves: what is open about the same part.
  'create index case_record_part on case_record (part_id, reported_at) where part_id is not null',
  // Serves: the dispatch monitor, what nobody has signed for.
  `create index case_record_unsigned on case_record (dispatched_at) where state = 'dispatched'`,

  // ── limits by condition and stage ───────────────────────────────────────
  `alter table category_limit
     add column condition text not null default '',
     add column step smallint not null default 1,
     add column step_name text not null default '',
     add column step_name_en text not null default ''`,
  'alter table category_limit drop constraint category_limit_pkey',
  'alter table category_limit add primary key (category_id, condition, stage, step)',
  // Whoever works under another department's orders counts as one with it when it comes to checking.
  'alter table department add column contractor_of_id integer references department',

  // ── requests and pauses ─────────────────────────────────────────────────
  `create table case_request (
     request_id bigint generated always as identity primary key,
     case_id bigint not null references case_record,
     kind text not null check (kind in ('extend','return','defer','shelve')),
     level smallint not null,
     reason text not null,
     evidence text[] not null default '{}',
     clock text, amount real,
     until timestamptz,
     owner_name text not null default '',
     state text not null default 'pending' check (state in ('pending','approved','refused')),
     asked_at timestamptz not null, asked_by text not null, asked_name text not null, asked_department_id integer,
     decided_at timestamptz, decided_by text, decided_name text not null default '', decision text not null default '',
     scope_area_id integer not null
   )`,
  // One open request of a kind at a time: a second press of the button is told so.
  `create unique index case_request_pending on case_request (case_id, kind) where state = 'pending'`,
  'create index case_request_case on case_request (case_id)',
  `create table case_pause (
     pause_id bigint generated always as identity primary key,
     case_id bigint not null references case_record,
     from_at timestamptz not null, until_at timestamptz,
     reason_code text not null, reason text not null,
     request_id bigint references case_request,
     scope_area_id integer not null
   )`,
  'create unique index case_pause_open on case_pause (case_id) where until_at is null',

  // ── families ────────────────────────────────────────────────────────────
  `create table case_link (
     link_id bigint generated always as identity primary key,
     master_case_id bigint not null references case_record,
     case_id bigint not null references case_record,
     kind text not null check (kind in ('merged','child')),
     reason jsonb not null,
     at timestamptz not null, by_name text not null,
     ended_at timestamptz, ended_reason text not null default '',
     scope_area_id integer not null
   )`,
  'create unique index case_link_current on case_link (case_id) where ended_at is null',
  'create index case_link_master on case_link (master_case_id)',

  // ── working together ────────────────────────────────────────────────────
  // Sub-tasks of assisting departments, and checks on site by somebody who did not do the work.
  `create table case_task (
     task_id bigint generated always as identity primary key,
     case_id bigint not null references case_record,
     kind text not null check (kind in ('assist','check')),
     department_id integer not null references department,
     unit_id integer references unit,
     title text not null,
     reason jsonb,
     due_at timestamptz,
     state text not null default 'open' check (state in ('open','done','canceled')),
     result text not null default '',
     note text not null default '',
     sha256 text references attachment,
     lng double precision, lat double precision, distance_meters real,
     at timestamptz not null, by_name text not null,
     done_at timestamptz, done_by text, done_name text not null default '',
     scope_area_id integer not null
   )`,
  'create index case_task_case on case_task (case_id)',
  `create table case_meeting (
     meeting_id bigint generated always as identity primary key,
     case_id bigint not null references case_record,
     kind text not null check (kind in ('consult','whistle')),
     topic text not null,
     place text not null default '',
     lng double precision, lat double precision, radius_meters real,
     deadline_at timestamptz not null,
     pauses_clock boolean not null default false,
     minutes text not null default '', decision text not null default '',
     state text not null default 'open' check (state in ('open','done')),
     at timestamptz not null, by_name text not null, by_department_id integer,
     done_at timestamptz,
     scope_area_id integer not null
   )`,
  'create index case_meeting_case on case_meeting (case_id)',
  `create table case_meeting_party (
     meeting_id bigint not null references case_meeting,
     department_id integer not null references department,
     came_at timestamptz, came_name text not null default '',
     lng double precision, lat double precision, distance_meters real,
     score smallint check (score between 1 and 5), score_note text not null default '',
     scope_area_id integer not null,
     primary key (meeting_id, department_id)
   )`,
  `create table oversight_order (
     order_id bigint generated always as identity primary key,
     case_id bigint not null references case_record,
     kind text not null check (kind in ('overtime','leader','important')),
     level smallint not null check (level between 1 and 3),
     department_id integer not null references department,
     requirement text not null,
     due_at timestamptz not null,
     at timestamptz not null, by_name text not null,
     reply text not null default '', replied_at timestamptz, replied_name text not null default '',
     escalated_at timestamptz,
     scope_area_id integer not null
   )`,
  'create index oversight_order_case on oversight_order (case_id)',
  // Serves: the scan for orders that nobody answered.
  'create index oversight_order_open on oversight_order (due_at) where replied_at is null',

  // ── the reporter's word ─────────────────────────────────────────────────
  `create table case_callback (
     callback_id bigint generated always as identity primary key,
     case_id bigint not null references case_record,
     report_id bigint not null references report,
     outcome text not null check (outcome in ('reached','unreachable','refused')),
     is_responded boolean, is_resolved boolean, is_satisfied boolean,
     note text not null default '',
     at timestamptz not null, by_user_id text not null, by_name text not null,
     excluded text not null default 'no' check (excluded in ('no','asked','approved','refused')),
     exclude_reason text not null default '', excluded_by text not null default '',
     scope_area_id integer not null
   )`,
  'create index case_callback_case on case_callback (case_id)',

  // ── who looks, who is told, who is on duty ──────────────────────────────
  `create table case_presence (
     case_id bigint not null, user_id text not null, name text not null, at timestamptz not null,
     scope_area_id integer not null,
     primary key (case_id, user_id)
   )`,
  `create table notification (
     notification_id bigint generated always as identity primary key,
     user_id text not null,
     kind text not null,
     case_id bigint,
     zh text not null, en text not null,
     is_urgent boolean not null default false,
     at timestamptz not null,
     -- Quiet hours keep it back till then; an urgent one is not kept back.
     show_at timestamptz not null,
     read_at timestamptz,
     escalated_at timestamptz,
     webhook_state text not null default 'none' check (webhook_state in ('none','waiting','sent','failed')),
     webhook_attempts smallint not null default 0, webhook_error text not null default '', webhook_at timestamptz
   )`,
  'create index notification_inbox on notification (user_id, show_at)',
  `create index notification_webhook on notification (notification_id) where webhook_state = 'waiting'`,
  `create index notification_unread on notification (show_at) where read_at is null and is_urgent`,
  `create table duty_log (
     log_id bigint generated always as identity primary key,
     at timestamptz not null, by_name text not null, text text not null, case_id bigint
   )`,
  `create table shift_handover (
     handover_id bigint generated always as identity primary key,
     at timestamptz not null,
     given_by text not null, given_name text not null,
     note text not null default '',
     summary jsonb not null,
     taken_at timestamptz, taken_by text, taken_name text not null default ''
   )`,
  // A row for the duty list that a binding decision proposes; somebody who keeps the list takes it up.
  `create table duty_proposal (
     proposal_id bigint generated always as identity primary key,
     case_id bigint not null references case_record,
     category_id integer not null references category,
     area_id integer,
     department_id integer not null references department,
     reason text not null,
     at timestamptz not null, by_name text not null,
     state text not null default 'open' check (state in ('open','taken','refused'))
   )`,
  // ── double-random inspections ───────────────────────────────────────────
  `create table inspection_draw (
     draw_id bigint generated always as identity primary key,
     item text not null,
     seed text not null,
     ratio real not null,
     input jsonb not null, result jsonb not null,
     at timestamptz not null, by_name text not null,
     redraw_reason text not null default '',
     published_at timestamptz
   )`,
]
