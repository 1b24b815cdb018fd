import type { FactValue, Named } from './facts/fact.ts'
import type { RuleKind } from './rule-kind.ts'

/** Something that a rule decides. */
export type Outcome = {
  readonly name: string
  readonly zh: string
  readonly en: string
  readonly type: 'text' | 'number' | 'boolean'
  /** Every value it may have, where that is settled. */
  readonly values?: readonly Named[]
  /** Says why to people, and decides nothing. */
  readonly isReason?: true
}

const named = (value: FactValue, zh: string, en: string): Named => ({ value, zh, en })
const reasons: readonly Outcome[] = [
  { name: 'reasonZh', zh: '理由', en: 'Reason (Chinese)', type: 'text', isReason: true },
  { name: 'reasonEn', zh: '理由（英文）', en: 'Reason', type: 'text', isReason: true },
]

/** What the program does with each kind of rule's decision. */
export const OUTCOMES: Readonly<Record<RuleKind, readonly Outcome[]>> = {
  registration: [
    {
      name: 'decision',
      zh: '决定',
      en: 'Decision',
      type: 'text',
      values: [
        named('register', '直接立案', 'Register'),
        named('accept', '人工受理', 'A person takes it in'),
        named('verify', '先核实', 'Verify first'),
        named('cancel', '注销', 'Cancel'),
      ],
    },
    ...reasons,
  ],
  dispatch: [
    {
      name: 'autoDispatch',
      zh: '自动分拨',
      en: 'Dispatch by itself',
      type: 'boolean',
      values: [named(true, '自动分拨', 'By itself'), named(false, '人工分拨', 'By a person')],
    },
    ...reasons,
  ],
  handling: [
    {
      name: 'check',
      zh: '自处置核查',
      en: 'Check of self-handled',
      type: 'text',
      values: [
        named('always', '必查', 'Always'),
        named('sample', '抽查', 'In the sample'),
        named('never', '免查', 'Never'),
      ],
    },
    ...reasons,
  ],
  appraisal: [{ name: 'points', zh: '加减分', en: 'Points', type: 'number' }, ...reasons],
}
