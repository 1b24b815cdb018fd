import type { Actor } from '../../identity/actor.ts'
import { holds } from '../../identity/permissions.ts'
import type { RuleDraftState } from '../tables.ts'

export const DRAFT_VERBS = ['submit', 'take_back', 'send_back', 'publish', 'discard'] as const
export type DraftVerb = (typeof DRAFT_VERBS)[number]

type Step = {
  readonly from: readonly RuleDraftState[]
  readonly to: RuleDraftState
  readonly who: 'author' | 'publisher'
}

/** A draft's way: whoever wrote it never publishes it. */
export const DRAFT_MACHINE: Readonly<Record<DraftVerb, Step>> = {
  submit: { from: ['draft'], to: 'in_review', who: 'author' },
  take_back: { from: ['in_review'], to: 'draft', who: 'author' },
  send_back: { from: ['in_review'], to: 'draft', who: 'publisher' },
  publish: { from: ['in_review'], to: 'published', who: 'publisher' },
  discard: { from: ['draft'], to: 'discarded', who: 'author' },
}

/** What this actor may do to a draft as it stands. */
export function mayDo(
  draft: { readonly state: RuleDraftState; readonly author_user_id: string },
  { userId, roles }: Pick<Actor, 'userId' | 'roles'>,
): DraftVerb[] {
  return DRAFT_VERBS.filter((verb) => {
    const { from, who } = DRAFT_MACHINE[verb]
    if (!from.includes(draft.state)) return false
    if (who === 'author') return holds(roles, 'rules.draft')
    return holds(roles, 'rules.publish') && draft.author_user_id !== userId
  })
}
