import { expect } from 'vitest'
import { navPages } from '../app/_ui/nav-pages.ts'
import { query, refusalOf } from './api-of.ts'
import { rendered, untilDrawn, untilMapIdle } from './map-of.ts'
import { journey, visit } from './visitor.ts'

journey('the wall: heat on every grid, key numbers, no personal data, legible from ten meters', async () => {
  const wall = await visit('/wall', { role: 'wall', width: 1920, height: 1080 })
  await wall.waitForSelector('.wall')
  await untilMapIdle(wall)
  const grids = await rendered(wall, 'heat')
  expect(new Set(grids.map(({ id }) => id)).size).toBeGreaterThan(150)
  const smallest = await wall.evaluate(() => {
    const sizes: number[] = []
    const walker = document.createTreeWalker(document.querySelector('.wall')!, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement
      if (!node.textContent?.trim() || !parent || parent.offsetParent === null) continue
      sizes.push(Number.parseFloat(getComputedStyle(parent).fontSize))
    }
    return Math.min(...sizes)
  })
  expect(smallest).toBeGreaterThanOrEqual(1080 / 40 - 0.5)
  const overflow = await wall.evaluate(() => [
    document.documentElement.scrollWidth - innerWidth,
    document.documentElement.scrollHeight - innerHeight,
  ])
  expect(Math.max(...overflow)).toBeLessThanOrEqual(0)
  expect(await refusalOf(wall, 'cases.queue', { filter: {} })).toBe('FORBIDDEN')
  expect(await refusalOf(wall, 'cases.get', { caseId: 1 })).toBe('FORBIDDEN')
})

journey(
  'grids: a chief sees only their own grids, what was not looked at, and works on a phone',
  async () => {
    const desk = await visit('/grids', { role: 'grid_chief' })
    await untilMapIdle(desk)
    type Mine = { dutyGridId: number; unitGrids: number }[]
    const mine = await query<Mine>(desk, 'grids.mine')
    expect(mine.length).toBeGreaterThan(0)
    const everything = await visit('/grids', { role: 'supervisor' })
    expect((await query<Mine>(everything, 'grids.mine')).length).toBeGreaterThan(mine.length)

    const drawn = await rendered(desk, 'unit-grids')
    const unitGrids = new Set(drawn.map(({ id }) => id))
    expect(unitGrids.size).toBeGreaterThan(0)
    // Everything drawn lies in the chief's own subdistrict: another street's grids are not in the tiles.
    const dutyGridIds = new Set(drawn.map(({ properties }) => properties.duty_grid_id))
    const elsewhere = await query<Mine>(everything, 'grids.mine')
    expect(dutyGridIds.size).toBeLessThan(elsewhere.length)

    const phone = await visit('/grids', { role: 'grid_chief', width: 390, height: 844 })
    await untilMapIdle(phone)
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await phone.tap('aside button:has-text("网格")')
    await phone.waitForURL(/grid=\d+/)
    const inEnglish = await visit('/grids', { role: 'grid_chief', width: 390, height: 844, locale: 'en' })
    await inEnglish.waitForSelector('aside dt')
    expect(await inEnglish.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    expect(
      await inEnglish.$$eval('aside dt', (terms) =>
        terms
          .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
          .map((one) => one.textContent),
      ),
    ).toEqual([])
  },
)

journey('health: choose an area, read the verdict, see the cases behind it', async () => {
  const page = await visit('/health', { role: 'planner' })
  await untilMapIdle(page)
  type Area = { areaId: number; level: string }
  const area = (await query<Area[]>(page, 'areas.list', { level: 'subdistrict' }))[0]!
  await page.selectOption('aside select >> nth=0', String(area.areaId))
  await page.waitForSelector('text=仅依据案件的体检预览')
  await page.waitForSelector('text=按期结案率')
  await expect.poll(async () => (await rendered(page, 'heat')).length).toBeGreaterThan(20)
  expect(page.url()).toContain(String(area.areaId))
})

journey('every page of the bar can be read to its end on a small screen', async () => {
  const page = await visit('/desk', { role: 'admin', width: 390, height: 664 })
  const cut: string[] = []
  for (const { href } of navPages.filter(({ name }) => name !== 'wall')) {
    await page.goto(href, { waitUntil: 'domcontentloaded' })
    const frame = page.locator('#content > *').first()
    await frame.waitFor()
    await page.locator('#content .animate-breathe').first().waitFor({ state: 'detached' })
    // What the frame does not hold nobody can scroll to.
    const [inner, outer] = await page
      .locator('#content')
      .evaluate((content) => [content.scrollHeight, content.clientHeight] as const)
    if (inner > outer + 1) cut.push(`${href}: ${inner} of ${outer}`)
  }
  expect(cut).toEqual([])
})

journey(
  'a desk shows the whole map: basemap, areas, cases, units; in English there is no Chinese in the frame',
  async () => {
    const desk = await visit('/desk', { role: 'dispatcher', locale: 'en' })
    await untilMapIdle(desk)
    // From this far all cases stand in clusters.
    await untilDrawn(desk, 'water', 'road', 'case-clusters', 'units')
    await expect
      .poll(async () =>
        (await rendered(desk, 'road')).some(({ properties }) => properties.class === 'arterial'),
      )
      .toBe(true)
    // A person's own name is written as they write it.
    const { name } = (await query<{ user: { name: string } }>(desk, 'session.me')).user
    const bar = ((await desk.locator('header').first().textContent()) ?? '')
      .replaceAll('统管', '')
      .replaceAll(name, '')
    expect(bar).not.toMatch(/\p{Script=Han}/u)
  },
)

journey(
  'permission is spatial: another street’s case is in no queue, tile or answer of a chief',
  async () => {
    const all = await visit('/desk', { role: 'supervisor' })
    const chief = await visit('/grids', { role: 'grid_chief' })
    type Queue = { rows: { caseId: number }[]; total: number }
    const everything = await query<Queue>(all, 'cases.queue', { filter: { open: true }, limit: 500 })
    const own = await query<Queue>(chief, 'cases.queue', { filter: { open: true }, limit: 500 })
    expect(own.total).toBeLessThan(everything.total)
    const ownIds = new Set(own.rows.map(({ caseId }) => caseId))
    const foreign = everything.rows.find(({ caseId }) => !ownIds.has(caseId))!
    expect(await refusalOf(chief, 'cases.get', { caseId: foreign.caseId })).toBe('CASE_NOT_FOUND')
  },
)
