import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actionsFor, refusalOf } from './actions-for.ts'
import { type ActorFacts, type ActVerb, type CaseFacts, nextState, STATES, VERB_RULES } from './machine.ts'

const fresh: CaseFacts = {
  state: 'reported',
  hasCategory: true,
  isPlaced: true,
  departmentId: 3,
  handlerDepartmentIds: [3],
  handlerUserIds: ['handler'],
  isAdjudicationDue: false,
  isBound: false,
  isMerged: false,
  openJointCount: 0,
  hasNextStage: false,
  isEvaluated: false,
  approvedVerb: null,
}
const callTaker: ActorFacts = { userId: 'taker', roles: ['call_taker'], departmentIds: [] }
const dispatcher: ActorFacts = { userId: 'dispatcher', roles: ['dispatcher'], departmentIds: [1] }
const handler: ActorFacts = { userId: 'handler', roles: ['department_handler'], departmentIds: [3] }
const leader: ActorFacts = { userId: 'leader', roles: ['shift_leader'], departmentIds: [1] }
const supervisor: ActorFacts = { userId: 'supervisor', roles: ['supervisor'], departmentIds: [2] }
const collector: ActorFacts = { userId: 'collector', roles: ['collector'], departmentIds: [2] }

const anyFacts = fc.record({
  hasCategory: fc.boolean(),
  isPlaced: fc.boolean(),
  isAdjudicationDue: fc.boolean(),
  isBound: fc.boolean(),
  isMerged: fc.boolean(),
  openJointCount: fc.integer({ min: 0, max: 2 }),
  hasNextStage: fc.boolean(),
  isEvaluated: fc.boolean(),
  approvedVerb: fc.constantFrom(null, 'release' as const, 'shelve' as const),
})

