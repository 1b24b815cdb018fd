/**
 * Orders two codes as PostgreSQL does under `collate "C"`: by UTF-8 bytes, which is by code points. JavaScript's `<`
 * compares UTF-16 units and differs for characters beyond U+FFFF.
 *
 * @returns negative, zero or positive, for `sort`
 * @example compareCodes('110101001', '110101002') // negative
 */
export function compareCodes(a: string, b: string): number {
  let i = 0
  while (i < a.length && i < b.length) {
    const pointA = a.codePointAt(i)!
    const pointB = b.codePointAt(i)!
    if (pointA !== pointB) return pointA - pointB
    i += pointA > 0xffff ? 2 : 1
  }
  return a.length - b.length
}
