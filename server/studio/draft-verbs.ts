import type { Actor } from '../identity/actor.ts'
import { holds } from '../identity/permissions.ts'
import type { DraftRow } from './draft-row.ts'
import type { DraftState } from './tables.ts'

export const DRAFT_VERBS = ['submit', 'take_back', 'send_back', 'approve', 'discard', 'roll_back'] as const
export type DraftVerb = (typeof DRAFT_VERBS)[number]

type Rule = {
  readonly from: readonly DraftState[]
  readonly to: DraftState
  readonly who: 'author' | 'reviewer'
}

/** A draft's way: whoever drew it never approves it. Publication itself is the system's, at the set time. */
export const DRAFT_MACHINE: Readonly<Record<DraftVerb, Rule>> = {
  submit: { from: ['draft'], to: 'in_review', who: 'author' },
  take_back: { from: ['in_review', 'approved'], to: 'draft', who: 'author' },
  send_back: { from: ['in_review', 'approved'], to: 'draft', who: 'reviewer' },
  approve: { from: ['in_review'], to: 'approved', who: 'reviewer' },
  discard: { from: ['draft'], to: 'discarded', who: 'author' },
  roll_back: { from: ['published'], to: 'rolled_back', who: 'reviewer' },
}

/** What this actor may do to a draft as it stands. */
export function mayDo(
  { state, author_user_id }: Pick<DraftRow, 'state' | 'author_user_id'>,
  { userId, roles }: Pick<Actor, 'userId' | 'roles'>,
): DraftVerb[] {
  return DRAFT_VERBS.filter((verb) => {
    const { from, who } = DRAFT_MACHINE[verb]
    if (!from.includes(state)) return false
    if (who === 'author') return holds(roles, 'grids.draft')
    return holds(roles, 'grids.publish') && (verb === 'roll_back' || author_user_id !== userId)
  })
}
