import pg from 'pg'

const INT8 = 20
const NUMERIC = 1700
const DATE = 1082
const INT8_ARRAY = 1016
const NUMERIC_ARRAY = 1231
const TEXT_ARRAY = 1009

type Parser = (text: string) => unknown

const parsers: ReadonlyMap<number, Parser> = new Map<number, Parser>([
  [INT8, parseInteger],
  [NUMERIC, Number],
  // A day belongs to no time zone: as a Date it would slip by one.
  [DATE, (text) => text],
  [INT8_ARRAY, (text) => parseArray(text).map((item) => (item === null ? null : parseInteger(item)))],
  [NUMERIC_ARRAY, (text) => parseArray(text).map((item) => (item === null ? null : Number(item)))],
])

/**
 * How a column's text becomes a value, decided once: bigint and numeric → number, timestamptz → Date,
 * date → `YYYY-MM-DD`, jsonb → parsed, ranges and geometry → text.
 */
export const parserOf: typeof pg.types.getTypeParser = ((oid: number, format?: 'text' | 'binary') =>
  (format !== 'binary' && parsers.get(oid)) ||
  pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser

function parseInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is too large a whole number for JavaScript`)
  return value
}

function parseArray(text: string): (string | null)[] {
  return pg.types.getTypeParser(
    TEXT_ARRAY as number as Parameters<typeof pg.types.getTypeParser>[0],
    'text',
  )(text) as (string | null)[]
}
