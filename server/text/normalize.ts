/** Stands for any run of punctuation: where a sentence breaks tells little more than that it does. */
export const BREAK = 0x7c
/** Stands for any run of digits: 12 号 and 873 号 are the same words. */
const DIGIT = 0x30

/**
 * What is compared of a text: one width, one case, no spaces, runs of digits as one `0`, runs of punctuation as one `|`.
 * Written into `codes` (UTF-16 units); returns how many, at most `codes.length`.
 */
export function normalizeInto(codes: Uint16Array, text: string): number {
  let length = 0
  let last = BREAK
  for (let i = 0; i < text.length && length < codes.length; i++) {
    const code = foldedCode(text.charCodeAt(i))
    if (code === 0) continue
    if ((code === DIGIT || code === BREAK) && code === last) continue
    codes[length++] = code
    last = code
  }
  return length
}

/** 0 for what is left out. */
function foldedCode(code: number): number {
  // Full-width forms of ASCII lie a fixed distance away.
  const narrow = code >= 0xff01 && code <= 0xff5e ? code - 0xfee0 : code
  if (narrow <= 0x20 || narrow === 0x3000 || narrow === 0xa0 || (narrow >= 0x200b && narrow <= 0x200f))
    return 0
  if (narrow === 0xfeff) return 0
  if (narrow >= 0x30 && narrow <= 0x39) return DIGIT
  if (narrow >= 0x41 && narrow <= 0x5a) return narrow + 0x20
  if (narrow >= 0x61 && narrow <= 0x7a) return narrow
  if (narrow < 0x80 || (narrow >= 0x2010 && narrow <= 0x2027) || (narrow >= 0x3001 && narrow <= 0x301f))
    return BREAK
  return narrow
}
