import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { chromium } from 'playwright-core'

/**
 * Takes the named pictures of a running city: `npm run screenshots -- [address] [folder]`.
 * README's picture of the wall is `wall.png` of these.
 */
const [address = 'http://localhost:3000', folder = '.test/screenshots'] = process.argv.slice(2)
const password = 'tongguan-demo'

const views = [
  { name: 'wall', role: 'wall', path: '/wall?dwell=0', width: 1920, height: 1080 },
  { name: 'wall-4k', role: 'wall', path: '/wall?dwell=0', width: 3840, height: 2160 },
  { name: 'wall-lit', role: 'wall', path: '/wall?hall=lit&dwell=0&scene=cases', width: 1920, height: 1080 },
  { name: 'desk', role: 'dispatcher', path: '/desk', width: 1920, height: 1080 },
  { name: 'desk-en', role: 'dispatcher', path: '/desk', width: 1920, height: 1080, locale: 'en' },
  { name: 'grids', role: 'grid_chief', path: '/grids', width: 1920, height: 1080 },
  { name: 'grids-phone', role: 'grid_chief', path: '/grids', width: 390, height: 844 },
  { name: 'health', role: 'planner', path: '/health', width: 1920, height: 1080 },
  { name: 'report-phone', role: undefined, path: '/report', width: 390, height: 844 },
  { name: 'sign-in', role: undefined, path: '/sign-in', width: 1920, height: 1080 },
] as const

await mkdir(folder, { recursive: true })
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--use-angle=swiftshader',
    '--enable-unsafe-swiftshader',
    '--disable-background-networking',
  ],
})
for (const view of views) {
  const { name, role, width, height } = view
  const locale = 'locale' in view ? 'en-US' : 'zh-CN'
  const context = await browser.newContext({
    baseURL: address,
    viewport: { width, height },
    deviceScaleFactor: width < 600 ? 2 : 1,
    hasTouch: width < 600,
    locale,
    timezoneId: 'Asia/Shanghai',
  })
  if (role) {
    const data = { email: `${role}@demo.tongguan`, password }
    const response = await context.request.post('/api/auth/sign-in/email', {
      data,
      headers: { origin: address },
    })
    if (!response.ok()) throw new Error(`${role} cannot sign in at ${address}: ${response.status()}`)
  }
  const page = await context.newPage()
  page.on('pageerror', (error) => console.error(name, error.message))
  await page.goto(await addressOf(view.path, name, context), { waitUntil: 'domcontentloaded' })
  if (name === 'desk') {
    await page.waitForSelector('[data-case]')
    await page.keyboard.press('j')
    await page.keyboard.press('j')
  }
  const hasMap = name !== 'sign-in'
  if (hasMap) {
    await page.waitForFunction(
      () => (window as unknown as { __tongguanMap?: { isIdle: boolean } }).__tongguanMap?.isIdle === true,
      undefined,
      { timeout: 60_000, polling: 250 },
    )
  }
  await page.waitForTimeout(1500)
  await page.screenshot({ path: path.join(folder, `${name}.png`) })
  console.log(`${name}  ${width} × ${height}`)
  await context.close()
}
await browser.close()

/** The checkup's picture shows one: of the first subdistrict. */
async function addressOf(
  view: string,
  name: string,
  { request }: Awaited<ReturnType<typeof browser.newContext>>,
): Promise<string> {
  if (name !== 'health') return view
  const input = encodeURIComponent(JSON.stringify({ level: 'subdistrict' }))
  const answer = (await (await request.get(`/api/trpc/areas.list?input=${input}`)).json()) as {
    result: { data: { areaId: number }[] }
  }
  return `${view}?area=${answer.result.data[0]?.areaId}`
}
