const MINUTE_MS = 60_000
const clocks = new Map<string, Intl.DateTimeFormat>()

/** An instant as a field for date and time has it, `2026-11-30T16:30`, by the clocks of a time zone. */
export function cityMinute(timeZone: string, ms: number): string {
  return new Date(ms + offsetMs(timeZone, ms)).toISOString().slice(0, 16)
}

/**
 * The instant of such a text; NaN for none. A minute that the clocks skip is taken as by the clock before them, one that
 * comes twice is the first.
 */
export function msOfCityMinute(timeZone: string, text: string): number {
  const local = Date.parse(`${text}Z`)
  if (Number.isNaN(local)) return Number.NaN
  // Offsets change hours apart at most: the one of well before, and, where that does not lead back, the one of well after.
  const guesses = [local - 24 * 60 * MINUTE_MS, local + 24 * 60 * MINUTE_MS].map(
    (near) => local - offsetMs(timeZone, near),
  )
  const isRight = (ms: number) => ms + offsetMs(timeZone, ms) === local
  return guesses.find(isRight) ?? guesses[0]!
}

/** Local time minus UTC at an instant: +28,800,000 in Asia/Shanghai. */
function offsetMs(timeZone: string, ms: number): number {
  let clock = clocks.get(timeZone)
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    })
    clocks.set(timeZone, clock)
  }
  const part = Object.fromEntries(clock.formatToParts(ms).map(({ type, value }) => [type, Number(value)]))
  const local = Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!)
  return local - Math.floor(ms / MINUTE_MS) * MINUTE_MS
}
