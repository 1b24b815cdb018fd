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
/** Filters that nobody has asked for before, by tab and by word; a word counts once the hand rests so long. */
const FILTERS = ['waiting', 'near', 'overdue', 'check', 'unlocated', 'finished', 'open']
const WORDS = ['井盖', '积水', '人民路', '噪声']
const TYPING_MS = 250
/** Between two, for the map to come to rest. */
const REST_MS = 2500
const FILTER_TARGET_MS = 200

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
      const page = await openDesk(context)
      const desk = await scroll(page)
      say('its filters')
      const filtered = await filter(page)
      return {
        data: `${databaseUrl ? 'the city of DATABASE_URL' : 'a district'}, ${ROWS.toLocaleString('en')} open cases in the list, ${TURNS} turns of the wheel of ${TURN_PIXELS} px, the middle of three`,
        figures: [
          ...figuresOf('the queue beside its map', desk, TARGET),
          ...figuresOf('a plain list of as many rows', plain),
          {
            what: 'another filter: its first rows are there (median)',
            value: filtered.p50Ms,
            unit: 'ms',
            target: { atMost: FILTER_TARGET_MS },
          },
          { what: 'another filter: the slowest', value: filtered.maxMs, unit: 'ms' },
          {
            what: 'another filter: tasks over 50 ms, of all',
            value: filtered.longTasks,
            unit: '',
            target: { atMost: TARGET.longTasks },
          },
          { what: 'another filter: the longest of them', value: filtered.longestMs, unit: 'ms' },
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

/** From the press of a tab, or the last letter of a word, until its rows and their count stand in the page. */
async function filter(page: Page) {
  await page.evaluate(() => Object.assign(window, { longTasks: [] }))
  const durations: number[] = []
  const answered = async (change: { readonly view?: string; readonly word?: string }) => {
    durations.push(
      (await page.evaluate(async ({ view, word }) => {
        const shown = () =>
          `${document.querySelector<HTMLElement>('[data-total]')?.dataset.total} ${document.querySelector<HTMLElement>('[data-case]')?.dataset.case}`
        const before = shown()
        const startMs = performance.now()
        if (view) document.querySelector<HTMLElement>(`[data-view=${view}]`)?.click()
        const box = document.querySelector<HTMLInputElement>('input[type=search]')
        if (word && box) {
          // As React hears of what is typed.
          Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(box, word)
          box.dispatchEvent(new Event('input', { bubbles: true }))
        }
        while (shown() === before && performance.now() - startMs < 10_000)
          await new Promise((resolve) => setTimeout(resolve, 4))
        return performance.now() - startMs
      }, change)) - (change.word ? TYPING_MS : 0),
    )
    await page.waitForTimeout(REST_MS)
  }
  for (const view of FILTERS) await answered({ view })
  for (const word of WORDS) await answered({ word })
  const longTasks = await page.evaluate(() => (window as unknown as Watched).longTasks)
  durations.sort((a, b) => a - b)
  return {
    p50Ms: durations[durations.length >> 1]!,
    maxMs: durations.at(-1)!,
    longTasks: longTasks.length,
    longestMs: Math.max(0, ...longTasks),
  }
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
