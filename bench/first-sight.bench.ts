import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { tileAt, worldX, worldY } from '../tiles/engine/mercator.ts'
import {
  base,
  launchChromium,
  mustHaveChromium,
  signIn,
  startCity,
  stopCity,
  untilAnswered,
} from './data/started-city.ts'
import type { BenchDefinition, Figure } from './harness.ts'

const ROUNDS = Number(process.env.ROUNDS ?? 3)
const TARGET = { startSeconds: 15, mapSeconds: 2, beforeMapKilobytes: 300, withMapKilobytes: 900 }

/** Every page that is somebody's first, and for whom. */
const ROUTES = [
  { address: '/', role: null, hasMap: false },
  { address: '/desk', role: 'dispatcher', hasMap: true },
  { address: '/wall', role: 'wall', hasMap: true },
  { address: '/grids', role: 'grid_chief', hasMap: true },
  { address: '/health', role: 'planner', hasMap: true },
  { address: '/inbox', role: 'department_handler', hasMap: true },
  { address: '/phone', role: 'collector', hasMap: false },
  { address: '/report', role: null, hasMap: true },
  { address: '/monitor', role: 'shift_leader', hasMap: false },
  { address: '/rules', role: 'planner', hasMap: false },
] as const
type Route = (typeof ROUTES)[number]

/** In the map's library, and in its own code, which holds the style. */
const mapMarks = ['maplibregl-canvas', 'source-layer']

type Sight = {
  /** Bytes of JavaScript after gzip: asked for before the map's library, and in all. */
  readonly beforeMapBytes: number
  readonly allBytes: number
  /** Of the page's main thread, until it was at rest. */
  readonly taskMs: number
  readonly mapMs: number | null
  readonly featuresMs: number | null
}

/**
 * A start on a warm install as an operator does it, and each page's first sight in a browser that has nothing kept. There
 * is no GPU here: maps are drawn by SwiftShader on the same cores as the server.
 */
const bench: BenchDefinition = {
  title: 'first sight: from npm start to the first tile, and each page’s JavaScript and map',
  async run(say) {
    mustHaveChromium()
    const dataDir = mkdtempSync(path.join(tmpdir(), 'first-sight-'))
    let city: ChildProcess | undefined
    let browser: Browser | undefined
    try {
      say('making the city and the pages, once')
      city = startCity({ DATA_DIR: dataDir, DATABASE_URL: '' })
      await untilAnswered('/readyz', city)
      await stopCity(city)
      say('starting it again')
      const starts: { readyMs: number; tileMs: number }[] = []
      for (let round = 0; round < ROUNDS; round++) {
        const from = performance.now()
        city = startCity({ DATA_DIR: dataDir, DATABASE_URL: '' })
        await untilAnswered('/readyz', city)
        const readyMs = performance.now() - from
        await untilAnswered(await middleTile(), city)
        starts.push({ readyMs, tileMs: performance.now() - from })
        if (round < ROUNDS - 1) await stopCity(city)
      }
      browser = await launchChromium()
      const figures: Figure[] = [
        {
          what: 'npm start to /readyz',
          value: median(starts.map(({ readyMs }) => readyMs)) / 1000,
          unit: 's',
          target: { atMost: TARGET.startSeconds },
        },
        {
          what: 'npm start to the first tile',
          value: median(starts.map(({ tileMs }) => tileMs)) / 1000,
          unit: 's',
          target: { atMost: TARGET.startSeconds },
        },
      ]
      for (const route of ROUTES) {
        say(route.address)
        const sights: Sight[] = []
        for (let round = 0; round < ROUNDS; round++) sights.push(await look(browser, route))
        figures.push(...figuresOf(route, sights))
      }
      return {
        data: `the small city on the embedded database, a new browser profile each time, ${ROUNDS} rounds, medians`,
        figures,
        notes: [
          'JavaScript is counted as gzip makes it (level 9), from the bodies that the browser got',
          '“map there” is when it can be moved; its drawing is SwiftShader’s, on the cores that serve it',
        ],
      }
    } finally {
      await browser?.close()
      if (city) await stopCity(city)
      rmSync(dataDir, { recursive: true, force: true })
    }
  },
}
export default bench

