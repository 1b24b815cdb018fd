import { localTimeOf } from '../clocks/zoned-time.ts'

const DAY_MS = 86_400_000

/**
 * The number of a case: six characters of the city's code, the city's local day, a running number of at least five
 * digits: 19 digits, as the field uses.
 *
 * @param atMs UTC milliseconds
 * @example caseNumber('329901', 'Asia/Shanghai', Date.parse('2026-11-23T06:00:00Z'), 42) // '3299012026112300042'
 */
export function caseNumber(cityCode: string, timeZone: string, atMs: number, serial: number): string {
  const city = cityCode.slice(0, 6).padEnd(6, '0')
  const day = new Date(localTimeOf(timeZone, atMs).day * DAY_MS).toISOString().slice(0, 10)
  return `${city}${day.replaceAll('-', '')}${String(serial).padStart(5, '0')}`
}
