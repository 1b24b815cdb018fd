export type WorkLoop = {
  /** Makes it work now, or once more where it is working. */
  readonly wake: () => void
  /** Ends after the round that is under way. */
  readonly stop: () => Promise<void>
}

/** Repeats `work` one at a time: when woken, and at the latest `pollMs` after the last round. A failing round is told and retried. */
export function startWorkLoop(
  work: () => Promise<void>,
  options: { readonly pollMs: number; readonly onError: (error: unknown) => void },
): WorkLoop {
  let isStopped = false
  let isWoken = false
  let endPause = () => {}
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, options.pollMs)
      endPause = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const run = async () => {
    while (!isStopped) {
      isWoken = false
      let hasFailed = false
      await work().catch((error: unknown) => {
        hasFailed = true
        if (!isStopped) options.onError(error)
      })
      // After a failure it waits even where it is woken: a database that is away must not be hammered.
      if (!isStopped && (hasFailed || !isWoken)) await pause()
    }
  }
  const running = run()
  return {
    wake: () => {
      isWoken = true
      endPause()
    },
    stop: async () => {
      isStopped = true
      endPause()
      await running
    },
  }
}
