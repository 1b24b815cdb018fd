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
] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

/** About sending itself: a gateway that is away would be told so for ever. */
export const DELIVERY_FAILED = 'delivery_failed'
