import type { Generated, GeneratedAlways } from 'kysely'
import type { GeneratedJson, Json, NullableJson, NullableTimestamp, Timestamp } from '../db/column-types.ts'
import type { Facts } from './facts/fact.ts'
import type { RuleKind } from './rule-kind.ts'

/** `content` is a GoRules JDM document. */
export interface RuleTable {
  rule_id: GeneratedAlways<number>
  code: string
  kind: RuleKind
  name: string
  name_en: Generated<string>
  version: Generated<number>
  content: Json<unknown>
  valid: string
  tests: GeneratedJson<readonly RuleTest[]>
  published_at: NullableTimestamp
  published_by: Generated<string>
  note: Generated<string>
  /** Of its kind the lower is asked first. */
  place: Generated<number>
}

/** A case of its makers' own, with what the rule must make of it. */
export type RuleTest = {
  readonly name: string
  readonly facts: Facts
  readonly expected: Readonly<Record<string, string | number | boolean>>
}

/** A rule was asked about a case: the facts as they were, the row that fired ('': none) and what came out. */
export interface RuleDecisionTable {
  decision_id: GeneratedAlways<number>
  rule_id: number
  case_id: number
  at: Timestamp
  row_id: string
  facts: Json<Facts>
  outcome: Json<Readonly<Record<string, unknown>>>
  scope_area_id: number
}

export type RuleDraftState = 'draft' | 'in_review' | 'published' | 'discarded'

/** A rule as it is to be: edited freely, tested, reviewed, published as the next version of its code. */
export interface RuleDraftTable {
  draft_id: GeneratedAlways<number>
  code: string
  kind: RuleKind
  name: string
  name_en: Generated<string>
  /** The newest version when the draft began, 0 of a rule that is new; another by now makes it stale. */
  base_version: number
  state: RuleDraftState
  version: Generated<number>
  content: Json<unknown>
  tests: GeneratedJson<readonly RuleTest[]>
  note: Generated<string>
  author_user_id: string
  author_name: string
  published_version: number | null
  place: Generated<number>
  created_at: Timestamp
  updated_at: Timestamp
}

/** What was done to a rule or a draft of it, by whom. */
export interface RuleStepTable {
  step_id: GeneratedAlways<number>
  code: string
  draft_id: number | null
  verb: string
  at: Timestamp
  actor_user_id: string
  actor_name: string
  note: Generated<string>
  data: GeneratedJson<Readonly<Record<string, unknown>>>
}

/** A draft run over past cases, beside the version in force on the same facts. */
export interface RuleBackTestTable {
  back_test_id: GeneratedAlways<number>
  draft_id: number
  draft_version: number
  days: number
  state: 'running' | 'done' | 'failed'
  done: Generated<number>
  total: Generated<number>
  result: NullableJson<BackTestResult>
  problem: Generated<string>
  user_id: string
  started_at: Timestamp
  updated_at: Timestamp
}

export type BackTestResult = {
  /** Rows that decided, before and after ('': none), with how many cases. */
  readonly byRow: readonly { readonly before: string; readonly after: string; readonly n: number }[]
  /** Cases decided otherwise, all counted here, the latest of them listed below. */
  readonly changed: number
  readonly cases: readonly BackTestCase[]
}
export type BackTestCase = {
  readonly caseId: number
  readonly number: string
  readonly description: string
  readonly lng: number | null
  readonly lat: number | null
  readonly before: BackTestAnswer
  readonly after: BackTestAnswer
}
export type BackTestAnswer = { readonly rowId: string; readonly outcome: Readonly<Record<string, unknown>> }
