import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

export type CityServer = {
  readonly port: number
  readonly forget: () => Promise<void>
  readonly stop: () => void
}

/** One side in a process of its own. */
export async function startCityServer(side: 'ours' | 'postgis' | 'raw', url: string): Promise<CityServer> {
  const child: ChildProcess = fork(new URL('./city-server.ts', import.meta.url), [side, url])
  const [{ port }] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error(`the ${side} server did not start`))),
  ])) as [{ port: number }]
  return {
    port,
    async forget() {
      const done = once(child, 'message')
      child.send('forget')
      await done
    },
    stop: () => child.disconnect(),
  }
}

/** @returns the cookies of the demo administrator */
export async function signIn(port: number): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: `http://127.0.0.1:${port}` },
    body: JSON.stringify({ email: 'admin@demo.tongguan', password: 'tongguan-demo' }),
  })
  if (!response.ok) throw new Error(`sign-in failed: ${response.status} ${await response.text()}`)
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}
