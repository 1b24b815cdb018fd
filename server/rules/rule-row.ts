import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/schema.ts'
import { CodedError } from '../errors.ts'
import type { RuleKind } from './rule-kind.ts'
import type { RuleTest } from './tables.ts'

/** A version of a rule: in force, coming, or of the past. */
export type RuleVersion = {
  readonly ruleId: number
  readonly code: string
  readonly kind: RuleKind
  readonly name: string
  readonly nameEn: string
  readonly version: number
  readonly state: 'in_force' | 'coming' | 'past'
  /** Null where it was replaced before it came into force. */
  readonly from: string | null
  readonly to: string | null
  readonly publishedBy: string
  readonly note: string
  /** Of its kind the lower is asked first. */
  readonly place: number
}
type RuleRow = RuleVersion & { readonly content: unknown; readonly tests: readonly RuleTest[] }

/** Versions of rules, of one code or of all: kinds in the order of a case's way, the newest version first. */
export async function readRules(
  db: Kysely<Database>,
  at: Date,
  code: string | null = null,
): Promise<RuleRow[]> {
  const { rows } = await sql<
    Omit<RuleRow, 'state' | 'from' | 'to'> & { from: Date | null; to: Date | null; isInForce: boolean }
  >`
    select rule_id as "ruleId", code, kind, name, name_en as "nameEn", version, content, tests,
      published_by as "publishedBy", note, place, lower(valid) as "from", upper(valid) as "to",
      valid @> ${at}::timestamptz and version = (
        select max(version) from rule o where o.code = rule.code and o.valid @> ${at}::timestamptz) as "isInForce"
    from rule where ${code}::text is null or code = ${code}
    order by array_position(array['registration','dispatch','handling','appraisal'], kind), place, code collate "C", version desc`.execute(
    db,
  )
  return rows.map(({ isInForce, from, to, ...row }) => ({
    ...row,
    state: isInForce ? 'in_force' : from && from > at ? 'coming' : 'past',
    from: from?.toISOString() ?? null,
    to: to?.toISOString() ?? null,
  }))
}

/** @throws {CodedError} RULE_NOT_FOUND */
export async function findVersion(
  db: Kysely<Database>,
  at: Date,
  code: string,
  version: number | null,
): Promise<{ readonly rule: RuleRow; readonly versions: readonly RuleRow[] }> {
  const versions = await readRules(db, at, code)
  const rule =
    version === null
      ? (versions.find(({ state }) => state === 'in_force') ?? versions[0])
      : versions.find((one) => one.version === version)
  if (!rule)
    throw new CodedError(
      'not_found',
      'RULE_NOT_FOUND',
      '没有这条规则或这个版本',
      'There is no such rule or version',
      {
        field: 'code',
        expected: 'a rule of the list',
      },
    )
  return { rule, versions }
}
