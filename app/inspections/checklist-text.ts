export type CheckLine = {
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly categoryCode?: string
}

/** A checklist as people type it, a check a line: `code | Chinese | English | category`. */
export function formatChecklist(checks: readonly CheckLine[]): string {
  return checks
    .map(({ code, zh, en, categoryCode }) =>
      [code, zh, en, categoryCode].filter((part) => part !== undefined).join(' | '),
    )
    .join('\n')
}

/** @returns the number of the first line without a code or a text, counted from 1, in place of the checks */
export function parseChecklist(text: string): CheckLine[] | number {
  const checks: CheckLine[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const [code = '', zh = '', en = '', categoryCode = ''] = line.split('|').map((part) => part.trim())
    if (!code || !zh) return index + 1
    checks.push({ code, zh, en: en || zh, ...(categoryCode && { categoryCode }) })
  }
  return checks.length > 0 ? checks : 1
}
