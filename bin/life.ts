import os from 'node:os'
import { type LifeSettings, liveOn } from '../seed/life/live-on.ts'

/**
 * The life of a seeded city, in a process of its own beside the server: it ends when the server ends, and the server
 * does not when it does. Its settings come as JSON in the first argument.
 */
const LOWEST_PRIORITY = 19

const ended = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ended.abort())
process.on('disconnect', () => ended.abort())
// People come first.
os.setPriority(LOWEST_PRIORITY)

const settings = JSON.parse(process.argv[2] ?? '') as LifeSettings
try {
  await liveOn({
    ...settings,
    now: () => Date.now(),
    signal: ended.signal,
    log: (line) => process.stdout.write(`Simulated ${line}\n`),
  })
  process.exit(0)
} catch (error) {
  process.stderr.write(`Simulated life ends: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
