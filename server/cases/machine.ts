import { setup, transition } from 'xstate'
import type { CaseState, CaseVerb } from '../exchange/bundle.ts'

/**
 * What a guard may look at: the case as it stands and who wants to act.
 * Everything is plain data, so that the same machine answers on the server, in a test and in an explanation.
 */
export type CaseFacts = {
  readonly state: CaseState
  readonly hasCategory: boolean
  readonly isPlaced: boolean
  /** The departments that handled it: the case's own, its unit's, and those of whoever signed or handled. */
  readonly handlerDepartmentIds: readonly number[]
  readonly handlerUserIds: readonly string[]
  readonly departmentId: number | null
  /** Twice returned and not adjudicated since: no further dispatch by one person's opinion. */
  readonly isAdjudicationDue: boolean
  /** Adjudicated: the department may not return it again. */
  readonly isBound: boolean
  /** Lives within another case; its master is worked, it follows. */
  readonly isMerged: boolean
  /** Sub-tasks of other departments, or child cases, that are not done. */
  readonly openJointCount: number
  /** A stage of its limit follows the one that runs. */
  readonly hasNextStage: boolean
  readonly isEvaluated: boolean
  /** What an approved request lets happen, within the approver's transaction; null otherwise. */
  readonly approvedVerb: ActVerb | null
}
export type ActorFacts = {
  readonly userId: string
  readonly roles: readonly string[]
  readonly departmentIds: readonly number[]
}

/** Every verb but `report`, which makes the case. */
export type ActVerb = Exclude<CaseVerb, 'report'>
export type GuardName =
  | 'holdsRole'
  | 'isClassified'
  | 'isPlaced'
  | 'isOfDepartment'
  | 'isOfOtherDepartment'
  | 'isDispatchOpen'
  | 'isAdjudicationDue'
  | 'isNotBound'
  | 'isOwnCase'
  | 'isJointWorkDone'
  | 'hasNextStage'
  | 'isLastStage'
  | 'isNotEvaluated'
  | 'isApproved'
export type Need = 'unit' | 'department' | 'note' | 'category' | 'lngLat' | 'photo' | 'score'

export type VerbRule = {
  readonly from: readonly CaseState[]
  /** Null: the state stays. */
  readonly to: CaseState | null
  readonly roles: readonly string[]
  /** In the order in which a refusal is explained: the judge is not the doer comes before the role. */
  readonly guards: readonly GuardName[]
  readonly needs: readonly Need[]
  /** The key that triggers it on the desk. */
  readonly key: string
}

const intake = ['admin', 'shift_leader', 'call_taker', 'dispatcher'] as const
const command = ['admin', 'shift_leader', 'dispatcher'] as const
const handlers = ['admin', 'department_handler'] as const
const leaders = ['admin', 'shift_leader'] as const
const judges = ['admin', 'shift_leader', 'supervisor'] as const
const onSite = ['admin', 'shift_leader', 'collector', 'grid_chief'] as const
const checkers = ['admin', 'shift_leader', 'supervisor', 'collector', 'grid_chief'] as const

/** Version of the lifecycle below; a case stores the one it was made under as `flow_version`. */
export const FLOW_VERSION = 3

