import type { Geometry, Position } from 'geojson'

const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?/i
const KINDS = {
  POINT: ['Point', 0],
  LINESTRING: ['LineString', 1],
  MULTIPOINT: ['MultiPoint', 1],
  POLYGON: ['Polygon', 2],
  MULTILINESTRING: ['MultiLineString', 2],
  MULTIPOLYGON: ['MultiPolygon', 3],
} as const

/**
 * Well-known text as GeoJSON in two dimensions, an SRID before it ignored; undefined where it is none.
 *
 * @example readWkt('POINT (118.8 31.9)') // { type: 'Point', coordinates: [118.8, 31.9] }
 */
export function readWkt(text: string): Geometry | undefined {
  const match = /^\s*(?:SRID=\d+;)?\s*([A-Z]+)\s*(?:ZM?|M)?\s*(\(.*\))\s*$/is.exec(text)
  const kind = KINDS[match?.[1]?.toUpperCase() as keyof typeof KINDS]
  if (!match || !kind) return undefined
  const [type, depth] = kind
  const cursor = { text: match[2]!, at: 0 }
  const list = readList(cursor)
  if (!list || skip(cursor) < cursor.text.length) return undefined
  const coordinates = type === 'Point' ? list[0] : type === 'MultiPoint' ? list.map(unwrap) : list
  return depthOf(coordinates) === depth ? ({ type, coordinates } as Geometry) : undefined
}

type Nested = Position | Nested[]
type Cursor = { readonly text: string; at: number }

function readList(cursor: Cursor): Nested[] | undefined {
  if (cursor.text[skip(cursor)] !== '(') return undefined
  cursor.at++
  const members: Nested[] = []
  for (;;) {
    const member = cursor.text[skip(cursor)] === '(' ? readList(cursor) : readPosition(cursor)
    if (!member) return undefined
    members.push(member)
    const next = cursor.text[skip(cursor)]
    cursor.at++
    if (next === ')') return members
    if (next !== ',') return undefined
  }
}

function readPosition(cursor: Cursor): Position | undefined {
  const numbers: number[] = []
  for (;;) {
    const found = NUMBER.exec(cursor.text.slice(skip(cursor), cursor.at + 40))?.[0]
    if (!found) return numbers.length >= 2 ? numbers.slice(0, 2) : undefined
    numbers.push(Number(found))
    cursor.at += found.length
  }
}

function skip(cursor: Cursor): number {
  while (/\s/.test(cursor.text[cursor.at] ?? '')) cursor.at++
  return cursor.at
}

/** MULTIPOINT's members stand in brackets or bare. */
function unwrap(member: Nested): Nested {
  return Array.isArray(member[0]) ? member[0] : member
}

function depthOf(nested: Nested | undefined): number {
  return Array.isArray(nested) ? (typeof nested[0] === 'number' ? 0 : 1 + depthOf(nested[0])) : -1
}