function figuresOf({ address, hasMap }: Route, sights: readonly Sight[]): Figure[] {
  const of = (read: (sight: Sight) => number | null) => median(sights.map((sight) => read(sight) ?? 0))
  const figures: Figure[] = [
    {
      what: `${address}: JavaScript${hasMap ? ' before the map' : ''}`,
      value: of(({ beforeMapBytes }) => beforeMapBytes) / 1000,
      unit: 'kB gzip',
      target: { atMost: TARGET.beforeMapKilobytes },
    },
    { what: `${address}: main thread until at rest`, value: of(({ taskMs }) => taskMs), unit: 'ms' },
  ]
  if (!hasMap) return figures
  return [
    ...figures,
    {
      what: `${address}: JavaScript with the map`,
      value: of(({ allBytes }) => allBytes) / 1000,
      unit: 'kB gzip',
      target: { atMost: TARGET.withMapKilobytes },
    },
    {
      what: `${address}: map there`,
      value: of(({ mapMs }) => mapMs) / 1000,
      unit: 's',
      target: { atMost: TARGET.mapSeconds },
    },
    {
      what: `${address}: its first features drawn, by SwiftShader`,
      value: of(({ featuresMs }) => featuresMs) / 1000,
      unit: 's',
    },
  ]
}

type MapWindow = { __tongguanMap?: { listRendered: () => unknown[] } }

async function look(browser: Browser, { address, role, hasMap }: Route): Promise<Sight> {
  const context = await browser.newContext({
    baseURL: base,
    locale: 'zh-CN',
    viewport: { width: 1280, height: 800 },
  })
  try {
    if (role) await signIn(context, role)
    const page = await context.newPage()
    const bodies: Promise<Buffer>[] = []
    page.on('response', (response) => {
      const isScript = new URL(response.url()).pathname.endsWith('.js')
      if (isScript && response.ok()) bodies.push(response.body().catch(() => Buffer.alloc(0)))
    })
    const measured = await context.newCDPSession(page)
    await measured.send('Performance.enable')
    const from = performance.now()
    await page.goto(address, { waitUntil: 'domcontentloaded' })
    let mapMs: number | null = null
    let featuresMs: number | null = null
    if (hasMap) {
      const options = { timeout: 60_000, polling: 50 }
      await page.waitForFunction(
        () => (window as unknown as MapWindow).__tongguanMap !== undefined,
        undefined,
        options,
      )
      mapMs = performance.now() - from
      await page.waitForFunction(
        () => ((window as unknown as MapWindow).__tongguanMap?.listRendered().length ?? 0) > 0,
        undefined,
        options,
      )
      featuresMs = performance.now() - from
    }
    // An open event stream keeps the network from ever being idle.
    await page.waitForTimeout(3000)
    const { metrics } = await measured.send('Performance.getMetrics')
    const taskMs = (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000
    const scripts = (await Promise.all(bodies)).map((body) => ({
      bytes: gzipSync(body, { level: 9 }).length,
      isMap: mapMarks.some((mark) => body.includes(mark)),
    }))
    const firstOfMap = scripts.findIndex(({ isMap }) => isMap)
    const sum = (some: typeof scripts) => some.reduce((total, { bytes }) => total + bytes, 0)
    return {
      beforeMapBytes: sum(firstOfMap < 0 ? scripts : scripts.slice(0, firstOfMap)),
      allBytes: sum(scripts),
      taskMs,
      mapMs,
      featuresMs,
    }
  } finally {
    await context.close()
  }
}

/** The ground in the middle of the city. */
async function middleTile(): Promise<string> {
  const response = await fetch(`${base}/api/trpc/session.me`)
  const { result } = (await response.json()) as {
    result: { data: { city: { bbox: [number, number, number, number] } } }
  }
  const [west, south, east, north] = result.data.city.bbox
  const z = 13
  const { x, y } = tileAt(z, worldX((west + east) / 2), worldY((south + north) / 2))
  return `/api/tiles/basemap/${z}/${x}/${y}.mvt`
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1]!
}
