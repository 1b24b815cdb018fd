import { type Kysely, sql } from 'kysely'

const STATEMENTS = [
  // A law, regulation, standard or policy as it was enacted once; a later enactment is another version of the code.
  `create table regulation (
     regulation_id integer generated always as identity primary key,
     code text not null,
     version integer not null,
     level text not null check (level in ('law','administrative','local','rule',
       'national_standard','industry_standard','local_standard','policy')),
     title text not null,
     title_en text not null default '',
     document_number text not null default '',
     issuer text not null default '',
     issued_on date,
     effective_on date not null,
     -- The first day on which it no longer holds, and what holds in its place.
     superseded_on date,
     superseded_by_id integer references regulation,
     state text not null check (state in ('draft','published')),
     -- The text is a summary of ours and not the enacted wording.
     is_summary boolean not null default false,
     source_text text not null,
     author_user_id text not null default '',
     author_name text not null default '',
     row_version integer not null default 1,
     created_at timestamptz not null,
     updated_at timestamptz not null,
     published_at timestamptz,
     unique (code, version),
     check (superseded_on is null or superseded_on >= effective_on),
     check ((state = 'published') = (published_at is not null))
   )`,
  // Serves: one draft a code at a time.
  `create unique index regulation_one_draft on regulation (code) where state = 'draft'`,
  // Its pieces in reading order: an article's text is whole, a clause's ends where its items begin.
  `create table regulation_piece (
     piece_id bigint generated always as identity primary key,
     regulation_id integer not null references regulation on delete cascade,
     ordinal integer not null,
     kind text not null check (kind in ('part','chapter','section','article','clause','item')),
     key text not null,
     label text not null,
     text text not null,
     unique (regulation_id, ordinal),
     unique (regulation_id, key)
   )`,
  // What an article is the basis of: a category, or a department's charge.
  `create table article_link (
     link_id bigint generated always as identity primary key,
     piece_id bigint not null references regulation_piece on delete cascade,
     category_id integer references category on delete cascade,
     department_id integer references department on delete cascade,
     state text not null check (state in ('candidate','confirmed','rejected')),
     -- Who thought of it: the pack, the former version, the coding engine, a person, a file.
     origin text not null check (origin in ('pack','carried','engine','person','file')),
     score real,
     decided_by text not null default '',
     decided_at timestamptz,
     check ((category_id is null) <> (department_id is null))
   )`,
  `create unique index article_link_target on article_link
     (piece_id, coalesce(category_id, 0), coalesce(department_id, 0))`,
  // Serves: the basis of a case's category.
  'create index article_link_category on article_link (category_id)',
  `alter table category
     add closing text not null default '',
     add closing_en text not null default ''`,
  `alter table duty
     add kind text not null default '' check (kind in ('','upkeep','enforcement','service','emergency')),
     add level text not null default '' check (level in ('','city','district','subdistrict','community')),
     add note text not null default ''`,
]

/** Regulations down to their items, what they are the basis of, when a case may be closed, and what kind of duty it is. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
