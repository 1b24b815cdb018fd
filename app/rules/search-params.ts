/** What the rules hub shows, all of it in the address. */
export type RulesSearch = {
  readonly code: string | null
  /** Null: the version in force. */
  readonly version: number | null
  readonly draftId: number | null
  /** The case that is explained. */
  readonly caseId: number | null
}

export function parseRulesSearch(search: { get(name: string): string | null }): RulesSearch {
  const whole = (name: string) => {
    const value = Number(search.get(name))
    return Number.isSafeInteger(value) && value > 0 ? value : null
  }
  return {
    code: search.get('rule') || null,
    version: whole('v'),
    draftId: whole('draft'),
    caseId: whole('case'),
  }
}

/** Writes an address query without the `?`; empty for the list of rules. */
export function formatRulesSearch({ code, version, draftId, caseId }: RulesSearch): string {
  const search = new URLSearchParams()
  if (code) search.set('rule', code)
  if (version !== null) search.set('v', String(version))
  if (draftId !== null) search.set('draft', String(draftId))
  if (caseId !== null) search.set('case', String(caseId))
  return search.toString()
}
