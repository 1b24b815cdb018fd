import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actionsFor, refusalOf } from './actions-for.ts'
import { type ActorFacts, type ActVerb, type CaseFacts, nextState, VERB_RULES } from './machine.ts'

const fresh: CaseFacts = {
  state: 'reported',
  hasCategory: true,
  isPlaced: true,
  departmentId: 3,
  handlerDepartmentIds: [3],
  handlerUserIds: ['handler'],
}
const callTaker: ActorFacts = { userId: 'taker', roles: ['call_taker'], departmentIds: [] }
const dispatcher: ActorFacts = { userId: 'dispatcher', roles: ['dispatcher'], departmentIds: [1] }
const handler: ActorFacts = { userId: 'handler', roles: ['department_handler'], departmentIds: [3] }
const collector: ActorFacts = { userId: 'collector', roles: ['collector'], departmentIds: [2] }

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
    expect(actionsFor(facts, dispatcher)).toEqual([])
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
    const states = [
      ...new Set(verbs.flatMap((verb) => VERB_RULES[verb].from)),
      'closed',
      'canceled',
    ] as CaseFacts['state'][]
    fc.assert(
      fc.property(
        fc.constantFrom(...states),
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
        fc.boolean(),
        fc.boolean(),
        (state, verb, roles, departmentIds, hasCategory, isPlaced) => {
          const facts = { ...fresh, state, hasCategory, isPlaced }
          const actor = { userId: 'u', roles, departmentIds }
          expect(nextState(facts, verb, actor) === undefined).toBe(
            refusalOf(facts, verb, actor) !== undefined,
          )
        },
      ),
    )
  })
  it('gives each verb of a state its own key', () => {
    for (const state of ['reported', 'accepted', 'registered', 'dispatched', 'signed', 'fed_back'] as const) {
      const keys = actionsFor({ ...fresh, state }, callTaker).map((action) => action.key)
      expect(new Set(keys).size).toBe(keys.length)
    }
  })
})
