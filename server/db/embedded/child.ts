import { once } from 'node:events'
import { chmodSync, mkdirSync, rmSync, statfsSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { type Engine, OtherVersionError, openEngine } from './engine.ts'
import { FolderInUseError, lockFolder } from './folder-lock.ts'
import { createFront } from './front.ts'
import {
  type ChildMessage,
  type ChildSettings,
  EXIT_CODES,
  type FatalCode,
  type ParentMessage,
} from './messages.ts'
import type { WatchdogData } from './watchdog.worker.ts'

/** The process that holds the embedded database: one folder, one session, one socket. Started by `startEmbedded`. */

/** A log segment is 16 MB; below this the next ones may not fit. */
const NEEDED_BYTES = 150e6

const settings = JSON.parse(process.argv[2] ?? '') as ChildSettings

// Ctrl-C reaches the whole group; the parent says when to stop, after its last transaction.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})
process.on('uncaughtException', (error) => fail('cannot_open', error.stack ?? error.message))

try {
  await serve()
} catch (error) {
  const message = (error as Error).message
  if (error instanceof FolderInUseError) fail('folder_in_use', message)
  else if (error instanceof OtherVersionError) fail('other_version', message)
  else if (/ENOSPC|No space left/.test(message)) fail('disk_full', diskFullMessage())
  else fail('cannot_open', `The embedded database in ${settings.folder} cannot be opened: ${message}`)
}

async function serve(): Promise<void> {
  mkdirSync(settings.folder, { recursive: true, mode: 0o700 })
  await lockFolder(settings.folder)
  if (freeBytes() < NEEDED_BYTES) fail('disk_full', diskFullMessage())
  const engine = await openEngine(settings.folder, (text) => tell({ kind: 'progress', text }))
  const watched = watch(engine)
  const front = createFront({
    engine: watched,
    idleInTransactionLimitMs: settings.idleInTransactionLimitMs,
    onBroken: (reason) => {
      if (freeBytes() < NEEDED_BYTES) fail('disk_full', diskFullMessage())
      else fail('cannot_open', `The embedded database broke: ${reason}`)
    },
  })
  rmSync(settings.socketPath, { force: true })
  front.server.listen(settings.socketPath)
  await once(front.server, 'listening')
  chmodSync(settings.socketPath, 0o600)

  let isStopping = false
  const stop = async () => {
    if (isStopping) return
    isStopping = true
    front.close()
    await engine.close()
    process.exit(0)
  }
  process.on('message', (message: ParentMessage) => {
    if (message.kind === 'stop') void stop()
  })
  // The parent is gone, in whatever way.
  process.on('disconnect', () => void stop())
  if (!process.connected) await stop()
  tell({ kind: 'ready' })
}

/** The engine, with its running statements under the eyes of the watchdog's thread. */
function watch(engine: Engine): Pick<Engine, 'run' | 'serverVersion'> {
  const running = new BigInt64Array(new SharedArrayBuffer(8))
  const workerData: WatchdogData = {
    running,
    parentPid: process.ppid,
    statementLimitMs: settings.statementLimitMs,
  }
  new Worker(new URL('./watchdog.worker.ts', import.meta.url), { workerData }).unref()
  return {
    serverVersion: engine.serverVersion,
    run: (messages) => {
      Atomics.store(running, 0, process.hrtime.bigint() / 1_000_000n)
      try {
        return engine.run(messages)
      } finally {
        Atomics.store(running, 0, 0n)
      }
    },
  }
}

function freeBytes(): number {
  const { bavail, bsize } = statfsSync(settings.folder)
  return bavail * bsize
}

function diskFullMessage(): string {
  return `The disk of ${settings.folder} is full: ${(freeBytes() / 1e6).toFixed(0)} MB free, the database needs ${NEEDED_BYTES / 1e6} MB. Free some space; nothing that was saved is lost.`
}

function tell(message: ChildMessage): void {
  if (process.connected) process.send?.(message)
}

function fail(code: FatalCode, message: string): never {
  // Channel messages are written before the process ends, as pipes are synchronous here.
  tell({ kind: 'fatal', code, message })
  process.exit(EXIT_CODES[code])
}
