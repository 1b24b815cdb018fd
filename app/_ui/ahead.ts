/** A view that was asked for and that the router has not come to yet. */
export type Ahead = {
  readonly query: string
  /** Where the router stood then, and views asked for on the way: none of these is news. */
  readonly passed: readonly string[]
}

/** @param standing where the router stands */
export function askFor(query: string, last: Ahead | null, standing: string): Ahead {
  return { query, passed: last ? [...last.passed, last.query] : [standing] }
}

/** What is shown: the view asked for until the router has come to it, or has gone somewhere of its own. */
export function isStillAhead(ahead: Ahead | null, settled: string): ahead is Ahead {
  return ahead !== null && settled !== ahead.query && ahead.passed.includes(settled)
}