describe('the lifecycle', () => {
  it('goes from report to closed', () => {
    const way: [ActVerb, ActorFacts][] = [
      ['accept', callTaker],
      ['register', callTaker],
      ['dispatch', dispatcher],
      ['sign', handler],
      ['handle', handler],
      ['feed_back', handler],
      ['check_pass', collector],
    ]
    let facts = fresh
    for (const [verb, actor] of way) {
      const state = nextState(facts, verb, actor)
      expect(state, verb).toBeDefined()
      facts = { ...facts, state: state! }
    }
    expect(facts.state).toBe('closed')
    expect(actionsFor(facts, dispatcher).filter((action) => action.enabled)).toEqual([])
    expect(nextState(facts, 'reopen', leader)).toBe('accepted')
    expect(nextState(facts, 'evaluate', supervisor)).toBe('closed')
  })

  it('reworks what fails, and takes back what is returned', () => {
    expect(nextState({ ...fresh, state: 'fed_back' }, 'check_fail', collector)).toBe('signed')
    expect(nextState({ ...fresh, state: 'dispatched' }, 'return', handler)).toBe('registered')
  })

  it('refuses a judge who is the doer, whatever the role', () => {
    const done: CaseFacts = { ...fresh, state: 'fed_back' }
    for (const roles of [['admin'], ['collector'], ['department_handler'], ['shift_leader', 'supervisor']]) {
      const sameDepartment = { userId: 'x', roles, departmentIds: [3] }
      expect(refusalOf(done, 'check_pass', sameDepartment)?.code).toBe('FORBIDDEN_SAME_DEPARTMENT')
      const sameHand = { userId: 'handler', roles, departmentIds: [] }
      expect(refusalOf(done, 'check_fail', sameHand)?.code).toBe('FORBIDDEN_SAME_DEPARTMENT')
    }
  })

  it('lets only the department sign, and says so to others', () => {
    const dispatched: CaseFacts = { ...fresh, state: 'dispatched' }
    const other = { ...handler, userId: 'o', departmentIds: [4] }
    expect(refusalOf(dispatched, 'sign', other)?.code).toBe('FORBIDDEN_OTHER_DEPARTMENT')
    expect(refusalOf(dispatched, 'sign', callTaker)?.code).toBe('FORBIDDEN_ROLE')
  })

  it('registers only what is classified and placed', () => {
    expect(refusalOf({ ...fresh, hasCategory: false }, 'register', callTaker)?.code).toBe('MISSING_CATEGORY')
    expect(refusalOf({ ...fresh, isPlaced: false }, 'register', callTaker)?.code).toBe('MISSING_PLACE')
  })

  it('says the same by the statechart and by the explanation, for every state, verb and actor', () => {
    const verbs = Object.keys(VERB_RULES) as ActVerb[]
    fc.assert(
      fc.property(
        fc.constantFrom(...STATES),
        fc.constantFrom(...verbs),
        fc.subarray([
          'admin',
          'call_taker',
          'dispatcher',
          'department_handler',
          'collector',
          'wall',
          'resident',
        ]),
        fc.subarray([1, 2, 3]),
        anyFacts,
        (state, verb, roles, departmentIds, rest) => {
          const facts = { ...fresh, ...rest, state }
          const actor = { userId: 'u', roles, departmentIds }
          expect(nextState(facts, verb, actor) === undefined).toBe(
            refusalOf(facts, verb, actor) !== undefined,
          )
        },
      ),
    )
  })
  it("gives each verb of a state its own key, none of the desk's own", () => {
    for (const state of STATES) {
      const keys = (Object.keys(VERB_RULES) as ActVerb[])
        .filter((verb) => VERB_RULES[verb].from.includes(state))
        .map((verb) => VERB_RULES[verb].key)
        .filter(Boolean)
      expect(new Set(keys).size, state).toBe(keys.length)
      for (const taken of ['j', 'k', 'n', '/', '?']) expect(keys).not.toContain(taken)
    }
  })

  it('sends the second return to a binding decision, after which it is not returned again', () => {
    const twice: CaseFacts = { ...fresh, state: 'registered', isAdjudicationDue: true }
    expect(refusalOf(twice, 'dispatch', dispatcher)?.code).toBe('ADJUDICATION_DUE')
    expect(nextState(twice, 'adjudicate', leader)).toBe('dispatched')
    expect(refusalOf(twice, 'adjudicate', dispatcher)?.code).toBe('FORBIDDEN_ROLE')
    const bound: CaseFacts = { ...fresh, state: 'dispatched', isBound: true }
    expect(refusalOf(bound, 'return', handler)?.code).toBe('RETURN_BOUND')
    expect(actionsFor(fresh, leader).map((action) => action.verb)).not.toContain('adjudicate')
  })

  it('lets nothing be shelved or given back after signing without an approved request', () => {
    for (const verb of ['shelve', 'release'] as const) {
      const signed: CaseFacts = { ...fresh, state: 'signed' }
      expect(refusalOf(signed, verb, leader)?.code).toBe('NOT_APPROVED')
      expect(nextState({ ...signed, approvedVerb: verb }, verb, leader)).toBeDefined()
    }
  })

  it('recalls only what nobody has signed for', () => {
    expect(nextState({ ...fresh, state: 'dispatched' }, 'recall', dispatcher)).toBe('registered')
    expect(refusalOf({ ...fresh, state: 'signed' }, 'recall', dispatcher)?.code).toBe('INVALID_TRANSITION')
  })

  it('never comes to a forbidden state on any walk', () => {
    const people = [callTaker, dispatcher, leader, supervisor, handler, collector]
    const step = fc.record({
      verb: fc.constantFrom(...(Object.keys(VERB_RULES) as ActVerb[])),
      actor: fc.constantFrom(...people),
      facts: anyFacts,
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (walk) => {
        let facts: CaseFacts = { ...fresh, handlerDepartmentIds: [], handlerUserIds: [], departmentId: null }
        for (const { verb, actor, facts: rest } of walk) {
          const before = { ...facts, ...rest }
          const to = nextState(before, verb, actor)
          if (to === undefined) {
            expect(refusalOf(before, verb, actor)?.zh).toBeTruthy()
            continue
          }
          expect(STATES).toContain(to)
          const isHandlerHand = actor.userId === 'handler' || actor.departmentIds.includes(3)
          if (verb === 'check_pass' || verb === 'check_fail')
            expect(isHandlerHand && before.handlerDepartmentIds.length > 0).toBe(false)
          // No step is skipped: what is signed for was dispatched, what is checked was fed back.
          if (to === 'signed') expect(['dispatched', 'fed_back', 'shelved', 'signed']).toContain(before.state)
          if (to === 'closed') expect(['check_pass', 'force_close', 'evaluate']).toContain(verb)
          if (to === 'dispatched') expect(['registered', 'dispatched']).toContain(before.state)
          if (to === 'registered' && before.state !== 'registered')
            expect(before.hasCategory || before.state !== 'reported').toBe(true)
          const isHandled = to === 'dispatched' ? { departmentId: 3 } : {}
          const doers = verb === 'handle' ? { handlerDepartmentIds: [3], handlerUserIds: ['handler'] } : {}
          facts = { ...before, ...isHandled, ...doers, state: to }
        }
      }),
    )
  })
})
