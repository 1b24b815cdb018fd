import type { Generated, GeneratedAlways } from 'kysely'
import type { Json } from '../db/column-types.ts'

/** `content` is a GoRules JDM document. */
export interface RuleTable {
  rule_id: GeneratedAlways<number>
  code: string
  kind: 'registration' | 'dispatch' | 'handling' | 'appraisal'
  name: string
  name_en: Generated<string>
  version: Generated<number>
  content: Json<unknown>
  valid: string
}
