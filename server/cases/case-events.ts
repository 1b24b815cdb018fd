import type { CaseVerb } from '../exchange/bundle.ts'
import type { EventType } from '../identity/permissions.ts'

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
}
