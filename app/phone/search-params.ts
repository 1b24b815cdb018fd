/** What the phone shows, in the address: the kind of tasks, the task in hand, the report being written. */
export type PhoneSearch = {
  readonly kind: (typeof taskKinds)[number] | null
  /** As `keyOfTask` writes it. */
  readonly task: string | null
  readonly view: 'report' | 'outbox' | null
}

export const taskKinds = ['verify', 'check', 'handle', 'ahead', 'visit', 'patrol'] as const

export function parsePhoneSearch(search: { get(name: string): string | null }): PhoneSearch {
  const task = search.get('task')
  const view = search.get('view')
  return {
    kind: taskKinds.find((kind) => kind === search.get('kind')) ?? null,
    task: task && /^(verify|check|handle|ahead|visit|patrol):\d+$/.test(task) ? task : null,
    view: view === 'report' || view === 'outbox' ? view : null,
  }
}

/** Writes an address query without the `?`; empty for the screen as it opens. */
export function formatPhoneSearch({ kind, task, view }: PhoneSearch): string {
  const search = new URLSearchParams()
  if (kind) search.set('kind', kind)
  if (task) search.set('task', task)
  if (view) search.set('view', view)
  return search.toString()
}
