import { describe, expect, it } from 'vitest'
import { evaluateAppraisal } from '../../../server/rules/evaluate-rule.ts'
import { rules } from './rules.ts'

describe('the appraisal of closed cases', () => {
  const rule = { ruleId: 1, code: 'APR-01', version: 1, content: contentOf('APR-01') }
  const usual = {
    closeReason: 'checked',
    isSelfHandled: false,
    reworkCount: 0,
    isLate: false,
    severity: 'normal',
    returnCount: 0,
    extensionCount: 0,
  }
  it.each([
    ['on time', {}, 0, 'A-09'],
    ['late', { isLate: true }, -2, 'A-05'],
    ['urgent and late', { isLate: true, severity: 'urgent' }, -3, 'A-03'],
    ['failed once, in time', { reworkCount: 1 }, -1, 'A-06'],
    ['failed twice weighs more than late', { reworkCount: 2, isLate: true }, -3, 'A-04'],
    ['passed back and forth', { returnCount: 2 }, -1, 'A-07'],
    ['extended twice', { extensionCount: 2 }, -1, 'A-08'],
    ['put right on the spot', { isSelfHandled: true, closeReason: 'self_handled' }, 1, 'A-02'],
    ['on the spot, but the check failed', { isSelfHandled: true, reworkCount: 1 }, -1, 'A-06'],
    ['closed by force, however late', { closeReason: 'forced', isLate: true }, 0, 'A-01'],
  ])('%s', async (_, facts, points, rowId) => {
    const answer = await evaluateAppraisal(rule, { ...usual, ...facts })
    expect(answer).toMatchObject({ ok: true, output: { points }, reason: { rowId } })
  })
})

function contentOf(code: string): unknown {
  return rules.find((rule) => rule.code === code)?.content
}
