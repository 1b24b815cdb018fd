import path from 'node:path'
import type { Kysely } from 'kysely'
import { presetOf } from '../seed/city/presets.ts'
import { loadSeededCity } from '../seed/load.ts'
import { topUpPack } from '../seed/top-up-pack.ts'
import { openAttachments } from '../server/attachments/open-attachments.ts'
import { DatabaseStartError, startEmbedded } from '../server/db/embedded/start-embedded.ts'
import type { Database } from '../server/db/schema.ts'
import { type Env, readEnv } from '../server/env.ts'
import { CodedError } from '../server/errors.ts'
import type { DemoAccount } from '../server/identity/demo-accounts.ts'
import type { SceneName } from '../server/scenes/scene-names.ts'
import { type RunningServer, startServer } from '../server/start.ts'
import { StartError } from '../server/start-error.ts'
import { readScene } from './life/read-scene.ts'
import { startLife as startChildLife } from './life/start-life.ts'

const startedMs = performance.now()
const root = path.join(import.meta.dirname, '..')
/** What the operator can mend: told in a line. */
const EXPECTED = [StartError, DatabaseStartError, CodedError]
const clock = { now: () => new Date() }

function say(line: string): void {
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1).padStart(5)
  process.stdout.write(`${seconds} s  ${line}\n`)
}

async function main(): Promise<void> {
  const env = readEnv(process.env)
  const scene = env.lifeScene === undefined ? undefined : readScene(env.lifeScene)
  const server = await startServer({
    env,
    clock,
    pagesRoot: root,
    onProgress: say,
    startEmbedded: (dataDir) => startEmbedded({ dataDir, log: say, onFailure: leave }),
    ...(env.cityPreset !== 'none' && { loadCity: (db) => loadCity(db, env) }),
  })
  for (const gained of await topUpPack(server.services.db, clock.now())) say(`From the newer pack: ${gained}`)
  const stopLife = await startLife(server, env, scene)
  printAddresses(server, env)
  stopOnSignals(async () => {
    await stopLife()
    await server.stop()
  })
}

async function loadCity(db: Kysely<Database>, env: Env): Promise<void> {
  say(`Making the city (CITY_PRESET=${env.cityPreset}, SEED=${env.seed}) …`)
  await loadSeededCity({
    db,
    databaseUrl: env.databaseUrl,
    preset: env.cityPreset,
    seed: env.seed,
    endsAt: clock.now(),
    onProgress: say,
    attachments: openAttachments(env),
  })
}

/** A seeded city goes on living: its people and devices use the public doors, like everybody. */
async function startLife(
  { port, services, demoAccounts }: RunningServer,
  env: Env,
  scene: SceneName | undefined,
): Promise<() => Promise<void>> {
  const idle = async () => {}
  // One process of several lives it, and it needs the doors.
  if (!env.isAlive || !env.roles.includes('web') || !env.roles.includes('jobs')) return idle
  const city = await services.db
    .selectFrom('city')
    .select(['seed', 'seeded_until', 'profile'])
    .executeTakeFirst()
  if (!city?.seed || !city.seeded_until) return idle
  const host = env.host === '0.0.0.0' ? '127.0.0.1' : env.host === '::' ? '[::1]' : env.host
  const url = `http://${host}:${port}`
  if (scene) say(`Scene ${scene} at ${env.lifeSpeed} × begins now (LIFE=${scene})`)
  const { preset } = city.profile as { readonly preset?: string }
  return (
    startChildLife({
      url,
      seed: city.seed,
      preset: presetOf(preset),
      demoAccounts,
      scene,
      speed: env.lifeSpeed,
    }) ?? idle
  )
}

function printAddresses({ port, demoAccounts, hasAccounts }: RunningServer, env: Env): void {
  const address = env.publicUrl ?? `http://${env.host === '0.0.0.0' ? 'localhost' : env.host}:${port}`
  say(`Tongguan 统管 is ready: ${address}`)
  if (!hasAccounts) say('Nobody can sign in yet: npm run account -- you@example.cn NAME admin')
  if (demoAccounts.length === 0) return
  process.stdout.write(`\n${demoTable(demoAccounts)}\n`)
  if (env.host === '0.0.0.0') {
    process.stdout.write(
      'Anybody who reaches this port can sign in so; HOST=127.0.0.1 keeps it to this machine.\n',
    )
  }
}

function demoTable(accounts: readonly DemoAccount[]): string {
  const width = Math.max(...accounts.map((account) => account.email.length))
  const lines = accounts.map(({ email, name }) => `  ${email.padEnd(width)}  ${name}`)
  return `Demo sign-ins, password ${accounts[0]?.password}:\n${lines.join('\n')}\n`
}

function stopOnSignals(stop: () => Promise<void>): void {
  let isStopping = false
  const end = () => {
    if (isStopping) process.exit(1)
    isStopping = true
    process.stdout.write('\nStopping …\n')
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`)
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
}

/** Says why in a line where it is something the operator can mend, else with the place in the program. */
function leave(error: unknown): never {
  const isExpected = EXPECTED.some((expected) => error instanceof expected)
  const text = error instanceof Error ? (isExpected ? error.message : error.stack) : String(error)
  process.stderr.write(`\n${text}\n`)
  process.exit(error instanceof DatabaseStartError ? error.exitCode : 1)
}

main().catch(leave)
