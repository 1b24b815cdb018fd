/** Conversions between instants (UTC milliseconds) and a city's local time, by the zone's own rules. */

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

type Zone = {
  readonly format: Intl.DateTimeFormat /** UTC day → the one offset of that day, null where it changes. */
  readonly byDay: Map<number, number | null>
}
const zones = new Map<string, Zone>()

function zoneOf(timeZone: string): Zone {
  let zone = zones.get(timeZone)
  if (!zone) {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    zone = { format, byDay: new Map() }
    zones.set(timeZone, zone)
  }
  return zone
}

function measureOffset(format: Intl.DateTimeFormat, atMs: number): number {
  const parts: Record<string, number> = {}
  for (const part of format.formatToParts(atMs)) parts[part.type] = Number(part.value)
  const local = Date.UTC(parts.year!, parts.month! - 1, parts.day!, parts.hour!, parts.minute!, parts.second!)
  return local - Math.floor(atMs / 1000) * 1000
}

/** Local time minus UTC at an instant, in milliseconds: +28,800,000 in Asia/Shanghai. */
export function zoneOffsetMs(timeZone: string, atMs: number): number {
  const zone = zoneOf(timeZone)
  const day = Math.floor(atMs / DAY_MS)
  let offset = zone.byDay.get(day)
  if (offset === undefined) {
    const start = measureOffset(zone.format, day * DAY_MS)
    offset = start === measureOffset(zone.format, (day + 1) * DAY_MS - 1) ? start : null
    zone.byDay.set(day, offset)
  }
  return offset ?? measureOffset(zone.format, atMs)
}

/** A local wall time: whole days since 1970-01-01 of the local calendar, and milliseconds into that day. */
export type LocalTime = { readonly day: number; readonly msOfDay: number }

export function localTimeOf(timeZone: string, atMs: number): LocalTime {
  const localMs = atMs + zoneOffsetMs(timeZone, atMs)
  const day = Math.floor(localMs / DAY_MS)
  return { day, msOfDay: localMs - day * DAY_MS }
}

/**
 * The instant of a local wall time. `minuteOfDay` may exceed 1440 (it then lies on a later day).
 * A time that the clocks skip becomes the instant of the jump; a time that happens twice is the first one.
 */
export function instantOf(timeZone: string, day: number, minuteOfDay: number): number {
  const localMs = day * DAY_MS + minuteOfDay * MINUTE_MS
  // The offsets well before and well after: two guesses, one of which is right unless the time is skipped.
  const before = zoneOffsetMs(timeZone, localMs - DAY_MS)
  const after = zoneOffsetMs(timeZone, localMs + DAY_MS)
  if (before === after) return localMs - before
  const early = localMs - Math.max(before, after)
  const late = localMs - Math.min(before, after)
  if (early + zoneOffsetMs(timeZone, early) === localMs) return early
  if (late + zoneOffsetMs(timeZone, late) === localMs) return late
  return jumpBetween(timeZone, early, late)
}

function jumpBetween(timeZone: string, low: number, high: number): number {
  const offset = zoneOffsetMs(timeZone, low)
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (zoneOffsetMs(timeZone, middle) === offset) low = middle
    else high = middle
  }
  return high
}

/** `2026-02-17` → days since 1970-01-01. */
export function dayOfDate(date: string): number {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY_MS)
}

/** 0 is Sunday. 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7
}
