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
  isDispatchOpen: {
    code: 'ADJUDICATION_DUE',
    zh: '退回次数已满或已裁定：改派须由值班长裁定',
    en: 'Returned too often or adjudicated: only a binding decision sends it on',
  },
  isAdjudicationDue: {
    code: 'ADJUDICATION_NOT_DUE',
    zh: '退回次数满后才裁定',
    en: 'Adjudication follows the last return that is allowed',
  },
  isNotBound: {
    code: 'RETURN_BOUND',
    zh: '已裁定归属，不得再退回',
    en: 'Adjudicated: it may not be returned again',
  },
  isOwnCase: {
    code: 'MERGED_AWAY',
    zh: '已并入主案件，请办理主案件或先撤销并案',
    en: 'Merged into another case: work on that one, or take it out first',
  },
  isJointWorkDone: {
    code: 'JOINT_WORK_OPEN',
    zh: '协办任务或子案件尚未全部办结',
    en: 'Sub-tasks or child cases are not all done',
  },
  hasNextStage: { code: 'NO_NEXT_STAGE', zh: '没有下一处置阶段', en: 'There is no further stage' },
  isLastStage: {
    code: 'STAGE_OPEN',
    zh: '分阶段时限未走完，请先完成本阶段',
    en: 'A further stage of its limit follows: finish this one first',
  },
  isNotEvaluated: { code: 'EVALUATED', zh: '已评价', en: 'Evaluated already' },
  isApproved: { code: 'NOT_APPROVED', zh: '须先申请并获批准', en: 'Takes an approved request' },
}

/** Guards that say whether a verb is a matter of this case at all: it is not offered where they fail. */
const OFFERED: readonly GuardName[] = ['isAdjudicationDue', 'hasNextStage', 'isNotEvaluated', 'isApproved']

export const STATE_NAMES: Readonly<Record<CaseState, readonly [zh: string, en: string]>> = {
  reported: ['已上报', 'reported'],
  verifying: ['核实中', 'being verified'],
  accepted: ['已受理', 'accepted'],
  registered: ['已立案', 'registered'],
  dispatched: ['已派遣', 'dispatched'],
  signed: ['已签收', 'signed for'],
  handled: ['已处置', 'handled'],
  fed_back: ['已反馈', 'fed back'],
  shelved: ['已挂账', 'shelved'],
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
    .filter((verb) =>
      VERB_RULES[verb].guards.every((name) => !OFFERED.includes(name) || GUARDS[name](facts, actor, verb)),
    )
    .map((verb) => {
      const reason = refusalOf(facts, verb, actor)
      const { key, needs } = VERB_RULES[verb]
      return { verb, enabled: reason === undefined, ...(reason && { reason }), key, needs }
    })
}
