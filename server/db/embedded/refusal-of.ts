/** A comment or white space. */
const GAP = String.raw`(?:\s|--[^\n]*(?:\n|$)|/\*[\s\S]*?\*/)`
const AT_START = `(?:^|;)${GAP}*`

const REFUSED: readonly { readonly pattern: RegExp; readonly reason: string }[] = [
  {
    pattern: new RegExp(String.raw`${AT_START}copy\b[^;]*\bfrom${GAP}+(?:stdin|program)\b`, 'i'),
    reason: 'COPY FROM STDIN is not available on the embedded database; insert by unnest in chunks instead',
  },
  {
    pattern: new RegExp(String.raw`${AT_START}(?:un)?listen\b`, 'i'),
    reason: 'LISTEN is not available on the embedded database: all clients share one session',
  },
  {
    pattern: new RegExp(
      String.raw`${AT_START}set${GAP}+(?:session${GAP}+)?(?:role|session${GAP}+authorization)\b`,
      'i',
    ),
    reason:
      'SET ROLE without LOCAL is not available on the embedded database: all clients share one session; use SET LOCAL ROLE',
  },
  {
    pattern: new RegExp(String.raw`${AT_START}(?:prepare${GAP}+transaction|discard${GAP}+all)\b`, 'i'),
    reason: 'PREPARE TRANSACTION and DISCARD ALL are not available on the embedded database',
  },
]

/**
 * Why a statement must not reach the embedded database: it would hang it, or change the session that all clients share.
 *
 * @param name of a prepared statement, '' for the unnamed one
 */
export function refusalOf(text: string, name: string): string | undefined {
  if (name !== '') {
    return 'Named statements are not available on the embedded database: all clients share one session'
  }
  return REFUSED.find(({ pattern }) => pattern.test(text))?.reason
}

/** A statement that fails with this reason, so that an open transaction fails with it. */
export function refusingStatement(reason: string): string {
  return `do $refused$ begin raise exception using errcode = '0A000', message = '${reason.replaceAll("'", "''")}'; end $refused$`
}
