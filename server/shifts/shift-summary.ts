/** What one shift leaves to the next: cases by number, so that the page shows them as links. */
export type ShiftSummary = {
  readonly urgent: readonly ShiftCase[]
  readonly unsigned: readonly ShiftCase[]
  readonly overdue: readonly ShiftCase[]
  readonly pendingRequests: number
  readonly callbacksDue: number
  readonly unreadUrgentNotices: number
}
export type ShiftCase = { readonly caseId: number; readonly number: string; readonly what: string }
