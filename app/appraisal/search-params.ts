export const TABS = ['scores', 'areas', 'appeals'] as const
export type Tab = (typeof TABS)[number]
export const SHOWS = ['minus', 'plus', 'appealed', 'all'] as const
export type Show = (typeof SHOWS)[number]

/** What the appraisal page shows, all of it in the address. */
export type AppraisalSearch = {
  /** `2026-10`; null: the latest that stands. */
  readonly month: string | null
  readonly tab: Tab
  /** The department, on the tab of areas the subdistrict, whose cases are shown. */
  readonly subjectId: number | null
  readonly show: Show
  /** Only cases that this row of the rule decided. */
  readonly rowId: string | null
}

export function parseAppraisalSearch(search: { get(name: string): string | null }): AppraisalSearch {
  const month = search.get('month') ?? ''
  const subject = Number(search.get('of'))
  return {
    month: /^20\d{2}-(0[1-9]|1[0-2])$/.test(month) ? month : null,
    tab: TABS.find((tab) => tab === search.get('tab')) ?? 'scores',
    subjectId: Number.isSafeInteger(subject) && subject > 0 ? subject : null,
    show: SHOWS.find((show) => show === search.get('show')) ?? 'minus',
    rowId: search.get('row') || null,
  }
}

/** Writes an address query without the `?`; empty for the latest sheet. */
export function formatAppraisalSearch({ month, tab, subjectId, show, rowId }: AppraisalSearch): string {
  const search = new URLSearchParams()
  if (month) search.set('month', month)
  if (tab !== 'scores') search.set('tab', tab)
  if (subjectId !== null) search.set('of', String(subjectId))
  if (show !== 'minus') search.set('show', show)
  if (rowId) search.set('row', rowId)
  return search.toString()
}
