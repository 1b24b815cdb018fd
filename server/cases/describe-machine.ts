import type { CaseState } from '../exchange/bundle.ts'
import { type ActVerb, FLOW_VERSION, STATES, VERB_RULES } from './machine.ts'

/** The lifecycle that runs, as nodes and edges: what is drawn is what is obeyed. */
export function describeMachine() {
  const edges = (Object.keys(VERB_RULES) as ActVerb[]).flatMap((verb) => {
    const { from, to, roles } = VERB_RULES[verb]
    return to === null ? [] : from.map((state) => ({ verb, from: state, to, roles }))
  })
  const states: readonly CaseState[] = STATES
  return { version: FLOW_VERSION, states, edges }
}
