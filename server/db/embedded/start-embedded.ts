import { type ChildProcess, fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, lstatSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startMaintenance } from './maintenance.ts'
import {
  type ChildMessage,
  type ChildSettings,
  EXIT_CODES,
  type FatalCode,
  type ParentMessage,
} from './messages.ts'

/** Longest path of a Unix socket that every system takes, in bytes. */
const MAX_SOCKET_PATH = 100
const SOCKET_NAME = '.s.PGSQL.5432'
const MAX_PAUSE_MS = 10_000
/** So many starts in a row that fail are no accident. */
const MAX_FAILURES = 8
const STOP_MS = 10_000

export type EmbeddedOptions = {
  /** The database lives in `embedded/` inside. */
  readonly dataDir: string
  /** Lines for the person at the terminal, and notes of restarts. */
  readonly log?: (line: string) => void
  /** A statement that runs longer ends the child process, which is then started again. */
  readonly statementLimitMs?: number
  readonly idleInTransactionLimitMs?: number
  /** Told when it could not be started again: no database any more. */
  readonly onFailure?: (error: DatabaseStartError) => void
}

export type Embedded = {
  /** For any PostgreSQL driver; stays the same over restarts. */
  readonly url: string
  /** Process id of the child at this moment. */
  readonly pid: () => number | undefined
  readonly stop: () => Promise<void>
  /** Calls back after each restart, when it answers again. */
  readonly onRestart: (listener: () => void) => void
}

/** Why there is no embedded database, in a sentence for the operator, and the exit code that goes with it. */
export class DatabaseStartError extends Error {
  readonly code: FatalCode
  readonly exitCode: number

  constructor(code: FatalCode, message: string) {
    super(message)
    this.name = 'DatabaseStartError'
    this.code = code
    this.exitCode = EXIT_CODES[code]
  }
}

/**
 * Starts the embedded PostgreSQL + PostGIS in a child process and starts it again whenever it ends by itself.
 * What was acknowledged survives: the log is replayed at the next start.
 *
 * @throws DatabaseStartError where the folder is in use, the disk is full, or the database cannot be opened
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const folder = join(resolve(options.dataDir), 'embedded')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const socketFolder = prepareSocketFolder(folder)
  const url = embeddedUrl(options.dataDir)
  const log = options.log ?? (() => {})
  const settings: ChildSettings = {
    folder,
    socketPath: join(socketFolder, SOCKET_NAME),
    statementLimitMs: options.statementLimitMs ?? 120_000,
    idleInTransactionLimitMs: options.idleInTransactionLimitMs ?? 30_000,
  }
  const restartListeners = new Set<() => void>()
  let isStopping = false
  let child = await startChild(settings, log)
  const maintenance = startMaintenance(url)

  const supervise = () => {
    child.once('exit', (code, signal) => {
      if (isStopping) return
      log(`the embedded database ended (${signal ?? `exit code ${code}`}); starting it again`)
      void restart()
    })
  }
  const restart = async () => {
    for (let failures = 0; !isStopping; ) {
      try {
        child = await startChild(settings, log)
        if (isStopping) {
          child.kill('SIGKILL')
          return
        }
        supervise()
        log('the embedded database is back')
        for (const listener of restartListeners) listener()
        return
      } catch (error) {
        const failure = error as DatabaseStartError
        log(failure.message)
        // A full disk is waited for: somebody is called to make room.
        if (failure.code !== 'disk_full') failures += 1
        if (failures >= MAX_FAILURES || failure.code === 'folder_in_use') {
          options.onFailure?.(failure)
          return
        }
        await sleep(failure.code === 'disk_full' ? MAX_PAUSE_MS : Math.min(250 * 2 ** failures, MAX_PAUSE_MS))
      }
    }
  }
  supervise()

  return {
    url,
    pid: () => child.pid,
    onRestart: (listener) => restartListeners.add(listener),
    stop: async () => {
      if (isStopping) return
      isStopping = true
      await maintenance.stop()
      await stopChild(child)
    },
  }
}

/** @returns once it takes connections */
async function startChild(settings: ChildSettings, log: (line: string) => void): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'child.ts'), [JSON.stringify(settings)], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  return new Promise((resolve, reject) => {
    let fatal: DatabaseStartError | undefined
    let isReady = false
    child.on('message', (message: ChildMessage) => {
      if (message.kind === 'progress') {
        log(message.text)
      } else if (message.kind === 'ready') {
        isReady = true
        resolve(child)
      } else {
        fatal = new DatabaseStartError(message.code, message.message)
        // Before it was ready the caller is told by the rejection.
        if (isReady) log(message.message)
      }
    })
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      reject(
        fatal ??
          new DatabaseStartError(
            'cannot_open',
            `The embedded database ended before it was ready (${signal ?? `exit code ${code}`})`,
          ),
      )
    })
  })
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  if (child.connected) child.send({ kind: 'stop' } satisfies ParentMessage)
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
  await exited
  clearTimeout(timer)
}

/** Where the embedded database of a data folder answers, while it runs. */
export function embeddedUrl(dataDir: string): string {
  const socketFolder = socketFolderOf(join(resolve(dataDir), 'embedded'))
  return `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(socketFolder)}`
}

function socketFolderOf(folder: string): string {
  const inside = join(folder, 'socket')
  if (Buffer.byteLength(join(inside, SOCKET_NAME)) <= MAX_SOCKET_PATH) return inside
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16)
  return join(tmpdir(), `tongguan-${process.getuid?.() ?? 0}-${name}`)
}

/** A folder that only this user can enter: whoever can open the socket is the database's superuser. */
function prepareSocketFolder(folder: string): string {
  const path = socketFolderOf(folder)
  mkdirSync(path, { recursive: true, mode: 0o700 })
  const stat = lstatSync(path)
  if (!stat.isDirectory() || (process.getuid && stat.uid !== process.getuid())) {
    throw new DatabaseStartError('cannot_open', `${path} belongs to somebody else`)
  }
  chmodSync(path, 0o700)
  return path
}
