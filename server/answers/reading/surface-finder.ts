import type { Span } from './normal-text.ts'

export type Surface<T> = {
  /** As `normalText` leaves it. */
  readonly text: string
  readonly target: T
}
export type Named<T> = Span & { readonly targets: readonly T[] }

const LATIN = /[a-z0-9]/

/**
 * Finds names in a text: the longest that begins at each place, all that are written alike. Latin names end at the end
 * of a word. A text of n characters costs about n look-ups.
 */
export class SurfaceFinder<T> {
  readonly #byStart = new Map<string, Map<string, T[]>>()
  readonly #lengths = new Map<string, number[]>()

  constructor(surfaces: Iterable<Surface<T>>) {
    for (const { text, target } of surfaces) {
      if (text.length < 2) continue
      const start = text.slice(0, 2)
      const names = this.#byStart.get(start) ?? new Map<string, T[]>()
      this.#byStart.set(start, names)
      const targets = names.get(text) ?? []
      names.set(text, targets)
      if (!targets.includes(target)) targets.push(target)
    }
    for (const [start, names] of this.#byStart)
      this.#lengths.set(
        start,
        [...new Set([...names.keys()].map(({ length }) => length))].sort((a, b) => b - a),
      )
  }

  find(text: string): Named<T>[] {
    const found: Named<T>[] = []
    for (let at = 0; at + 2 <= text.length; ) {
      const one = this.#at(text, at)
      if (one) found.push(one)
      at = one ? one.end : at + 1
    }
    return found
  }

  #at(text: string, at: number): Named<T> | undefined {
    const start = text.slice(at, at + 2)
    const names = this.#byStart.get(start)
    if (!names || (LATIN.test(text[at]!) && LATIN.test(text[at - 1] ?? ''))) return undefined
    for (const length of this.#lengths.get(start)!) {
      const end = at + length
      const targets = names.get(text.slice(at, end))
      if (!targets) continue
      if (LATIN.test(text[end - 1]!) && LATIN.test(text[end] ?? '')) continue
      return { start: at, end, targets }
    }
    return undefined
  }
}
