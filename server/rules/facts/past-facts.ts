import { type Kysely, sql } from 'kysely'
import type { LngLat } from '../../../geo/lng-lat.ts'
import type { Database } from '../../db/schema.ts'
import type { RuleKind } from '../rule-kind.ts'
import { readTable } from '../table/decision-table.ts'
import type { Facts } from './fact.ts'
import { findFacts } from './find-facts.ts'

export type PastCase = {
  readonly caseId: number
  readonly number: string
  readonly description: string
  readonly reportedAt: Date
  readonly lngLat: LngLat | null
  readonly facts: Facts
  /** The facts were kept when the rule was asked; else they are put together from the case as it is recorded. */
  readonly isKept: boolean
}

/** By road it is so many times the straight line. */
const ROAD_FACTOR = 1.35

/** Which cases a kind of rule is asked about. */
const ASKED = {
  registration: sql<boolean>`true`,
  dispatch: sql<boolean>`c.registered_at is not null and c.department_id is not null`,
  handling: sql<boolean>`c.is_self_handled`,
  appraisal: sql<boolean>`c.state = 'closed' and c.close_reason is distinct from 'merged'`,
} as const satisfies Record<RuleKind, unknown>

/** The latest cases that a kind of rule was, or would have been, asked about: newest first, older than `beforeId`. */
export async function listPastCases(
  db: Kysely<Database>,
  {
    kind,
    asked,
    since,
    limit,
    beforeId = null,
  }: {
    readonly kind: RuleKind
    /** Facts that the tables ask: those that cost a search are found only then. */
    readonly asked: readonly string[]
    readonly since: Date
    readonly limit: number
    readonly beforeId?: number | null
  },
): Promise<PastCase[]> {
  const { rows } = await sql<{ id: number }>`
    select c.case_id as id from case_record c
    where c.reported_at >= ${since} and ${ASKED[kind]}
      and (${beforeId}::bigint is null or c.case_id < ${beforeId}::bigint)
    order by c.case_id desc limit ${limit}`.execute(db)
  return readPastFacts(
    db,
    kind,
    rows.map(({ id }) => id),
    asked,
  )
}

/** How many cases a kind of rule was, or would have been, asked about. */
export async function countPastCases(
  db: Kysely<Database>,
  { kind, since }: { readonly kind: RuleKind; readonly since: Date },
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from case_record c where c.reported_at >= ${since} and ${ASKED[kind]}`.execute(
    db,
  )
  return rows[0]?.n ?? 0
}

type Row = {
  readonly caseId: number
  readonly number: string
  readonly description: string
  readonly reportedAt: Date
  readonly lng: number | null
  readonly lat: number | null
  readonly facts: Facts
  readonly kept: Facts | null
}

/** The facts about cases: those kept when the rule was asked, completed from the record. In the order of the ids. */
export async function readPastFacts(
  db: Kysely<Database>,
  kind: RuleKind,
  caseIds: readonly number[],
  asked: readonly string[],
): Promise<PastCase[]> {
  if (caseIds.length === 0) return []
  const { rows } = await sql<Row>`
    select c.case_id as "caseId", c.number, c.description, c.reported_at as "reportedAt",
      st_x(c.geom) as lng, st_y(c.geom) as lat,
      jsonb_build_object(
        'channel', c.channel, 'foundBy', c.found_by, 'kind', coalesce(g.kind, ''),
        'classCode', coalesce(g.class_code, ''), 'categoryCode', coalesce(g.code, ''), 'severity', c.severity,
        'hasPhoto', exists (select from case_attachment a where a.case_id = c.case_id and a.at <= c.reported_at + interval '1 hour'),
        'isLocated', c.duty_grid_id is not null, 'hasCategory', c.category_id is not null
      ) ${kind === 'registration' ? verifiedFact : kind === 'dispatch' ? unitFacts : kind === 'appraisal' ? courseFacts : sql``} as facts,
      (select d.facts from rule_decision d join rule r on r.rule_id = d.rule_id and r.kind = ${kind}
        where d.case_id = c.case_id order by d.at desc, d.decision_id desc limit 1) as kept
    from unnest(${[...caseIds]}::bigint[]) with ordinality as wanted(case_id, place)
    join case_record c on c.case_id = wanted.case_id
    left join category g on g.category_id = c.category_id
    ${kind === 'dispatch' ? joinUnit : sql``}
    order by wanted.place`.execute(db)
  const found = await findFacts(db, caseIds, asked)
  return rows.map(({ lng, lat, facts, kept, ...row }) => ({
    ...row,
    lngLat: lng === null || lat === null ? null : [lng, lat],
    facts: { ...facts, ...found.get(row.caseId), ...kept },
    isKept: kept !== null,
  }))
}

const verifiedFact = sql`|| jsonb_build_object('isVerified', exists (select from case_step s
  where s.case_id = c.case_id and s.verb = 'verify_found'))`
const unitFacts = sql`|| jsonb_build_object(
  'departmentKind', coalesce(dep.kind, ''), 'hasUnit', near.meters is not null,
  'unitDistanceMeters', coalesce(round(near.meters * ${ROAD_FACTOR}::float), -1))`
/** How it went, once it is closed. */
const courseFacts = sql`|| jsonb_build_object(
  'isSelfHandled', c.is_self_handled, 'returnCount', c.return_count, 'reworkCount', c.rework_count,
  'isLate', coalesce(coalesce(c.fed_back_at, c.closed_at) > coalesce(c.handle_due_at, c.due_at), false),
  'extensionCount', (select count(*) from case_request q
    where q.case_id = c.case_id and q.kind = 'extend' and q.state = 'approved'),
  'closeReason', case when c.close_reason in ('checked','self_handled','forced') then c.close_reason else '' end)`
const joinUnit = sql`
  left join department dep on dep.department_id = c.department_id
  left join lateral (
    select st_distance(u.home::geography, c.geom::geography) as meters from unit u
    where u.department_id = c.department_id and (coalesce(g.skill, '') = '' or g.skill = any(u.skills))
    order by u.home <-> c.geom, u.unit_id limit 1) near on true`

/** The facts about a case as it stands, for a rule that is about to be asked. */
export async function factsNow(
  db: Kysely<Database>,
  { content }: { readonly content: unknown },
  kind: RuleKind,
  caseId: number,
): Promise<Facts> {
  const [found] = await readPastFacts(db, kind, [caseId], readTable(content)?.inputs ?? [])
  return found?.facts ?? {}
}
