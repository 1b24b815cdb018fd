import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { type Browser, type BrowserContext, chromium } from 'playwright-core'

const root = path.resolve(import.meta.dirname, '../..')
const PORT = Number(process.env.PORT ?? 3398)
const PATIENCE_MS = 600_000

export const base: string = `http://127.0.0.1:${PORT}`
const chromiumPath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

/** Asked before a city is made for nothing. */
export function mustHaveChromium(): void {
  if (!existsSync(chromiumPath)) throw new Error(`There is no Chromium at ${chromiumPath}`)
}

/** Where there is no GPU, SwiftShader draws. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath,
    args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  })
}

/** As `npm start` does it, with everything that makes ready. */
export function startCity(env: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, ['bin/ready.mjs', 'start'], {
    cwd: root,
    env: { ...process.env, PORT: String(PORT), HOST: '127.0.0.1', LIFE: 'off', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

export async function stopCity(city: ChildProcess): Promise<void> {
  if (city.exitCode !== null) return
  const gone = once(city, 'exit')
  city.kill('SIGTERM')
  await gone
}

export async function untilAnswered(address: string, city: ChildProcess): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS
  while (performance.now() < deadline) {
    if (city.exitCode !== null) throw new Error(`The city ended with code ${city.exitCode}`)
    const isAnswered = await fetch(`${base}${address}`).then(
      (response) => response.ok,
      () => false,
    )
    if (isAnswered) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`${address} was not answered in ten minutes`)
}

export async function signIn(context: BrowserContext, role: string): Promise<void> {
  const response = await context.request.post('/api/auth/sign-in/email', {
    data: { email: `${role}@demo.tongguan`, password: 'tongguan-demo' },
    headers: { origin: base },
  })
  if (!response.ok()) throw new Error(`${role} cannot sign in: ${response.status()}`)
}
