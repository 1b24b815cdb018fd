import type { Trx } from '../db/client.ts'
import type { Rule, RuleAnswer } from '../rules/evaluate-rule.ts'
import type { CaseRecord } from './case-row.ts'
import { RULE_ACTOR } from './rule-actor.ts'
import { writeWork } from './work/write-work.ts'

/**
 * A rule that could not decide leaves a case where it is, for a person. Why is told on its timeline, and with the case
 * where no rule has decided anything of it yet.
 */
export async function leaveToPerson(
  trx: Trx,
  record: CaseRecord,
  { rule, answer }: { readonly rule: Rule; readonly answer: RuleAnswer<unknown> & { readonly ok: false } },
  at: Date,
): Promise<CaseRecord> {
  const { code, version } = rule
  const [zh, en] = answer.isUnmatched
    ? ['没有适用的行，转人工处理', 'no row fits, a person decides']
    : ['有误，无法判定，转人工处理', 'is broken and decides nothing, a person does']
  const reason = {
    ruleCode: code,
    ruleVersion: version,
    rowId: '',
    rowDescription: '',
    zh: `规则${zh}`,
    en: `The rule: ${en}`,
  }
  await writeWork(
    trx,
    record,
    {
      verb: 'left',
      note: `规则 ${code} 第 ${version} 版${zh}`,
      data: { rule: reason, problem: answer.problem },
    },
    RULE_ACTOR,
    at,
  )
  if (record.rule_reason !== null) return record
  const rule_reason = JSON.stringify(reason)
  await trx
    .updateTable('case_record')
    .set({ rule_id: rule.ruleId, rule_reason })
    .where('case_id', '=', record.case_id)
    .execute()
  return { ...record, rule_reason: reason }
}
