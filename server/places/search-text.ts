/**
 * What a place may be found by and what is looked for, made alike: lower case, full width to half, no blanks and no
 * punctuation.
 *
 * @example searchText('Renmin Rd. 12') // 'renminrd12'
 */
export function searchText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}]/gu, '')
}
