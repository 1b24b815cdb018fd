/** What a notice is about: by this a destination chooses what it gets. */
export const NOTICE_KINDS = [
  'escalate',
  'unread',
  'oversee',
  'request',
  'decision',
  'assist',
  'consult',
  'whistle',
  'message',
  'question',
  'rule_draft',
  'grid_draft',
  'appraisal',
] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

/** Where notices lead that are of no case. */
const PATHS: Readonly<Record<string, string>> = {
  question: '/ask?tab=people',
  delivery_failed: '/notices',
  rule_draft: '/rules',
  grid_draft: '/studio',
  appraisal: '/appraisal',
}

/** The page that a notice is about, null for none. */
export function pathOf(kind: string, caseId: number | null): string | null {
  return caseId !== null ? `/cases/${caseId}` : (PATHS[kind] ?? null)
}

/** About sending itself: a gateway that is away would be told so for ever. */
export const DELIVERY_FAILED = 'delivery_failed'