/** The canonical lifecycle. */
export const VERB_RULES: Readonly<Record<ActVerb, VerbRule>> = {
  accept: rule(['reported'], 'accepted', intake, ['holdsRole', 'isOwnCase'], [], 'a'),
  classify: rule(
    ['reported', 'verifying', 'accepted', 'registered'],
    null,
    intake,
    ['holdsRole', 'isOwnCase'],
    ['category'],
    'c',
  ),
  locate: rule(
    ['reported', 'verifying', 'accepted', 'registered'],
    null,
    intake,
    ['holdsRole', 'isOwnCase'],
    ['lngLat'],
    'l',
  ),
  // 核实: somebody looks first whether there is anything.
  verify: rule(
    ['reported', 'accepted'],
    'verifying',
    intake,
    ['holdsRole', 'isPlaced', 'isOwnCase'],
    [],
    'v',
  ),
  verify_found: rule(['verifying'], 'accepted', onSite, ['holdsRole', 'isOwnCase'], [], 'y'),
  verify_absent: rule(['verifying'], 'canceled', onSite, ['holdsRole', 'isOwnCase'], ['note'], 'x'),
  // Nobody could tell on site: a person decides.
  verify_unclear: rule(['verifying'], 'accepted', onSite, ['holdsRole', 'isOwnCase'], ['note'], 'u'),
  // 自处置: put right on the spot by whoever found it; counted apart, and every so often checked.
  self_handle: rule(
    ['accepted', 'registered', 'verifying'],
    'fed_back',
    ['admin', 'collector', 'grid_chief'],
    ['holdsRole', 'isClassified', 'isPlaced', 'isOwnCase'],
    ['note'],
    'o',
  ),
  // Also while somebody is on the way to look: who knows better need not wait.
  register: rule(
    ['reported', 'verifying', 'accepted'],
    'registered',
    intake,
    ['holdsRole', 'isClassified', 'isPlaced', 'isOwnCase'],
    [],
    'r',
  ),
  dispatch: rule(
    ['registered', 'dispatched'],
    'dispatched',
    command,
    ['holdsRole', 'isOwnCase', 'isDispatchOpen'],
    ['department', 'unit'],
    'd',
  ),
  // 裁定: after the second return somebody decides for good.
  adjudicate: rule(
    ['registered'],
    'dispatched',
    leaders,
    ['holdsRole', 'isAdjudicationDue'],
    ['department', 'note'],
    'b',
  ),
  recall: rule(['dispatched'], 'registered', command, ['holdsRole'], [], 'u'),
  sign: rule(['dispatched'], 'signed', handlers, ['holdsRole', 'isOfDepartment'], [], 's'),
  return: rule(
    ['dispatched'],
    'registered',
    handlers,
    ['holdsRole', 'isOfDepartment', 'isNotBound'],
    ['note'],
    't',
  ),
  finish_stage: rule(
    ['signed'],
    null,
    handlers,
    ['holdsRole', 'isOfDepartment', 'hasNextStage'],
    ['note'],
    'g',
  ),
  handle: rule(['signed'], 'handled', handlers, ['holdsRole', 'isOfDepartment', 'isLastStage'], [], 'h'),
  feed_back: rule(
    ['handled'],
    'fed_back',
    ['admin', 'department_handler', 'dispatcher', 'shift_leader'],
    ['holdsRole', 'isJointWorkDone'],
    ['note'],
    'f',
  ),
  check_pass: rule(
    ['fed_back'],
    'closed',
    checkers,
    ['isOfOtherDepartment', 'holdsRole', 'isJointWorkDone'],
    [],
    'p',
  ),
  check_fail: rule(['fed_back'], 'signed', checkers, ['isOfOtherDepartment', 'holdsRole'], ['note'], 'x'),
  // Of these three an approved request is the only way; whoever approves it takes the step.
  release: rule(['signed'], 'registered', command, ['holdsRole', 'isApproved'], ['note'], ''),
  shelve: rule(['dispatched', 'signed'], 'shelved', leaders, ['holdsRole', 'isApproved'], ['note'], ''),
  unshelve: rule(['shelved'], 'signed', command, ['holdsRole'], ['note'], 'w'),
  force_close: rule(
    ['registered', 'dispatched', 'signed', 'handled', 'fed_back', 'shelved'],
    'closed',
    leaders,
    ['holdsRole'],
    ['note'],
    'q',
  ),
  reopen: rule(['closed', 'canceled'], 'accepted', judges, ['holdsRole', 'isOwnCase'], ['note'], 'o'),
  evaluate: rule(
    ['closed'],
    null,
    ['admin', 'supervisor'],
    ['isOfOtherDepartment', 'holdsRole', 'isNotEvaluated'],
    ['score'],
    'e',
  ),
  cancel: rule(
    ['reported', 'verifying', 'accepted', 'registered'],
    'canceled',
    intake,
    ['holdsRole', 'isOwnCase'],
    ['note'],
    'z',
  ),
  void: rule(
    [
      'reported',
      'verifying',
      'accepted',
      'registered',
      'dispatched',
      'signed',
      'handled',
      'fed_back',
      'shelved',
    ],
    'canceled',
    leaders,
    ['holdsRole'],
    ['note'],
    'i',
  ),
}

