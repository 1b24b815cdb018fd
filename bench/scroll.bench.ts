import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { BrowserContext, CDPSession, Page } from 'playwright-core'
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

/** As many open cases are in the list before it is scrolled. */
const ROWS = 5000
const ROW_PIXELS = 60
const TURNS = 80
const TURN_PIXELS = 240
const TURN_MS = 25
/** A frame of 60 a second; a task beyond 50 ms is what browsers call long. */
const TARGET = { frameMs: 16, longTasks: 0 }

type Scrolled = {
  /** Of the page's own thread: script, style, layout, painting's preparation. */
  readonly taskMs: number
  readonly frames: number
  readonly longTasks: number
  readonly longestMs: number
  readonly p50Ms: number
  readonly p95Ms: number
}

/**
 * The queue of a city with thousands of open cases under the wheel, beside a plain list of as many rows. There is no GPU
 * here: SwiftShader draws both on the cores that serve them, so that frames come late in both, and what counts is the
 * time that the page's own thread is kept.
 */
const bench: BenchDefinition = {
  title: 'scrolling five thousand open cases, beside a plain list',
  async run(say) {
    mustHaveChromium()
    const dataDir = mkdtempSync(path.join(tmpdir(), 'scroll-'))
    const databaseUrl = process.env.DATABASE_URL ?? ''
    let city: ChildProcess | undefined
    const browser = await launchChromium()
    try {
      say(databaseUrl ? 'starting the city of DATABASE_URL' : 'making a district')
      city = startCity({ DATA_DIR: dataDir, DATABASE_URL: databaseUrl, CITY_PRESET: 'district' })
      await untilAnswered('/readyz', city)
      const context = await browser.newContext({
        baseURL: base,
        locale: 'zh-CN',
        viewport: { width: 1400, height: 900 },
      })
      await signIn(context, 'dispatcher')
      say('the plain list')
      const plain = await scroll(await openPlain(context))
      say(`${ROWS.toLocaleString('en')} cases`)
      const desk = await scroll(await openDesk(context))
      return {
        data: `${databaseUrl ? 'the city of DATABASE_URL' : 'a district'}, ${ROWS.toLocaleString('en')} open cases in the list, ${TURNS} turns of the wheel of ${TURN_PIXELS} px, the middle of three`,
        figures: [
          ...figuresOf('the queue beside its map', desk, TARGET),
          ...figuresOf('a plain list of as many rows', plain),
        ],
        notes: [
          'Frames are drawn by SwiftShader on the cores that serve the city: how late they come says little of a machine with a graphics card.',
        ],
      }
    } finally {
      await browser.close()
      if (city) await stopCity(city)
      rmSync(dataDir, { recursive: true, force: true })
    }
  },
}
export default bench

function figuresOf(what: string, of: Scrolled, target?: typeof TARGET): Figure[] {
  return [
    {
      what: `${what}: its thread is kept, a frame`,
      value: of.taskMs / of.frames,
      unit: 'ms',
      ...(target && { target: { atMost: target.frameMs } }),
    },
    {
      what: `${what}: tasks over 50 ms`,
      value: of.longTasks,
      unit: '',
      ...(target && { target: { atMost: target.longTasks } }),
    },
    { what: `${what}: longest task over 50 ms`, value: of.longestMs, unit: 'ms' },
    { what: `${what}: frames come every (median)`, value: of.p50Ms, unit: 'ms' },
    { what: `${what}: frames come every (of 20 the slowest)`, value: of.p95Ms, unit: 'ms' },
  ]
}

async function openPlain(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  const row = (i: number) =>
    `<div style="height:${ROW_PIXELS}px;border-bottom:1px solid #ddd;padding:8px;box-sizing:border-box"><b>道路积水 ${i}</b> 人民路663号<br>超时 338 小时 已签收</div>`
  const rows = Array.from({ length: ROWS }, (_, i) => row(i)).join('')
  await page.route('**/plain-list', (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      body: `<body style="margin:0;font:14px sans-serif"><section style="width:378px;height:900px;overflow:auto">${rows}</section>`,
    }),
  )
  await page.goto('/plain-list')
  return page
}

/** With as many rows as wanted: the end is gone to until they have come. */
async function openDesk(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  await page.goto('/desk')
  await page.waitForSelector('[data-case]', { timeout: 60_000 })
  await page.waitForFunction(
    (height) => {
      const list = document.querySelector('[data-case]')?.closest('section')
      if (!list) return false
      list.scrollTop = list.scrollHeight
      return list.scrollHeight >= height
    },
    ROWS * ROW_PIXELS,
    { timeout: 300_000, polling: 100 },
  )
  await page.waitForTimeout(5000)
  return page
}

type Watched = Window & { longTasks: number[]; frames: number[]; isWatching: boolean }

/** Up, down and up again through the middle of the list; the middle of the three by the time it took. */
async function scroll(page: Page): Promise<Scrolled> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  await page.evaluate(() => {
    const watched = window as unknown as Watched
    watched.longTasks = []
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) watched.longTasks.push(duration)
    }).observe({ entryTypes: ['longtask'] })
    const list =
      document.querySelector('[data-case]')?.closest('section') ?? document.querySelector('section')!
    list.scrollTop = list.scrollHeight / 2
  })
  await page.mouse.move(170, 500)
  await page.waitForTimeout(2000)
  const runs: Scrolled[] = []
  for (const direction of [-1, 1, -1]) runs.push(await measured(page, session, direction))
  await page.close()
  return runs.sort((a, b) => a.taskMs / a.frames - b.taskMs / b.frames)[1]!
}

async function measured(page: Page, session: CDPSession, direction: number): Promise<Scrolled> {
  const taskMs = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000
  }
  await page.evaluate(() => {
    const watched = window as unknown as Watched
    Object.assign(watched, { longTasks: [], frames: [], isWatching: true })
    let lastMs = performance.now()
    const note = (nowMs: number) => {
      watched.frames.push(nowMs - lastMs)
      lastMs = nowMs
      if (watched.isWatching) requestAnimationFrame(note)
    }
    requestAnimationFrame(note)
  })
  const before = await taskMs()
  for (let turn = 0; turn < TURNS; turn++) {
    await page.mouse.wheel(0, direction * TURN_PIXELS)
    await page.waitForTimeout(TURN_MS)
  }
  const kept = (await taskMs()) - before
  const { longTasks, frames } = await page.evaluate(() => {
    const watched = window as unknown as Watched
    watched.isWatching = false
    return { longTasks: watched.longTasks, frames: watched.frames }
  })
  frames.sort((a, b) => a - b)
  return {
    taskMs: kept,
    frames: frames.length,
    longTasks: longTasks.length,
    longestMs: Math.max(0, ...longTasks),
    p50Ms: frames[frames.length >> 1]!,
    p95Ms: frames[Math.floor(frames.length * 0.95)]!,
  }
}
