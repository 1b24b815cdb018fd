/** How often a stranger may send, by any key that names one (an address). In memory: a restart forgives. */
export class RateLimiter {
  readonly #max: number
  readonly #windowMs: number
  readonly #sent = new Map<string, number[]>()

  constructor(limit: { readonly max: number; readonly windowMs: number }) {
    this.#max = limit.max
    this.#windowMs = limit.windowMs
  }

  /** Counts one sending; false where it is one too many. */
  take(key: string, nowMs: number): boolean {
    const since = nowMs - this.#windowMs
    const recent = (this.#sent.get(key) ?? []).filter((at) => at > since)
    if (recent.length >= this.#max) return false
    recent.push(nowMs)
    // Reinserted last, so that the first keys are the ones longest silent.
    this.#sent.delete(key)
    this.#sent.set(key, recent)
    this.#forget(since)
    return true
  }

  #forget(since: number): void {
    for (const [key, times] of this.#sent) {
      if ((times.at(-1) ?? 0) > since) return
      this.#sent.delete(key)
    }
  }
}
