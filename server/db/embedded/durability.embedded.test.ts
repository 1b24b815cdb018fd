import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDataDir } from '../../../test/embedded.ts'
import { createDb } from '../client.ts'
import { startEmbedded } from './start-embedded.ts'

let dataDir: string
beforeAll(async () => {
  dataDir = await freshDataDir()
})
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

type Writer = {
  readonly parent: ChildProcess
  readonly childPid: () => number
  readonly acknowledged: readonly string[]
  readonly restarts: () => number
}

function startWriter(): Writer {
  const parent = spawn(process.execPath, [join(import.meta.dirname, 'writer.fixture.ts'), dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const acknowledged: string[] = []
  let childPid = 0
  let restarts = 0
  createInterface({ input: parent.stdout! }).on('line', (line) => {
    const [word, value] = line.split(' ')
    if (word === 'ack') acknowledged.push(value!)
    if (word === 'child') childPid = Number(value)
    if (word === 'back') restarts += 1
  })
  return { parent, childPid: () => childPid, acknowledged, restarts: () => restarts }
}

const enough = { timeout: 30_000, interval: 5 }

async function writtenIds(): Promise<Set<string>> {
  const embedded = await startEmbedded({ dataDir })
  const db = createDb(embedded.url)
  const { rows } = await sql<{ id: string }>`select id from written`.execute(db)
  await db.destroy()
  await embedded.stop()
  return new Set(rows.map(({ id }) => id))
}

function missingOf(acknowledged: readonly string[], written: ReadonlySet<string>): string[] {
  return acknowledged.filter((id) => !written.has(id))
}

test('kill -9 of the child in the middle of writes: back by itself, nothing acknowledged lost', async () => {
  const writer = startWriter()
  for (const round of [1, 2]) {
    const before = writer.acknowledged.length
    await expect.poll(() => writer.acknowledged.length, enough).toBeGreaterThan(before + 150)
    process.kill(writer.childPid(), 'SIGKILL')
    await expect.poll(writer.restarts, enough).toBe(round)
  }
  const before = writer.acknowledged.length
  await expect.poll(() => writer.acknowledged.length, enough).toBeGreaterThan(before + 150)

  // And of the parent: its child leaves by itself and the next start need not be told.
  writer.parent.kill('SIGKILL')
  await once(writer.parent, 'close')
  expect(missingOf(writer.acknowledged, await writtenIds())).toEqual([])
})

test('kill -9 of both at once: nothing acknowledged lost', async () => {
  const writer = startWriter()
  await expect.poll(() => writer.acknowledged.length, enough).toBeGreaterThan(150)
  process.kill(writer.childPid(), 'SIGKILL')
  writer.parent.kill('SIGKILL')
  await once(writer.parent, 'close')
  expect(missingOf(writer.acknowledged, await writtenIds())).toEqual([])
})

test('a second start on the folder says so and leaves; the first goes on', async () => {
  const first = startWriter()
  await expect.poll(() => first.acknowledged.length, enough).toBeGreaterThan(10)
  const second = spawn(process.execPath, [join(import.meta.dirname, 'writer.fixture.ts'), dataDir])
  let said = ''
  second.stderr.on('data', (chunk: Buffer) => {
    said += chunk
  })
  const [code] = await once(second, 'close')
  expect(code).toBe(73)
  expect(said).toContain(`Another Tongguan (process ${first.parent.pid}`)
  expect(said).toContain(dataDir)
  const before = first.acknowledged.length
  await expect.poll(() => first.acknowledged.length, enough).toBeGreaterThan(before + 50)
  first.parent.kill('SIGKILL')
  await once(first.parent, 'close')
  expect(missingOf(first.acknowledged, await writtenIds())).toEqual([])
})

test('a first start that was killed half way begins anew', async () => {
  const half = await freshDataDir()
  try {
    const marker = join(half, 'embedded/initializing')
    writeFileSync(marker, '')
    rmSync(join(half, 'embedded/data/global'), { recursive: true })
    const lines: string[] = []
    const embedded = await startEmbedded({ dataDir: half, log: (line) => lines.push(line) })
    expect(lines).toEqual(['making the embedded database (once, some seconds)'])
    expect(existsSync(marker)).toBe(false)
    await embedded.stop()
  } finally {
    rmSync(half, { recursive: true, force: true })
  }
})

test('a data folder of another PostgreSQL version is refused, and kept', async () => {
  const old = await freshDataDir()
  try {
    writeFileSync(join(old, 'embedded/data/PG_VERSION'), '17\n')
    await expect(startEmbedded({ dataDir: old })).rejects.toMatchObject({
      code: 'other_version',
      message: expect.stringContaining('of PostgreSQL 17'),
    })
    expect(existsSync(join(old, 'embedded/data/global'))).toBe(true)
  } finally {
    rmSync(old, { recursive: true, force: true })
  }
})
