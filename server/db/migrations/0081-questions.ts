import { type Kysely, sql } from 'kysely'

const statements = [
  // What could not be answered, or was answered badly: words without personal data, nobody's name, each wording once.
  `create table unanswered_question (
     unanswered_id integer generated always as identity primary key,
     question text not null,
     reason text not null,
     is_public boolean not null,
     times integer not null default 1,
     first_at timestamptz not null,
     last_at timestamptz not null,
     settled_at timestamptz,
     settled_by text not null default '',
     unique (question, reason, is_public)
   )`,
  // A question that a person is to answer, and the answer.
  `create table question_hand_over (
     hand_over_id integer generated always as identity primary key,
     question text not null,
     taken_zh text not null,
     taken_en text not null,
     note text not null default '',
     asked_at timestamptz not null,
     asker_user_id text not null,
     asker_name text not null,
     area_id integer,
     -- Leaf areas of those it is for; 0 is whoever sees the whole city.
     area_ids integer[] not null,
     state text not null default 'open' check (state in ('open','answered')),
     version integer not null default 1,
     owner_user_id text,
     owner_name text not null default '',
     answer text not null default '',
     answered_at timestamptz,
     check ((state = 'answered') = (answered_at is not null and answer <> '' and owner_user_id is not null))
   )`,
  `create index question_hand_over_open on question_hand_over (asked_at) where state = 'open'`,
  `create index question_hand_over_asker on question_hand_over (asker_user_id, asked_at)`,
  'alter table question_hand_over enable row level security',
  `create policy asker_or_area on question_hand_over using (
     asker_user_id = current_setting('tongguan.user_id')
     or area_ids && (select current_setting('tongguan.scope_area_ids')::int[])::int[])`,
]

/** Questions that the city cannot answer, and those that a person answers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
