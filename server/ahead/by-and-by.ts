/** Longer than this nobody else waits for an answer. */
const TURN_MS = 10

/** Runs a computation that comes in steps, and lets everything else that waits get in between. */
export async function byAndBy<Result>(computation: Iterator<undefined, Result>): Promise<Result> {
  let turnEndsMs = performance.now() + TURN_MS
  for (;;) {
    const step = computation.next()
    if (step.done) return step.value
    if (performance.now() < turnEndsMs) continue
    await new Promise((resolve) => setImmediate(resolve))
    turnEndsMs = performance.now() + TURN_MS
  }
}
