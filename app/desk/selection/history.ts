/** What may be taken back and done again; the present stands elsewhere. */
export type History<T> = { readonly past: readonly T[]; readonly future: readonly T[] }

const mostSteps = 100

export const noHistory: History<never> = { past: [], future: [] }

/** A new present: the one before can be taken back, what was taken back before is gone. */
export function advance<T>({ past }: History<T>, before: T): History<T> {
  return { past: [...past, before].slice(-mostSteps), future: [] }
}

/** Undefined where there is nothing to take back. */
export function goBack<T>(
  { past, future }: History<T>,
  present: T,
): { history: History<T>; present: T } | undefined {
  if (past.length === 0) return undefined
  return { history: { past: past.slice(0, -1), future: [present, ...future] }, present: past.at(-1)! }
}

/** Undefined where there is nothing to do again. */
export function goOn<T>(
  { past, future }: History<T>,
  present: T,
): { history: History<T>; present: T } | undefined {
  const [next, ...rest] = future
  return next === undefined
    ? undefined
    : { history: { past: [...past, present], future: rest }, present: next }
}
