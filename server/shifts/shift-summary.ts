/** What one shift leaves to the next: cases by number, so that the page shows them as links. */
export type ShiftSummary = {
  /** When the shift that hands over began. */
  readonly since: string
  readonly reported: number
  readonly closed: number
  readonly open: number
  readonly urgent: ShiftCases
  readonly unsigned: ShiftCases
  readonly overdue: ShiftCases
  /** Open cases that the shift's log speaks of. */
  readonly watched: ShiftCases
  /** Open cases that somebody at the center has claimed; absent in what was handed over before there were claims. */
  readonly claimed?: ShiftCases
  readonly pendingRequests: number
  readonly callbacksDue: number
  /** Sensors in alarm. */
  readonly alarms: number
}
export type ShiftCase = {
  readonly caseId: number
  readonly number: string
  readonly what: string
  readonly whatEn: string
  readonly where: string
}
export type ShiftCases = { readonly total: number; readonly cases: readonly ShiftCase[] }
