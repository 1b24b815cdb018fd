import { writeSync } from 'node:fs'
import { workerData } from 'node:worker_threads'

/**
 * Watches the thread that runs statements, which cannot watch itself: a statement never yields. Ends the process where
 * one runs beyond its limit (the parent starts it again, and the log is replayed) or where the parent is gone.
 */
export type WatchdogData = {
  /** [0]: when the running statement began, in ms of process.hrtime; 0 where none runs. */
  readonly running: BigInt64Array<SharedArrayBuffer>
  readonly parentPid: number
  readonly statementLimitMs: number
}

const CHECK_MS = 250
/** What the main thread has for leaving in order once its parent is gone. */
const LEAVE_MS = 5000

const { running, parentPid, statementLimitMs } = workerData as WatchdogData
let orphanedMs = 0

setInterval(() => {
  const startedMs = Atomics.load(running, 0)
  const runMs = startedMs === 0n ? 0 : Number(process.hrtime.bigint() / 1_000_000n - startedMs)
  if (runMs > statementLimitMs) {
    end(`a statement ran for ${Math.round(runMs / 1000)} s, beyond the limit of ${statementLimitMs / 1000} s`)
  }
  if (process.ppid !== parentPid) orphanedMs += CHECK_MS
  if (orphanedMs > LEAVE_MS) end('the parent process is gone')
}, CHECK_MS)

function end(reason: string): void {
  // Not by process.stderr, which is written by the main thread.
  writeSync(2, `embedded database: ${reason}; ending\n`)
  process.kill(process.pid, 'SIGKILL')
}
