import type { InboxGroup } from '../../server/cases/list-inbox.ts'

/** What the inbox shows, all of it in the address. */
export type InboxSearch = {
  readonly caseId: number | null
  /** Only this group. */
  readonly group: InboxGroup | null
  /** Somebody else's inbox, for who may look. */
  readonly departmentId: number | null
}

export const inboxGroups: readonly InboxGroup[] = [
  'to_sign',
  'reworked',
  'due_soon',
  'in_hand',
  'assisting',
  'waiting',
  'checking',
]

export function parseInboxSearch(search: { get(name: string): string | null }): InboxSearch {
  return {
    caseId: idOf(search.get('case')),
    group: inboxGroups.find((group) => group === search.get('group')) ?? null,
    departmentId: idOf(search.get('department')),
  }
}

/** Writes an address query without the `?`. */
export function formatInboxSearch({ caseId, group, departmentId }: InboxSearch): string {
  const search = new URLSearchParams()
  if (departmentId !== null) search.set('department', String(departmentId))
  if (group) search.set('group', group)
  if (caseId !== null) search.set('case', String(caseId))
  return search.toString()
}

function idOf(text: string | null): number | null {
  const id = Number(text)
  return Number.isSafeInteger(id) && id > 0 ? id : null
}
