/** What a caller wants (GB/T 33358): the type is asked first, and decides how the call may end. */
export const CALL_TYPES = ['consult', 'help', 'complaint', 'report', 'suggestion', 'praise'] as const
export type CallType = (typeof CALL_TYPES)[number]

/**
 * How a call ends: answered on the phone, a new case, words added to a case, a case chased, a report withdrawn,
 * handed to another line, or taken together with it (三方通话).
 */
export const CALL_OUTCOMES = [
  'answered',
  'case',
  'added',
  'chased',
  'withdrawn',
  'transferred',
  'three_way',
] as const
export type CallOutcome = (typeof CALL_OUTCOMES)[number]

const aboutCase = ['added', 'chased', 'withdrawn'] as const
const elsewhere = ['transferred', 'three_way'] as const
const OUTCOMES: Readonly<Record<CallType, readonly CallOutcome[]>> = {
  // A question is answered: it never becomes a case.
  consult: ['answered', 'chased', ...elsewhere],
  help: ['case', ...aboutCase, ...elsewhere],
  complaint: ['case', ...aboutCase, ...elsewhere],
  report: ['case', ...aboutCase, ...elsewhere],
  suggestion: ['case', 'answered', ...aboutCase, ...elsewhere],
  praise: ['answered', 'case', ...elsewhere],
}

export function outcomesOf(callType: CallType): readonly CallOutcome[] {
  return OUTCOMES[callType]
}

/** Written down longer after its end than a call-taker needs to finish typing. */
const LATE_MS = 10 * 60_000

export function isLateEntry(endedAt: Date, enteredAt: Date): boolean {
  return enteredAt.getTime() - endedAt.getTime() > LATE_MS
}

/** A number as it is kept and looked up: digits, without the country's prefix. Undefined for less than five digits. */
export function phoneDigits(phone: string): string | undefined {
  const digits = phone.replace(/^\s*(\+|00)86/, '').replace(/\D/g, '')
  return digits.length >= 5 ? digits : undefined
}
