import { dayOfDate, instantOf as instantAt } from '../clocks/zoned-time.ts'

/** How a source writes its local times. */
export type LocalTimeFormat = 'iso' | 'MM/DD/YYYY hh:mm:ss A' | 'YYYY-MM-DD HH:mm:ss' | 'YYYY/MM/DD HH:mm'

const patterns: Record<Exclude<LocalTimeFormat, 'iso'>, RegExp> = {
  'MM/DD/YYYY hh:mm:ss A':
    /^(?<month>\d{1,2})\/(?<day>\d{1,2})\/(?<year>\d{4}) (?<hour>\d{1,2}):(?<minute>\d{2}):(?<second>\d{2}) (?<half>AM|PM)$/i,
  'YYYY-MM-DD HH:mm:ss':
    /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})[ T](?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2}))?$/,
  'YYYY/MM/DD HH:mm':
    /^(?<year>\d{4})\/(?<month>\d{1,2})\/(?<day>\d{1,2}) (?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2}))?$/,
}

/**
 * The instant (ISO 8601, UTC) of a local time as a source writes it, or undefined where it is no such time.
 */
export function instantOf(text: string, format: LocalTimeFormat, timeZone: string): string | undefined {
  if (format === 'iso') {
    const time = Date.parse(text)
    return Number.isNaN(time) ? undefined : new Date(time).toISOString()
  }
  const groups = patterns[format].exec(text.trim())?.groups
  if (!groups) return undefined
  const year = Number(groups.year)
  const month = Number(groups.month)
  const day = Number(groups.day)
  const minute = Number(groups.minute)
  const second = Number(groups.second ?? 0)
  const half = groups.half?.toUpperCase()
  const hour = half ? (Number(groups.hour) % 12) + (half === 'PM' ? 12 : 0) : Number(groups.hour)
  if (hour > 23 || minute > 59 || second > 59) return undefined
  const date = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  const midnight = new Date(`${date}T00:00:00Z`)
  // A day that does not exist either fails to parse or rolls over into the next month.
  if (Number.isNaN(midnight.getTime()) || midnight.getUTCDate() !== day) return undefined
  return new Date(instantAt(timeZone, dayOfDate(date), hour * 60 + minute) + second * 1000).toISOString()
}
