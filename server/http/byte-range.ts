import type { ByteRange } from '../attachments/blobs.ts'

/**
 * The part that a `Range` header asks for. Several parts at once are answered with the whole, as the standard allows.
 *
 * @returns undefined for the whole, 'outside' for a part that is not there
 * @example byteRangeOf('bytes=-2', 10) // { start: 8, end: 9 }
 */
export function byteRangeOf(header: string | undefined, bytes: number): ByteRange | undefined | 'outside' {
  const [, from, to] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? []
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined
  const start = from === '' ? Math.max(0, bytes - Number(to)) : Number(from)
  const end = from === '' || to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1)
  if (to !== '' && from !== '' && Number(to) < start) return undefined
  return start >= bytes || end < start ? 'outside' : { start, end }
}