function rule(
  from: readonly CaseState[],
  to: CaseState | null,
  roles: readonly string[],
  guards: readonly GuardName[],
  needs: readonly Need[],
  key: string,
): VerbRule {
  return { from, to, roles, guards, needs, key }
}

const VERBS = Object.keys(VERB_RULES) as readonly ActVerb[]

type CaseEvent = { readonly type: ActVerb; readonly actor: ActorFacts; readonly facts: CaseFacts }

export const GUARDS: Readonly<
  Record<GuardName, (facts: CaseFacts, actor: ActorFacts, verb: ActVerb) => boolean>
> = {
  holdsRole: (_, actor, verb) => actor.roles.some((role) => VERB_RULES[verb].roles.includes(role)),
  isClassified: (facts) => facts.hasCategory,
  isPlaced: (facts) => facts.isPlaced,
  isOfDepartment: (facts, actor) =>
    actor.roles.includes('admin') ||
    (facts.departmentId !== null && actor.departmentIds.includes(facts.departmentId)),
  isOfOtherDepartment: (facts, actor) =>
    !facts.handlerUserIds.includes(actor.userId) &&
    !actor.departmentIds.some((departmentId) => facts.handlerDepartmentIds.includes(departmentId)),
  isDispatchOpen: (facts) => !facts.isAdjudicationDue && !(facts.isBound && facts.state === 'dispatched'),
  isAdjudicationDue: (facts) => facts.isAdjudicationDue,
  isNotBound: (facts) => !facts.isBound,
  isOwnCase: (facts) => !facts.isMerged,
  isJointWorkDone: (facts) => facts.openJointCount === 0,
  hasNextStage: (facts) => facts.hasNextStage,
  isLastStage: (facts) => !facts.hasNextStage,
  isNotEvaluated: (facts) => !facts.isEvaluated,
  isApproved: (facts, _, verb) => facts.approvedVerb === verb,
}

/** In the order of the standard's seven steps. */
export const STATES: readonly CaseState[] = [
  'reported',
  'verifying',
  'accepted',
  'registered',
  'dispatched',
  'signed',
  'handled',
  'fed_back',
  'shelved',
  'closed',
  'canceled',
]

/** The same table as a statechart: what XState runs, draws and checks. */
export const caseMachine = setup({
  types: { events: {} as CaseEvent },
  guards: {
    allowed: ({ event }) =>
      VERB_RULES[event.type].guards.every((name) => GUARDS[name](event.facts, event.actor, event.type)),
  },
}).createMachine({
  id: 'case',
  initial: 'reported',
  states: Object.fromEntries(STATES.map((state) => [state, stateNodeOf(state)])),
})

function stateNodeOf(state: CaseState) {
  const verbs = VERBS.filter((verb) => VERB_RULES[verb].from.includes(state))
  // `reenter` also for a verb that leaves the state as it is: it is a step, not a non-event.
  const on = Object.fromEntries(
    verbs.map((verb) => [
      verb,
      { target: VERB_RULES[verb].to ?? state, guard: 'allowed' as const, reenter: true },
    ]),
  )
  return { on }
}

/** Where a verb leads from here, or undefined where it leads nowhere or a guard refuses it. */
export function nextState(facts: CaseFacts, verb: ActVerb, actor: ActorFacts): CaseState | undefined {
  const snapshot = caseMachine.resolveState({ value: facts.state })
  const event = { type: verb, actor, facts }
  if (!snapshot.can(event)) return undefined
  return transition(caseMachine, snapshot, event)[0].value as CaseState
}
