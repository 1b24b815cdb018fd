import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statfsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fail, root, run, say } from './shell.mjs'

const stamp = path.join(root, 'node_modules/.ready')
const neededBytes = 2.5e9

/** Installs the locked packages unless these very ones are there. */
export async function installDependencies() {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  const { bavail, bsize } = statfsSync(root)
  if (bavail * bsize < neededBytes) {
    fail(
      `The disk of ${root} has ${gigabytes(bavail * bsize)} GB free; installing and building needs ${gigabytes(neededBytes)} GB. Free some space and run again.`,
    )
  }
  say('· installing packages (a few minutes the first time)')
  // Not `npm ci`: it refuses a lock that lacks optional packages of platforms that the locking registry does not carry.
  const { code, output } = await run(
    'npm',
    ['install', '--no-save', '--no-fund', '--no-audit', '--loglevel=error'],
    { quiet: true },
  )
  if (code !== 0) {
    const hint = /ENOSPC/.test(output)
      ? 'The disk is full.'
      : /EAI_AGAIN|ENOTFOUND|ECONNREFUSED|ETIMEDOUT/.test(output)
        ? 'The package registry cannot be reached.'
        : 'npm install failed.'
    fail(`${hint}\n${output.trim().split('\n').slice(-12).join('\n')}`)
  }
  writeFileSync(stamp, lock)
}

function gigabytes(bytes) {
  return (bytes / 1e9).toFixed(1)
}
