import { describe, expect, it } from 'vitest'
import { evaluateDispatch, evaluateRegistration, type RegistrationFacts, type Rule } from './evaluate-rule.ts'

const facts: RegistrationFacts = {
  channel: 'hotline',
  foundBy: 'public',
  kind: 'event',
  classCode: '01',
  categoryCode: '200102',
  severity: 'normal',
  hasPhoto: false,
  isLocated: true,
  hasCategory: true,
}

/** A decision table in the form that the packs ship. */
function table(inputs: string[], outputs: string[], rows: Record<string, string>[]): unknown {
  return {
    contentType: 'application/vnd.gorules.decision',
    nodes: [
      { id: 'in', type: 'inputNode', name: 'facts', position: { x: 0, y: 0 } },
      {
        id: 'table',
        type: 'decisionTableNode',
        name: 'table',
        position: { x: 200, y: 0 },
        content: {
          hitPolicy: 'first',
          inputs: inputs.map((field) => ({ id: field, name: field, field })),
          outputs: outputs.map((field) => ({ id: field, name: field, field })),
          rules: rows,
        },
      },
      { id: 'out', type: 'outputNode', name: 'decision', position: { x: 400, y: 0 } },
    ],
    edges: [
      { id: 'a', sourceId: 'in', targetId: 'table', type: 'edge' },
      { id: 'b', sourceId: 'table', targetId: 'out', type: 'edge' },
    ],
  }
}

const rule: Rule = {
  ruleId: 1,
  code: 'registration',
  version: 2,
  content: table(
    ['foundBy', 'isLocated'],
    ['decision', 'reasonZh', 'reasonEn'],
    [
      {
        _id: 'R-01',
        _description: '我方发现',
        foundBy: '"us"',
        isLocated: 'true',
        decision: '"register"',
        reasonZh: '"直接立案"',
        reasonEn: '"Registered at once"',
      },
      {
        _id: 'R-02',
        _description: '公众举报',
        foundBy: '"public"',
        isLocated: '',
        decision: '"verify"',
        reasonZh: '"先核实"',
        reasonEn: '"Verify first"',
      },
    ],
  ),
}

describe('evaluateRegistration', () => {
  it('decides, and names the row that fired', async () => {
    expect(await evaluateRegistration(rule, facts)).toEqual({
      ok: true,
      output: { decision: 'verify', reasonZh: '先核实', reasonEn: 'Verify first' },
      reason: {
        ruleCode: 'registration',
        ruleVersion: 2,
        rowId: 'R-02',
        rowDescription: '公众举报',
        zh: '先核实',
        en: 'Verify first',
      },
    })
    expect(await evaluateRegistration(rule, { ...facts, foundBy: 'us' })).toMatchObject({
      output: { decision: 'register' },
      reason: { rowId: 'R-01' },
    })
  })
  it('decides nothing where no row fits, the result is unknown or the document is broken', async () => {
    expect(await evaluateRegistration(rule, { ...facts, foundBy: 'machine' })).toMatchObject({ ok: false })
    const odd = { ...rule, content: table(['kind'], ['decision'], [{ kind: '', decision: '"burn"' }]) }
    expect(await evaluateRegistration(odd, facts)).toMatchObject({ ok: false })
    expect(await evaluateRegistration({ ...rule, content: { nodes: 'x' } }, facts)).toMatchObject({
      ok: false,
    })
    expect(await evaluateRegistration({ ...rule, content: null }, facts)).toMatchObject({ ok: false })
  })
})

describe('evaluateDispatch', () => {
  it('switches automatic dispatch by class and distance', async () => {
    const dispatch = {
      ...rule,
      content: table(
        ['classCode', 'unitDistanceMeters'],
        ['autoDispatch'],
        [
          { _id: 'D-01', classCode: '"01"', unitDistanceMeters: '[0..2000]', autoDispatch: 'true' },
          { _id: 'D-02', classCode: '', unitDistanceMeters: '', autoDispatch: 'false' },
        ],
      ),
    }
    const near = { ...facts, departmentKind: 'bureau', hasUnit: true, unitDistanceMeters: 800 }
    expect(await evaluateDispatch(dispatch, near)).toMatchObject({ output: { autoDispatch: true } })
    expect(await evaluateDispatch(dispatch, { ...near, unitDistanceMeters: 8000 })).toMatchObject({
      reason: { rowId: 'D-02' },
    })
  })
})
