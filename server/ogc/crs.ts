import { CodedError } from '../errors.ts'

/**
 * Systems that features can be asked for in. CGCS2000 and WGS 84 differ by centimetres, less than any of our sources
 * knows its own place: their degrees are taken as equal. EPSG's order is latitude, longitude; CRS84's is the other.
 */
export type Crs = { readonly uri: string; readonly isLatFirst: boolean }

const uri = (authority: string, code: string) => `http://www.opengis.net/def/crs/${authority}/${code}`

export const CRS84: Crs = { uri: uri('OGC/1.3', 'CRS84'), isLatFirst: false }
export const CRSS: readonly Crs[] = [
  CRS84,
  { uri: uri('EPSG/0', '4326'), isLatFirst: true },
  { uri: uri('EPSG/0', '4490'), isLatFirst: true },
]

/** @example crsOf('crs', 'http://www.opengis.net/def/crs/EPSG/0/4490').isLatFirst // true */
export function crsOf(field: string, text: string | null): Crs {
  if (text === null) return CRS84
  const bare = text.replace(/^\[|\]$/g, '')
  const found = CRSS.find((crs) => crs.uri === bare || crs.uri === bare.replace(/^https:/, 'http:'))
  if (found) return found
  throw new CodedError(
    'bad_input',
    'UNKNOWN_CRS',
    '不支持该坐标系',
    'This coordinate system is not offered',
    {
      field,
      expected: CRSS.map((crs) => crs.uri).join(', '),
    },
  )
}
