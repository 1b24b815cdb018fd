import type { CaseState } from '../exchange/bundle.ts'
import {
  type ActorFacts,
  type ActVerb,
  type CaseFacts,
  GUARDS,
  type GuardName,
  type Need,
  VERB_RULES,
} from './machine.ts'

export type Reason = { readonly code: string; readonly zh: string; readonly en: string }
export type CaseAction = {
  readonly verb: ActVerb
  readonly enabled: boolean
  /** Why not. */
  readonly reason?: Reason
  /** The key that triggers it on the desk. */
  readonly key: string
  readonly needs: readonly Need[]
}

const REFUSALS: Readonly<Record<GuardName, Reason>> = {
  holdsRole: { code: 'FORBIDDEN_ROLE', zh: '您的岗位不办理这一步', en: 'Your post does not take this step' },
  isClassified: { code: 'MISSING_CATEGORY', zh: '尚未确定类别', en: 'The category is not decided yet' },
  isPlaced: { code: 'MISSING_PLACE', zh: '尚未落到责任网格', en: 'Not placed in a duty grid yet' },
  isOfDepartment: {
    code: 'FORBIDDEN_OTHER_DEPARTMENT',
    zh: '只有被派遣的部门可以办理',
    en: 'Only the department that it was sent to may do this',
  },
  isOfOtherDepartment: {
    code: 'FORBIDDEN_SAME_DEPARTMENT',
    zh: '核查人不能来自处置部门',
    en: 'A checker may not come from the department that handled it',
  },
}

const STATE_NAMES: Readonly<Record<CaseState, readonly [zh: string, en: string]>> = {
  reported: ['已上报', 'reported'],
  accepted: ['已受理', 'accepted'],
  registered: ['已立案', 'registered'],
  dispatched: ['已派遣', 'dispatched'],
  signed: ['已签收', 'signed for'],
  handled: ['已处置', 'handled'],
  fed_back: ['已反馈', 'fed back'],
  closed: ['已结案', 'closed'],
  canceled: ['已注销', 'canceled'],
}

/** Why a verb is not open, or undefined where it is. */
export function refusalOf(facts: CaseFacts, verb: ActVerb, actor: ActorFacts): Reason | undefined {
  const rule = VERB_RULES[verb]
  if (!rule.from.includes(facts.state)) {
    const [zh, en] = STATE_NAMES[facts.state]
    return {
      code: 'INVALID_TRANSITION',
      zh: `案件${zh}，不能办理这一步`,
      en: `The case is ${en}: this step does not follow`,
    }
  }
  const failed = rule.guards.find((name) => !GUARDS[name](facts, actor, verb))
  return failed && REFUSALS[failed]
}

/** The verbs that follow from the case's state, each open or with the reason why not for this actor. */
export function actionsFor(facts: CaseFacts, actor: ActorFacts): CaseAction[] {
  const verbs = Object.keys(VERB_RULES) as ActVerb[]
  return verbs
    .filter((verb) => VERB_RULES[verb].from.includes(facts.state))
    .map((verb) => {
      const reason = refusalOf(facts, verb, actor)
      const { key, needs } = VERB_RULES[verb]
      return { verb, enabled: reason === undefined, ...(reason && { reason }), key, needs }
    })
}
