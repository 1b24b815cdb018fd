import { expect } from 'vitest'
import { rendered, untilDrawing, untilDrawn, untilMapIdle } from './map-of.ts'
import { journey, visit } from './visitor.ts'

type Losable = { loseContext(): void; restoreContext(): void }
type Handle = { readonly isContextLost: boolean }
type PageWindow = { __tongguanMap?: Handle; firstMap?: Handle | undefined; losing?: Losable | null }

journey('a layer that fails is named, the others go on, and it comes back by itself', async () => {
  const page = await visit('/', { role: 'supervisor' })
  await page.route('**/api/tiles/cases.json', (route) => route.abort())
  await page.goto('/grids')
  await page.waitForSelector('.city-map [role=status]:has-text("图层未更新：案件")')
  await expect.poll(async () => (await rendered(page, 'unit-grids')).length).toBeGreaterThan(0)
  expect(await rendered(page, 'cases')).toEqual([])
  await page.unroute('**/api/tiles/cases.json')
  await page.waitForFunction(
    () => document.querySelector('.city-map [role=status]')?.textContent === '',
    undefined,
    { timeout: 40_000 },
  )
  await expect.poll(async () => (await rendered(page, 'cases')).length).toBeGreaterThan(0)
})

journey('tiles of the ground that failed come back, and the map says so no longer', async () => {
  const page = await visit('/', { role: 'supervisor' })
  await page.route('**/api/tiles/basemap/**', (route) => route.fulfill({ status: 503 }))
  await page.goto('/grids')
  await page.waitForSelector('.city-map [role=status]:has-text("图层未更新：底图")')
  // By then it has asked for larger tiles in their place, which are not wanted once the small ones come.
  await expect.poll(async () => (await rendered(page, 'unit-grids')).length).toBeGreaterThan(0)
  expect(await rendered(page, 'land')).toEqual([])
  await page.unroute('**/api/tiles/basemap/**')
  await page.waitForFunction(
    () => document.querySelector('.city-map [role=status]')?.textContent === '',
    undefined,
    { timeout: 40_000 },
  )
  await expect.poll(async () => (await rendered(page, 'land')).length).toBeGreaterThan(0)
})

journey('a drawing context that is lost comes back: restored on the same map, or on a new one', async () => {
  const page = await visit('/grids', { role: 'supervisor' })
  await untilMapIdle(page)
  await page.evaluate(() => {
    const own = window as unknown as PageWindow
    own.firstMap = own.__tongguanMap
    const canvas = document.querySelector<HTMLCanvasElement>('canvas.maplibregl-canvas')
    own.losing = canvas?.getContext('webgl2')?.getExtension('WEBGL_lose_context') ?? null
    own.losing?.loseContext()
  })
  await page.waitForFunction(() => (window as unknown as PageWindow).__tongguanMap?.isContextLost === true)
  await page.evaluate(() => (window as unknown as PageWindow).losing?.restoreContext())
  await page.waitForFunction(() => (window as unknown as PageWindow).__tongguanMap?.isContextLost === false)
  await expect.poll(async () => (await rendered(page, 'unit-grids')).length).toBeGreaterThan(0)
  const isSame = () => {
    const own = window as unknown as PageWindow
    return own.firstMap === own.__tongguanMap
  }
  expect(await page.evaluate(isSame)).toBe(true)

  // Lost for good: nobody restores it, so the page makes a new map.
  await page.evaluate(() => (window as unknown as PageWindow).losing?.loseContext())
  await page.waitForFunction(
    () => {
      const own = window as unknown as PageWindow
      return own.__tongguanMap !== own.firstMap && own.__tongguanMap?.isContextLost === false
    },
    undefined,
    { timeout: 40_000 },
  )
  await expect.poll(async () => (await rendered(page, 'unit-grids')).length).toBeGreaterThan(0)
})

journey('a shape drawn by hand gets its verdict, and its address keeps it', async () => {
  const page = await visit('/health', { role: 'planner' })
  await untilMapIdle(page)
  await page.click('[aria-label="多边形"]')
  const corners = [
    [800, 250],
    [1050, 250],
    [1050, 480],
    [800, 500],
  ] as const
  await page.waitForSelector('text=双击结束')
  await untilDrawing(page, 'polygon')
  for (const [x, y] of corners) {
    await page.mouse.click(x, y)
    await page.waitForTimeout(250)
  }
  await page.mouse.click(800, 500)
  await page.waitForURL(/shape=/)
  await page.waitForSelector('h1:has-text("所画区域")')
  await expect.poll(async () => (await rendered(page, 'sketch')).length).toBeGreaterThan(0)
})

journey('the ground shows more the nearer one looks, in both languages', async () => {
  const far = await visit('/grids', { role: 'supervisor' })
  await untilDrawn(far, 'land', 'water', 'road')
  expect(await rendered(far, 'buildings')).toEqual([])
  const { center } = await far.evaluate(
    () =>
      (window as unknown as { __tongguanMap: { camera: { center: [number, number] } } }).__tongguanMap.camera,
  )
  for (const locale of ['zh', 'en'] as const) {
    const near = await visit(`/grids?at=@${center.join(',')},16`, { role: 'supervisor', locale })
    await untilDrawn(near, 'road-casing', 'road', 'buildings', 'road-names', 'places')
  }
})
