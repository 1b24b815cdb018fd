import { localTimeOf } from '../clocks/zoned-time.ts'

const DAY_MS = 86_400_000

/** 19 digits, as the field uses: six characters of the city's code, its local day, a running number of five digits or more. */
export const USUAL_NUMBER = '{area}{date}{serial:5}'
export const LONGEST_NUMBER = 32

const FIELD = /\{(\w+)(?::(\d+))?\}/g
const MOST_DIGITS = 12

type Given = {
  readonly cityCode: string
  /** What the city's day is told by. */
  readonly timeZone: string
  /** UTC milliseconds. */
  readonly atMs: number
  /** Of the city's own sequence: no two cases have the same. */
  readonly serial: number
}

/**
 * The number of a case.
 *
 * @param pattern letters, digits, `-` and `/` as they are; `{area}` is six characters of the city's code, `{date}`, `{year}`,
 *   `{month}` and `{day}` are the city's local day, `{serial:n}` is the running number with n digits or more
 * @example caseNumber({ cityCode: '329901', timeZone: 'Asia/Shanghai', atMs: Date.parse('2026-11-23T06:00:00Z'), serial: 42 }) // '3299012026112300042'
 */
export function caseNumber({ cityCode, timeZone, atMs, serial }: Given, pattern = USUAL_NUMBER): string {
  const day = new Date(localTimeOf(timeZone, atMs).day * DAY_MS).toISOString().slice(0, 10)
  const [year = '', month = '', date = ''] = day.split('-')
  return pattern.replaceAll(FIELD, (_, name: string, digits = '1') => {
    switch (name) {
      case 'area':
        return cityCode.slice(0, 6).padEnd(6, '0')
      case 'date':
        return `${year}${month}${date}`
      case 'year':
        return year
      case 'month':
        return month
      case 'day':
        return date
      default:
        return String(serial).padStart(Number(digits), '0')
    }
  })
}

/** What is wrong with a pattern; undefined where it is good. */
export function faultOfNumberPattern(pattern: string): string | undefined {
  const fields = [...pattern.matchAll(FIELD)]
  const unknown = fields.find(([, name = '']) => !FIELDS.has(name))
  if (unknown) return `${unknown[0]} is no field: ${[...FIELDS].map((name) => `{${name}}`).join(', ')}`
  const digits = fields.filter(([, name]) => name === 'serial').map(([, , n = '1']) => Number(n))
  // Without it, or with letters about it that look like its own digits, two cases could share a number.
  if (digits.length !== 1) return 'has {serial} once, as in {serial:5}'
  if (digits[0]! < 1 || digits[0]! > MOST_DIGITS) return `{serial} has 1 to ${MOST_DIGITS} digits`
  if (!pattern.endsWith(fields.at(-1)![0]) || fields.at(-1)![1] !== 'serial') return 'ends with {serial}'
  const rest = pattern.replaceAll(FIELD, '')
  if (!/^[A-Za-z0-9/-]*$/.test(rest)) return 'has letters, digits, - and / beside its fields'
  const longest = caseNumber(
    { cityCode: '', timeZone: 'UTC', atMs: 0, serial: 10 ** MOST_DIGITS - 1 },
    pattern,
  )
  if (longest.length > LONGEST_NUMBER) return `makes numbers of more than ${LONGEST_NUMBER} characters`
  return undefined
}
const FIELDS: ReadonlySet<string> = new Set(['area', 'date', 'year', 'month', 'day', 'serial'])
