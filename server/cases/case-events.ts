import type { CaseVerb } from '../exchange/bundle.ts'
import type { EventType } from '../identity/permissions.ts'
import type { WorkVerb } from './work-verb.ts'

/** The event that tells of each step of a case. */
export const CASE_EVENTS: Readonly<Record<CaseVerb, EventType>> = {
  report: 'case.reported',
  accept: 'case.accepted',
  locate: 'case.located',
  classify: 'case.classified',
  register: 'case.registered',
  dispatch: 'case.dispatched',
  sign: 'case.signed',
  handle: 'case.handled',
  feed_back: 'case.fed_back',
  check_pass: 'case.closed',
  check_fail: 'case.checked',
  return: 'case.returned',
  cancel: 'case.canceled',
  verify: 'case.verifying',
  verify_found: 'case.accepted',
  verify_absent: 'case.canceled',
  verify_unclear: 'case.accepted',
  void: 'case.canceled',
  recall: 'case.recalled',
  adjudicate: 'case.dispatched',
  self_handle: 'case.fed_back',
  finish_stage: 'case.signed',
  release: 'case.returned',
  shelve: 'case.shelved',
  unshelve: 'case.signed',
  force_close: 'case.closed',
  reopen: 'case.reopened',
  evaluate: 'case.evaluated',
}

/** What happens beside the steps has one event; its data says what it was. */
export function caseEventOf(verb: CaseVerb | WorkVerb): EventType {
  return verb in CASE_EVENTS ? CASE_EVENTS[verb as CaseVerb] : 'case.worked'
}
