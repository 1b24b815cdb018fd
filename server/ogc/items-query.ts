import type { Shape } from '../cases/case-filter.ts'
import { CodedError } from '../errors.ts'
import type { Collection, CollectionProperty } from './collections.ts'
import { type Crs, crsOf } from './crs.ts'

export const MAX_LIMIT = 10_000
const DEFAULT_LIMIT = 1000
/** `f` chooses the form of the answer and `api_key` says who asks, before a collection is asked. */
const OWN_PARAMETERS = ['limit', 'bbox', 'bbox-crs', 'crs', 'datetime', 'cursor', 'f', 'api_key']

export type Interval = { readonly from: Date | null; readonly to: Date | null }

export type ItemsQuery = {
  readonly limit: number
  /** West, south, east, north in degrees; west is greater than east where it crosses the antimeridian. */
  readonly bbox: readonly [number, number, number, number] | null
  readonly crs: Crs
  readonly datetime: Interval | null
  /** Features after this key. */
  readonly after: number | null
  readonly filters: readonly { readonly property: CollectionProperty; readonly value: string }[]
  /** Only these keys, and only what touches this shape: for exports. */
  readonly keys?: readonly number[] | undefined
  readonly within?: Shape | undefined
  /** Only what lies in this area of today. */
  readonly inArea?: number | undefined
}

/** The parameters of `/items`. @throws CodedError that names the parameter and what it takes */
export function parseItemsQuery(collection: Collection, params: URLSearchParams): ItemsQuery {
  const filters = [...params].flatMap(([name, value]) => {
    if (OWN_PARAMETERS.includes(name)) return []
    const property = collection.properties.find((one) => one.name === name)
    if (!property) {
      throw bad(name, '没有这个参数', 'There is no such parameter', [
        ...OWN_PARAMETERS,
        ...collection.properties.map((one) => one.name),
      ])
    }
    return [{ property, value: checked(property, value) }]
  })
  return {
    limit: Math.min(wholeNumber(params, 'limit', 1) ?? DEFAULT_LIMIT, MAX_LIMIT),
    bbox: parseBbox(params.get('bbox'), crsOf('bbox-crs', params.get('bbox-crs'))),
    crs: crsOf('crs', params.get('crs')),
    datetime: parseDatetime(params.get('datetime')),
    after: wholeNumber(params, 'cursor', Number.MIN_SAFE_INTEGER) ?? null,
    filters,
  }
}

function checked({ name, type }: CollectionProperty, value: string): string {
  const isGood = {
    string: () => true,
    integer: () => /^-?\d{1,15}$/.test(value),
    number: () => value.trim() !== '' && Number.isFinite(Number(value)),
    boolean: () => value === 'true' || value === 'false',
    'date-time': () => isInstant(value),
  }[type]()
  if (isGood) return value
  throw bad(name, '参数值的类型不对', 'The value has the wrong type', [type])
}

function wholeNumber(params: URLSearchParams, field: string, min: number): number | undefined {
  const text = params.get(field)
  if (text === null) return undefined
  const value = /^-?\d{1,16}$/.test(text) ? Number(text) : Number.NaN
  if (value >= min) return value
  throw bad(field, '应为整数', 'It is no whole number', [`a whole number from ${min}`])
}

/** Four numbers, or six with heights, which are not looked at. */
function parseBbox(text: string | null, crs: Crs): ItemsQuery['bbox'] {
  if (text === null) return null
  const numbers = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  const half = numbers.length / 2
  const corners =
    (half === 2 || half === 3) && numbers.every(Number.isFinite)
      ? [numbers[0]!, numbers[1]!, numbers[half]!, numbers[half + 1]!]
      : undefined
  const [west, south, east, north] = corners
    ? crs.isLatFirst
      ? [corners[1]!, corners[0]!, corners[3]!, corners[2]!]
      : (corners as [number, number, number, number])
    : [Number.NaN, 0, 0, 0]
  if (!(Math.abs(west) <= 180 && Math.abs(east) <= 180 && south >= -90 && north <= 90 && south <= north)) {
    throw bad('bbox', '范围不正确', 'It is no box in degrees', [
      crs.isLatFirst ? 'south,west,north,east' : 'west,south,east,north',
    ])
  }
  return [west, south, east, north]
}

/** An instant, or `from/to` where either may be `..` or empty. */
function parseDatetime(text: string | null): Interval | null {
  if (text === null) return null
  const ends = text.split('/')
  const [first = '', last = first] = ends
  const isOpen = (end: string) => ends.length === 2 && (end === '' || end === '..')
  const isGood = ends.length <= 2 && [first, last].every((end) => isOpen(end) || isInstant(end))
  const from = isOpen(first) ? null : new Date(first)
  const to = isOpen(last) ? null : new Date(last)
  if (!isGood || (from && to && from > to)) {
    throw bad('datetime', '时间不正确', 'It is no time', [
      '2026-03-05T10:00:00Z',
      '2026-03-01T00:00:00Z/2026-03-05T00:00:00Z',
      '../2026-03-05T00:00:00Z',
    ])
  }
  return { from, to }
}

function isInstant(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2}))?$/.test(text) &&
    !Number.isNaN(Date.parse(text))
  )
}

function bad(field: string, zh: string, en: string, expected: readonly string[]): CodedError {
  return new CodedError('bad_input', 'BAD_PARAMETER', `参数 ${field}：${zh}`, `${field}: ${en}`, {
    field,
    expected: expected.join(', '),
  })
}
