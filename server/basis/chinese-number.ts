const DIGITS = '〇一二三四五六七八九'
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }

/** The characters of a numeral as laws write it. */
export const NUMERAL = '[〇零一二三四五六七八九十百千\\d０-９]+'

/** `一百一十五` → 115, `十` → 10, `12` → 12; undefined for what is no numeral. */
export function chineseNumber(text: string): number | undefined {
  const plain = text
    .replace(/[０-９]/g, (digit) => String(digit.charCodeAt(0) - 0xff10))
    .replaceAll('零', '〇')
  if (/^\d+$/.test(plain)) return Number(plain)
  let total = 0
  let digit: number | undefined
  for (const character of plain) {
    const unit = UNITS[character]
    if (unit !== undefined) {
      total += (digit ?? 1) * unit
      digit = undefined
      continue
    }
    const value = DIGITS.indexOf(character)
    if (value < 0) return undefined
    digit = (digit ?? 0) * 10 + value
  }
  return plain === '' ? undefined : total + (digit ?? 0)
}

/** 1 to 9999 as laws write it. @example chineseNumeral(115) // '一百一十五' */
export function chineseNumeral(value: number): string {
  const digits = String(value)
  const places = ['', '十', '百', '千']
  const text = [...digits]
    .map((digit, i) =>
      digit === '0' ? '〇' : `${DIGITS[Number(digit)]}${places[digits.length - 1 - i] ?? ''}`,
    )
    .join('')
    .replace(/〇+$/u, '')
    .replace(/〇+/gu, '零')
  return text.replace(/^一十/u, '十')
}
