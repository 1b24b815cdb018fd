/** What happens to a case beside its lifecycle; it stands on the same timeline. */
export const WORK_VERBS = [
  'ask',
  'approve',
  'refuse',
  'pause',
  'resume',
  'merge',
  'unmerge',
  'assist',
  'assist_done',
  'check_task',
  'check_done',
  'consult',
  'whistle',
  'check_in',
  'decide',
  'oversee',
  'reply',
  'escalate',
  'call_back',
  'exclude',
] as const
export type WorkVerb = (typeof WORK_VERBS)[number]
