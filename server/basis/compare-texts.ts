export type TextChange = { readonly kind: 'same' | 'gone' | 'new'; readonly text: string }

/** Longer middles are shown as replaced whole: the table of a comparison grows with their product. */
const MAX_CELLS = 4_000_000

/**
 * What of a text became what, character by character, by the longest common subsequence of what lies between their
 * common beginning and end. `same` and `gone` in order give the first text, `same` and `new` the second.
 */
export function compareTexts(from: string, to: string): TextChange[] {
  const a = [...from]
  const b = [...to]
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end])
    end++
  const middle = between(a.slice(start, a.length - end), b.slice(start, b.length - end))
  return joined([
    { kind: 'same', text: a.slice(0, start).join('') },
    ...middle,
    { kind: 'same', text: a.slice(a.length - end).join('') },
  ])
}

function between(a: readonly string[], b: readonly string[]): TextChange[] {
  const columns = b.length + 1
  if ((a.length + 1) * columns > MAX_CELLS)
    return [
      { kind: 'gone', text: a.join('') },
      { kind: 'new', text: b.join('') },
    ]
  const table = new Uint16Array((a.length + 1) * columns)
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      table[i * columns + j] =
        a[i] === b[j]
          ? table[(i + 1) * columns + j + 1]! + 1
          : Math.max(table[(i + 1) * columns + j]!, table[i * columns + j + 1]!)
    }
  }
  const changes: TextChange[] = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      changes.push({ kind: 'same', text: a[i]! })
      i++
      j++
    } else if (
      j >= b.length ||
      (i < a.length && table[(i + 1) * columns + j]! >= table[i * columns + j + 1]!)
    ) {
      changes.push({ kind: 'gone', text: a[i++]! })
    } else changes.push({ kind: 'new', text: b[j++]! })
  }
  return changes
}

function joined(changes: readonly TextChange[]): TextChange[] {
  const all: { kind: TextChange['kind']; text: string }[] = []
  for (const { kind, text } of changes) {
    if (text === '') continue
    const last = all.at(-1)
    if (last?.kind === kind) last.text += text
    else all.push({ kind, text })
  }
  return all
}
