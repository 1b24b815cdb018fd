export const ASK_TABS = ['ask', 'people', 'unanswered'] as const
export type AskTab = (typeof ASK_TABS)[number]

/** What the page of questions shows, all of it in the address. */
export type AskSearch = {
  readonly tab: AskTab
  readonly question: string
  /** The question before, as it was taken, where this one leans on it. */
  readonly previous: string
}

const MOST_CHARACTERS = 300

export function parseAskSearch(search: { get(name: string): string | null }): AskSearch {
  const textOf = (name: string) => (search.get(name) ?? '').trim().slice(0, MOST_CHARACTERS)
  const question = textOf('q')
  return {
    tab: ASK_TABS.find((one) => one === search.get('tab')) ?? 'ask',
    question,
    previous: question === '' ? '' : textOf('after'),
  }
}

/** Writes an address query without the `?`; what is as usual is left out. */
export function formatAskSearch({ tab = 'ask', question = '', previous = '' }: Partial<AskSearch>): string {
  const search = new URLSearchParams()
  if (tab !== 'ask') search.set('tab', tab)
  if (question) search.set('q', question)
  if (question && previous) search.set('after', previous)
  return search.toString()
}
