import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    baseUrl: string
    browserEndpoint: string
  }
}

const root = path.resolve(import.meta.dirname, '..')
const chromiumPath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
const readySeconds = 240

/**
 * Starts one city on the embedded database and one browser for all journeys; with `JOURNEYS_AT=http://…` they run in a city
 * that somebody has started, and leave their traces there.
 */
export default async function setup(project: TestProject) {
  if (!existsSync(chromiumPath)) {
    if (process.env.CI) throw new Error(`The journeys need Chromium at ${chromiumPath}, and CI is set.`)
    console.warn(`! No Chromium at ${chromiumPath}: the journeys are SKIPPED.`)
    project.provide('baseUrl', '')
    project.provide('browserEndpoint', '')
    return
  }
  if (process.env.JOURNEYS_AT) {
    const browser = await launchBrowser()
    project.provide('baseUrl', process.env.JOURNEYS_AT)
    project.provide('browserEndpoint', browser.wsEndpoint())
    return () => browser.close()
  }
  const port = await freePort()
  const dataDir = path.join(root, '.test', `journeys-${process.pid}`)
  rmSync(dataDir, { recursive: true, force: true })
  mkdirSync(dataDir, { recursive: true })
  const city = spawn(process.execPath, ['bin/start.ts'], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(port),
      DATA_DIR: dataDir,
      DATABASE_URL: '',
      LIFE: 'off',
      // Gateways of journeys are on this machine.
      NOTICE_PRIVATE_ADDRESSES: 'yes',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output: string[] = []
  city.stdout.on('data', (chunk) => output.push(String(chunk)))
  city.stderr.on('data', (chunk) => output.push(String(chunk)))
  const baseUrl = `http://127.0.0.1:${port}`
  await untilReady(city, baseUrl, output)
  const browser = await launchBrowser()
  project.provide('baseUrl', baseUrl)
  project.provide('browserEndpoint', browser.wsEndpoint())
  return async () => {
    await browser.close()
    city.kill('SIGTERM')
    await new Promise((resolve) => {
      city.once('exit', resolve)
      setTimeout(() => city.kill('SIGKILL'), 10_000).unref()
    })
    rmSync(dataDir, { recursive: true, force: true })
  }
}

function launchBrowser() {
  return chromium.launchServer({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
    ],
  })
}

async function untilReady(city: ChildProcess, baseUrl: string, output: readonly string[]): Promise<void> {
  const deadline = Date.now() + readySeconds * 1000
  while (Date.now() < deadline) {
    if (city.exitCode !== null)
      throw new Error(`The city ended with code ${city.exitCode}:\n${output.join('')}`)
    const isReady = await fetch(`${baseUrl}/readyz`).then(
      (response) => response.ok,
      () => false,
    )
    if (isReady) return
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
  city.kill('SIGKILL')
  throw new Error(`The city was not ready within ${readySeconds} s:\n${output.join('')}`)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
