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
}
export type ActorFacts = {
  readonly userId: string
  readonly roles: readonly string[]
  readonly departmentIds: readonly number[]
}

/** Every verb but `report`, which makes the case. */
export type ActVerb = Exclude<CaseVerb, 'report'>
export type GuardName = 'holdsRole' | 'isClassified' | 'isPlaced' | 'isOfDepartment' | 'isOfOtherDepartment'
export type Need = 'unit' | 'department' | 'note' | 'category' | 'lngLat' | 'photo'

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
const checkers = ['admin', 'shift_leader', 'supervisor', 'collector', 'grid_chief'] as const

/** The canonical lifecycle, version 1. Stored cases carry `flow_version`. */
export const VERB_RULES: Readonly<Record<ActVerb, VerbRule>> = {
  accept: { from: ['reported'], to: 'accepted', roles: intake, guards: ['holdsRole'], needs: [], key: 'a' },
  classify: {
    from: ['reported', 'accepted', 'registered'],
    to: null,
    roles: intake,
    guards: ['holdsRole'],
    needs: ['category'],
    key: 'c',
  },
  locate: {
    from: ['reported', 'accepted', 'registered'],
    to: null,
    roles: intake,
    guards: ['holdsRole'],
    needs: ['lngLat'],
    key: 'l',
  },
  register: {
    from: ['reported', 'accepted'],
    to: 'registered',
    roles: intake,
    guards: ['holdsRole', 'isClassified', 'isPlaced'],
    needs: [],
    key: 'r',
  },
  dispatch: {
    from: ['registered', 'dispatched'],
    to: 'dispatched',
    roles: command,
    guards: ['holdsRole'],
    needs: ['department', 'unit'],
    key: 'd',
  },
  sign: {
    from: ['dispatched'],
    to: 'signed',
    roles: handlers,
    guards: ['holdsRole', 'isOfDepartment'],
    needs: [],
    key: 's',
  },
  return: {
    from: ['dispatched', 'signed'],
    to: 'registered',
    roles: handlers,
    guards: ['holdsRole', 'isOfDepartment'],
    needs: ['note'],
    key: 't',
  },
  handle: {
    from: ['signed'],
    to: 'handled',
    roles: handlers,
    guards: ['holdsRole', 'isOfDepartment'],
    needs: [],
    key: 'h',
  },
  feed_back: {
    from: ['handled'],
    to: 'fed_back',
    roles: ['admin', 'department_handler', 'dispatcher', 'shift_leader'],
    guards: ['holdsRole'],
    needs: ['note'],
    key: 'f',
  },
  check_pass: {
    from: ['fed_back'],
    to: 'closed',
    roles: checkers,
    guards: ['isOfOtherDepartment', 'holdsRole'],
    needs: [],
    key: 'p',
  },
  check_fail: {
    from: ['fed_back'],
    to: 'signed',
    roles: checkers,
    guards: ['isOfOtherDepartment', 'holdsRole'],
    needs: ['note'],
    key: 'x',
  },
  cancel: {
    from: ['reported', 'accepted', 'registered'],
    to: 'canceled',
    roles: intake,
    guards: ['holdsRole'],
    needs: ['note'],
    key: 'z',
  },
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
}

const STATES: readonly CaseState[] = [
  'reported',
  'accepted',
  'registered',
  'dispatched',
  'signed',
  'handled',
  'fed_back',
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
  if (verbs.length === 0) return { type: 'final' as const }
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
