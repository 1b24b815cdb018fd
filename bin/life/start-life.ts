import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { PresetName } from '../../seed/city/presets.ts'
import type { LifeSettings } from '../../seed/life/live-on.ts'
import { POSTS, type Post } from '../../seed/life/plan-step.ts'
import type { DemoAccount } from '../../server/identity/demo-accounts.ts'
import type { SceneName } from '../../server/scenes/scene-names.ts'

const STOP_MS = 3000

/** Lets the seeded city live on in a child process. @returns ends it; undefined where an account for it is missing */
export function startLife(city: {
  /** Where the server listens, without a slash at the end. */
  readonly url: string
  readonly seed: string
  readonly preset: PresetName
  readonly demoAccounts: readonly DemoAccount[]
  readonly scene: SceneName | undefined
  readonly speed: number
}): (() => Promise<void>) | undefined {
  const accounts = accountsOf(city.demoAccounts)
  if (!accounts) return undefined
  const { url, seed, preset, scene, speed } = city
  const settings: LifeSettings = { url, seed, preset, accounts, speed, ...(scene && { scene }) }
  const child = fork(path.join(import.meta.dirname, '../life.ts'), [JSON.stringify(settings)], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  // The city can do without.
  child.on('error', (error) => process.stderr.write(`Simulated life did not start: ${error.message}\n`))
  return async () => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
    await ended
    clearTimeout(timer)
  }
}

function accountsOf(demo: readonly DemoAccount[]): LifeSettings['accounts'] | undefined {
  const entries = POSTS.map((post): [Post, LifeSettings['accounts'][Post] | undefined] => {
    const account = demo.find(({ role }) => role === post)
    return [post, account && { email: account.email, password: account.password }]
  })
  if (entries.some(([, account]) => !account)) return undefined
  return Object.fromEntries(entries) as LifeSettings['accounts']
}
