import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockFolder } from './folder-lock.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tongguan-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** What another process gets that wants the same folder. */
async function tryElsewhere(): Promise<string> {
  const program = `
    const { lockFolder } = await import(${JSON.stringify(join(import.meta.dirname, 'folder-lock.ts'))})
    await lockFolder(${JSON.stringify(folder)}).then(() => console.log('locked'), (error) => console.log(error.message))
    process.exit(0)`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program])
  return stdout.trim()
}

test('the lock is kept though nobody refers to it, until the process ends', async () => {
  await lockFolder(folder)
  setFlagsFromString('--expose-gc')
  const collectGarbage = runInNewContext('gc') as () => void
  for (let round = 0; round < 5; round++) {
    await new Promise((resolve) => setTimeout(resolve, 20))
    collectGarbage()
  }
  expect(await tryElsewhere()).toMatch(/^Another Tongguan \(process \d+, since .*is using the data folder/)
})

test('a process that has ended, however, leaves it free', async () => {
  expect(await tryElsewhere()).toBe('locked')
  expect(await tryElsewhere()).toBe('locked')
})
