import type { LiveEvent } from '../../../server/live/event-feed.ts'

/** Steps that rules take by themselves answer nobody: an urgent case rings on until a person has it in hand. */
const byRule: readonly string[] = [
  'case.reported',
  'case.accepted',
  'case.registered',
  'case.classified',
  'case.located',
  'case.clock_changed',
  'case.worked',
]

/** Urgent cases that nobody has answered yet, oldest first, after one more event. The same list where nothing changes. */
export function unansweredAfter(caseIds: readonly number[], event: LiveEvent): readonly number[] {
  if (event.entity !== 'case') return caseIds
  const caseId = Number(event.entityId)
  if (event.type === 'case.reported')
    return event.data.severity === 'urgent' && !caseIds.includes(caseId) ? [...caseIds, caseId] : caseIds
  return byRule.includes(event.type) || !caseIds.includes(caseId)
    ? caseIds
    : caseIds.filter((one) => one !== caseId)
}
