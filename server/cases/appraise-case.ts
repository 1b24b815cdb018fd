import type { Trx } from '../db/client.ts'
import { askRules } from '../rules/ask-rules.ts'
import { evaluateAppraisal } from '../rules/evaluate-rule.ts'
import { factsNow } from '../rules/facts/past-facts.ts'
import { readTable } from '../rules/table/decision-table.ts'
import type { CaseRecord } from './case-row.ts'

/**
 * 考核: asks the appraisal rule once a case is closed, and keeps its points with their facts for the department that had it.
 * It calculates only; to publish and to apply points are acts of people (`server/appraisal`). A case reopened and closed again is appraised again.
 */
export async function appraiseCase(trx: Trx, record: CaseRecord, at: Date): Promise<void> {
  if (record.state !== 'closed' || record.close_reason === 'merged') return
  await askRules(trx, {
    kind: 'appraisal',
    record,
    at,
    factsFor: (rule) => factsNow(trx, rule, 'appraisal', record.case_id),
    evaluate: evaluateAppraisal,
  })
}

/**
 * What the rule made of a closed case: as the month's sheet has it once that is published, else as it was at the last closing.
 * Null where no rule was asked, or none had an answer.
 */
export async function findAppraisal(trx: Trx, caseId: number) {
  const item = await trx
    .selectFrom('appraisal_item as i')
    .innerJoin('appraisal_sheet as s', 's.sheet_id', 'i.sheet_id')
    .innerJoin('rule as r', 'r.rule_id', 'i.rule_id')
    .select(['r.code', 'r.version', 'r.content', 'i.row_id', 'i.points', 'i.adjusted_points', 's.month'])
    .select(['i.reason_zh', 'i.reason_en'])
    .where('i.case_id', '=', caseId)
    .where('s.state', 'in', ['published', 'applied'])
    .orderBy('s.month', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (item)
    return {
      ...said(item),
      points: item.points,
      /** After an appeal that was granted. */
      adjustedPoints: item.adjusted_points,
      month: item.month as string | null,
      zh: item.reason_zh,
      en: item.reason_en,
    }
  const row = await trx
    .selectFrom('rule_decision as d')
    .innerJoin('rule as r', 'r.rule_id', 'd.rule_id')
    .select(['r.code', 'r.version', 'r.content', 'd.row_id', 'd.outcome'])
    .where('d.case_id', '=', caseId)
    .where('r.kind', '=', 'appraisal')
    .orderBy('d.at', 'desc')
    .orderBy('d.decision_id', 'desc')
    .limit(1)
    .executeTakeFirst()
  const { points, reasonZh, reasonEn } = (row?.outcome ?? {}) as Partial<Record<string, unknown>>
  if (!row || typeof points !== 'number') return null
  return {
    ...said(row),
    points,
    adjustedPoints: null,
    month: null,
    zh: String(reasonZh ?? ''),
    en: String(reasonEn ?? ''),
  }
}

/** Which row of which version it was. */
function said(row: {
  readonly code: string
  readonly version: number
  readonly content: unknown
  readonly row_id: string
}) {
  return {
    ruleCode: row.code,
    ruleVersion: row.version,
    rowId: row.row_id,
    rowDescription: readTable(row.content)?.rows.find(({ id }) => id === row.row_id)?.description ?? '',
  }
}
