import { z } from 'zod'
import { dayOfDate, instantOf, localTimeOf } from '../clocks/zoned-time.ts'

export const monthSchema = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/, 'a month as 2026-10')

const DAY_MS = 86_400_000

/** First instant of a month of the city's calendar, and of the next: `2026-10`. */
export function periodOf(timeZone: string, month: string): { readonly from: Date; readonly until: Date } {
  const start = (name: string) => new Date(instantOf(timeZone, dayOfDate(`${name}-01`), 0))
  return { from: start(month), until: start(monthAfter(month, 1)) }
}

/** The month that an instant lies in: `2026-10`. */
export function monthOf(timeZone: string, at: Date): string {
  return new Date(localTimeOf(timeZone, at.getTime()).day * DAY_MS).toISOString().slice(0, 7)
}

/** So many months later, earlier below 0. */
export function monthAfter(month: string, count: number): string {
  const [year, number] = month.split('-').map(Number)
  return new Date(Date.UTC(year!, number! - 1 + count, 1)).toISOString().slice(0, 7)
}
