export type SecondShow = 'case' | 'map'

/** Opens the window for a second monitor, or brings the one that is open to the front. */
export function openSecond(show: SecondShow, caseId: number | null): void {
  const query = new URLSearchParams({ show })
  if (caseId !== null) query.set('case', String(caseId))
  window.open(`/desk/second?${query}`, `tongguan-second-${show}`, 'popup,width=1280,height=800')?.focus()
}
