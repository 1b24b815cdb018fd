const DAY_MS = 86_400_000

export type CalendarDay = { readonly day: string; readonly number: number; readonly isWeekend: boolean }

/** The days of a month, and how many places of a week that starts on Monday stand empty before the first. */
export function daysOfMonth(
  year: number,
  month: number,
): { readonly lead: number; readonly days: readonly CalendarDay[] } {
  const firstMs = Date.UTC(year, month - 1, 1)
  const count = Math.round((Date.UTC(year, month, 1) - firstMs) / DAY_MS)
  const weekdayOf = (number: number) => new Date(firstMs + (number - 1) * DAY_MS).getUTCDay()
  return {
    lead: (weekdayOf(1) + 6) % 7,
    days: Array.from({ length: count }, (_, index) => ({
      day: new Date(firstMs + index * DAY_MS).toISOString().slice(0, 10),
      number: index + 1,
      isWeekend: weekdayOf(index + 1) % 6 === 0,
    })),
  }
}
