import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'

/** How long a killed run's child, which sees that its parent is gone, may take to leave. */
const LEAVE_MS = 15_000
const RETRY_MS = 100

/** A handle that nobody refers to is collected, and closed with its lock. */
const held = new Set<DatabaseSync>()

type Holder = { readonly pid: number; readonly parentPid: number; readonly since: string }

/** Raised where another process uses the folder. */
export class FolderInUseError extends Error {}

/**
 * Keeps the folder for this process until it ends, however it ends: a lock of the operating system on a file, which
 * SQLite takes for us since Node.js cannot. Held across containers too, as long as they share the machine.
 */
export async function lockFolder(folder: string): Promise<void> {
  const holderFile = join(folder, 'holder.json')
  const deadline = performance.now() + LEAVE_MS
  for (;;) {
    const lock = tryLock(join(folder, 'lock'))
    if (lock) {
      const holder: Holder = { pid: process.pid, parentPid: process.ppid, since: new Date().toISOString() }
      writeFileSync(holderFile, JSON.stringify(holder))
      held.add(lock)
      return
    }
    const holder = readHolder(holderFile)
    if ((holder && isAlive(holder.parentPid)) || performance.now() > deadline) {
      throw new FolderInUseError(
        `Another Tongguan${holder ? ` (process ${holder.parentPid}, since ${holder.since})` : ''} is using the data folder ${folder}. Stop it first, or start this one with another DATA_DIR.`,
      )
    }
    await sleep(RETRY_MS)
  }
}

function tryLock(path: string): DatabaseSync | undefined {
  const file = new DatabaseSync(path, { timeout: 0 })
  try {
    file.exec('begin exclusive')
    return file
  } catch (error) {
    file.close()
    if (/locked|busy/i.test((error as Error).message)) return undefined
    throw error
  }
}

function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
