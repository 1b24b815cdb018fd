const storageKey = 'tongguan-recent-searches'
const mostKept = 8

/** What this person searched for and went to, newest first; texts only, so that nothing found is kept on the device. */
export function listRecent(userId: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(`${storageKey}-${userId}`) ?? '[]')
    return Array.isArray(kept) ? kept.filter((text): text is string => typeof text === 'string') : []
  } catch {
    return []
  }
}

export function keepRecent(userId: string, texts: readonly string[]): void {
  try {
    localStorage.setItem(`${storageKey}-${userId}`, JSON.stringify(texts))
  } catch {
    // A full or closed storage loses only this convenience.
  }
}

/**
 * The text moves to the front; the oldest falls out.
 *
 * @example withRecent(['b', 'a'], 'a') // ['a', 'b']
 */
export function withRecent(texts: readonly string[], text: string): string[] {
  const clean = text.trim()
  if (clean === '') return [...texts]
  return [clean, ...texts.filter((one) => one !== clean)].slice(0, mostKept)
}
