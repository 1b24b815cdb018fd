import type { BundleEscalationLimit } from '../../../server/exchange/bundle.ts'

/** How long may pass before somebody else hears of it, in minutes, and how many returns lead to adjudication. */
export const escalationLimits: readonly BundleEscalationLimit[] = [
  { severity: 'urgent', signMinutes: 10, verifyMinutes: 15, returns: 2, unreadMinutes: 15 },
  { severity: 'important', signMinutes: 30, verifyMinutes: 60, returns: 2, unreadMinutes: 15 },
  { severity: 'normal', signMinutes: 30, verifyMinutes: 60, returns: 2, unreadMinutes: 15 },
]
