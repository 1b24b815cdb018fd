import { compareTexts, type TextChange } from './compare-texts.ts'

type Article = { readonly key: string; readonly label: string; readonly text: string }
export type ArticleChange = {
  readonly kind: 'added' | 'removed' | 'changed' | 'renumbered'
  /** In the new version; of a removed one in the former. */
  readonly key: string
  readonly label: string
  /** Of a renumbered one: as it was cited before. */
  readonly formerLabel: string
  readonly changes: readonly TextChange[]
}

/** Which articles a new version adds, removes, rewords or only counts anew; in its order, removed ones last. */
export function compareVersions(former: readonly Article[], next: readonly Article[]): ArticleChange[] {
  const byKey = new Map(former.map((article) => [article.key, article]))
  const byText = new Map(former.map((article) => [article.text, article]))
  const seen = new Set<string>()
  const changes: ArticleChange[] = []
  for (const { key, label, text } of next) {
    const same = byKey.get(key)
    if (same?.text === text) {
      seen.add(key)
      continue
    }
    const moved = byText.get(text)
    if (moved) {
      seen.add(moved.key)
      changes.push({ kind: 'renumbered', key, label, formerLabel: moved.label, changes: [] })
    } else if (same && !next.some((other) => other.text === same.text)) {
      seen.add(key)
      changes.push({ kind: 'changed', key, label, formerLabel: '', changes: compareTexts(same.text, text) })
    } else changes.push({ kind: 'added', key, label, formerLabel: '', changes: [{ kind: 'new', text }] })
  }
  for (const { key, label, text } of former) {
    if (!seen.has(key))
      changes.push({ kind: 'removed', key, label, formerLabel: '', changes: [{ kind: 'gone', text }] })
  }
  return changes
}
