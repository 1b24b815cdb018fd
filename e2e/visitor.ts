import path from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, inject, test } from 'vitest'

const password = 'tongguan-demo'

/** Where there is no Chromium the journeys skip; the set-up has said so, and has failed where CI is set. */
export const journey = inject('baseUrl') === '' ? test.skip : test

let browser: Browser | undefined
const contexts: BrowserContext[] = []

/** What every page of a failed journey looked like in the end stands in `.test/`. */
afterEach(async ({ task }) => {
  const isFailed = task.result?.state === 'fail'
  if (!isFailed && task.result?.retryCount) console.warn(`! passed only at the second try: ${task.name}`)
  for (const [i, context] of contexts.splice(0).entries()) {
    const [page] = context.pages()
    const name = `failed-${task.name.slice(0, 40).replaceAll(/[^\p{L}\p{N}]+/gu, '-')}-${i}.png`
    if (isFailed && page) await page.screenshot({ path: path.join(import.meta.dirname, '../.test', name) })
    await context.close()
  }
})

afterAll(async () => {
  await browser?.close()
})

type Visit = {
  /** A demo role to sign in as; nobody where absent. */
  role?: string
  width?: number
  height?: number
  locale?: 'zh' | 'en'
  /** Of the reader's machine. */
  timeZone?: string
}

/** Opens a page of the running city in a browser profile of its own, signed in by role. */
export async function visit(
  path: string,
  { role, width = 1280, height = 720, locale = 'zh', timeZone = 'Asia/Shanghai' }: Visit = {},
): Promise<Page> {
  const baseUrl = inject('baseUrl')
  browser ??= await chromium.connect(inject('browserEndpoint'))
  const context = await browser.newContext({
    baseURL: baseUrl,
    viewport: { width, height },
    locale: locale === 'zh' ? 'zh-CN' : 'en-US',
    timezoneId: timeZone,
    hasTouch: width < 600,
  })
  contexts.push(context)
  context.setDefaultTimeout(60_000)
  if (role) {
    const response = await context.request.post('/api/auth/sign-in/email', {
      data: { email: `${role}@demo.tongguan`, password },
      headers: { origin: baseUrl },
    })
    if (!response.ok())
      throw new Error(`${role} cannot sign in: ${response.status()} ${await response.text()}`)
  }
  const page = await context.newPage()
  page.on('pageerror', (error) => console.error(`[${role ?? 'nobody'} ${path}]`, error))
  await page.goto(path, { waitUntil: 'domcontentloaded' })
  return page
}
