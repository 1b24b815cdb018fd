import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { centralMeridianOf, toGaussKruger } from '../geo/gauss-kruger.ts'
import { query, sendReport } from './api-of.ts'
import { pixelOf, rendered, untilDrawing, untilMapIdle } from './map-of.ts'
import { journey, visit } from './visitor.ts'

type Pixel = readonly [x: number, y: number]
type Hit = { kind: string; id: number; name: string; lngLat: [number, number] | null }

/** Slow enough that two clicks are not one double-click. */
async function click(page: Page, [x, y]: Pixel): Promise<void> {
  await page.mouse.move(x, y)
  await page.mouse.click(x, y)
  await page.waitForTimeout(350)
}

async function choose(page: Page, mode: string): Promise<void> {
  const atHand = page.locator(`[role=toolbar] [data-draw=${mode}]`)
  if ((await atHand.count()) === 0) await page.click('button[aria-label=更多画法]')
  await page.click(`[data-draw=${mode}]`)
  await untilDrawing(page, mode)
  // It lies over the map a moment longer than a hand would need.
  await page.locator('[role=menu]').waitFor({ state: 'detached' })
}

/** What the panel says of the shape: its area in m², or its length in meters where it is a line. */
async function measured(page: Page, what: 'area' | 'length'): Promise<number> {
  const told = page.locator('[data-panel=selection] [data-area]').first()
  await told.waitFor()
  return Number(await told.getAttribute(`data-${what}`))
}

const shapeIn = (page: Page) => new URL(page.url()).searchParams.get('shape') ?? ''
const positionsIn = (page: Page) =>
  shapeIn(page)
    .replace(/^\d+m_/, '')
    .split('_')
    .map((pair) => pair.split(',').map(Number) as [number, number])

async function clear(page: Page): Promise<void> {
  await page.click('[data-panel=selection] header button')
  await page.waitForFunction(() => !window.location.search.includes('shape='))
}

journey(
  'circle, sector, lasso, polygon, line and a stretch of road: each is drawn, measured, shown',
  async () => {
    const page = await visit('/grids', { role: 'dispatcher' })
    const { city } = await query<{ city: { center: [number, number] } }>(page, 'session.me')
    await page.goto(`/desk?at=@${city.center.join(',')},15.5`)
    await untilMapIdle(page)
    const { x, y } = await pixelOf(page, city.center)
    const from = (dx: number, dy: number): Pixel => [x + dx, y + dy]
    const hasSketch = () =>
      expect.poll(async () => (await rendered(page, 'sketch')).length).toBeGreaterThan(0)

    await choose(page, 'circle')
    await click(page, from(0, 0))
    await click(page, from(80, 0))
    await page.waitForURL(/shape=/)
    const circle = await measured(page, 'area')
    const radius = Math.sqrt(circle / Math.PI)
    expect(radius).toBeGreaterThan(50)
    await hasSketch()
    await clear(page)

    // A quarter of the same circle, from east to north.
    await choose(page, 'sector')
    await click(page, from(0, 0))
    await click(page, from(80, 0))
    await click(page, from(0, -80))
    await page.waitForURL(/shape=/)
    const sector = await measured(page, 'area')
    expect(Math.min(sector / circle, 1 - sector / circle)).toBeCloseTo(0.25, 1)
    await hasSketch()
    await clear(page)

    await choose(page, 'lasso')
    await click(page, from(-60, -60))
    for (const [dx, dy] of [
      [60, -60],
      [60, 60],
      [-60, 60],
      [-58, -52],
    ] as const)
      await page.mouse.move(x + dx, y + dy, { steps: 12 })
    await click(page, from(-58, -52))
    await page.waitForURL(/shape=/)
    const lasso = await measured(page, 'area')
    const perPixel = radius / 80
    expect(lasso / (120 * perPixel) ** 2).toBeGreaterThan(0.8)
    expect(lasso / (120 * perPixel) ** 2).toBeLessThan(1.2)
    await hasSketch()
    await clear(page)

    // A corner taken back is not in the shape.
    await choose(page, 'polygon')
    for (const corner of [from(-70, -50), from(70, -50), from(70, 50)]) await click(page, corner)
    await click(page, from(0, 90))
    await page.keyboard.press('Backspace')
    await click(page, from(-70, 50))
    await click(page, from(-70, 50))
    await page.waitForURL(/shape=/)
    expect(positionsIn(page)).toHaveLength(4)
    await hasSketch()
    await clear(page)

    // A line is measured on its plane, and is what things lie near.
    await choose(page, 'line')
    await click(page, from(-80, 40))
    await click(page, from(80, 40))
    await click(page, from(80, 40))
    await page.waitForURL(/shape=50m_/)
    const length = await measured(page, 'length')
    expect(length / (160 * perPixel)).toBeGreaterThan(0.8)
    expect(length / (160 * perPixel)).toBeLessThan(1.2)
    await page.waitForSelector('text=中央经线')
    await hasSketch()
    await clear(page)

    // Two places near roads become the way between them, with all that lies within 50 m.
    await choose(page, 'road')
    await click(page, from(-120, -20))
    await click(page, from(120, 30))
    await page.waitForURL(/shape=50m_/)
    expect(positionsIn(page).length).toBeGreaterThan(1)
    const stretch = { type: 'LineString', coordinates: positionsIn(page) }
    const ground = await query(page, 'shapes.near', { of: stretch, meters: 50 })
    const things = await query<{ part: { total: number } }>(page, 'shapes.things', { geometry: ground })
    await page.waitForSelector(`[data-kind=part][data-total="${things.part.total}"]`)
    await hasSketch()
  },
)

journey('what is drawn catches on a corner of the picture, or not where that is switched off', async () => {
  const page = await visit('/grids', { role: 'dispatcher' })
  const { city } = await query<{ city: { center: [number, number] } }>(page, 'session.me')
  const [lng, lat] = city.center
  const box = [lng - 0.01, lat - 0.01, lng + 0.01, lat + 0.01].join()
  const answer = await page.context().request.get(`/api/ogc/collections/duty_grids/items?bbox=${box}&limit=3`)
  const { features } = (await answer.json()) as {
    features: { geometry: { coordinates: [number, number][][][] } }[]
  }
  const corner = features[0]!.geometry.coordinates[0]![0]![0]!
  await page.goto(`/desk?at=@${corner.join(',')},17&layers=duty-grids`)
  const beside = async () => {
    await untilMapIdle(page)
    const { x, y } = await pixelOf(page, corner)
    await click(page, [x + 5, y + 4])
    await click(page, [x + 90, y + 70])
    await click(page, [x - 60, y + 100])
    await click(page, [x - 60, y + 100])
    await page.waitForURL(/shape=/)
    const [first = [0, 0]] = positionsIn(page)
    await clear(page)
    return Math.max(Math.abs(first[0] - corner[0]), Math.abs(first[1] - corner[1]))
  }
  await choose(page, 'polygon')
  expect(await beside()).toBeLessThan(1.2e-5)
  await page.click('button[aria-label=更多画法]')
  await page.click('[role=menuitemcheckbox]')
  await choose(page, 'polygon')
  expect(await beside()).toBeGreaterThan(1.5e-5)
})

journey(
  'one place typed in degrees, in minutes and seconds, and in meters of CGCS2000 is one place',
  async () => {
    const page = await visit('/grids', { role: 'dispatcher' })
    const { city } = await query<{ city: { center: [number, number] } }>(page, 'session.me')
    const [lng, lat] = city.center.map((degrees) => Number(degrees.toFixed(5))) as [number, number]
    const sexagesimal = (degrees: number, mark: string) => {
      const seconds = degrees * 3600
      return `${Math.floor(degrees)}°${Math.floor((seconds % 3600) / 60)}′${(seconds % 60).toFixed(3)}″${mark}`
    }
    const meridian = centralMeridianOf(lng)
    const [east, north] = toGaussKruger([lng, lat], meridian)
    const zoned = (meridian / 3) * 1e6 + east
    for (const text of [
      `${lng}, ${lat}`,
      `${sexagesimal(lat, 'N')} ${sexagesimal(lng, 'E')}`,
      `${zoned.toFixed(2)}, ${north.toFixed(2)}`,
      `${north.toFixed(2)} ${east.toFixed(2)}`,
    ]) {
      await page.goto('/desk')
      await page.click('button[aria-label=更多画法]')
      await page.click('[role=menuitem]:has-text("输入坐标")')
      await page.fill('textarea[name=positions]', text)
      await page.selectOption('[data-form=typed] select', 'point')
      await page.click('[data-form=typed] button[type=submit]')
      await page.waitForURL(/shape=50m_/)
      const [typed = [0, 0]] = positionsIn(page)
      expect(typed[0], text).toBeCloseTo(lng, 4)
      expect(typed[1], text).toBeCloseTo(lat, 4)
      // The same position is found by the one box of search.
      const hits = await query<Hit[]>(page, 'search.find', { text })
      expect(hits[0]?.kind, text).toBe('coordinate')
      expect(hits[0]?.lngLat?.[0], text).toBeCloseTo(lng, 5)
    }
  },
)

journey(
  'what is selected leaves in five formats, is written to, and is planned with a word on each left out',
  async () => {
    const page = await visit('/grids', { role: 'dispatcher' })
    const { city } = await query<{ city: { bbox: [number, number, number, number] } }>(page, 'session.me')
    const [west, south, east, north] = city.bbox.map((degrees) => Number(degrees.toFixed(5))) as [
      number,
      number,
      number,
      number,
    ]
    // What the superiors order is registered at once, and waits for a person to send it.
    for (const nth of [1, 2])
      await sendReport(page, {
        description: '上级交办，清理乱堆物',
        category_code: '200106',
        channel: 'superior',
        lng: (west + east) / 2 + nth * 0.002,
        lat: (south + north) / 2,
      })
    await page.goto(`/desk?shape=${west},${south}_${east},${south}_${east},${north}_${west},${north}`)
    const total = page.locator('[data-panel=selection] p[data-total]')
    await total.waitFor()
    const cases = Number(await total.getAttribute('data-total'))
    expect(cases).toBeGreaterThan(10)
    for (const [format, ending] of [
      ['geojson', 'geojson'],
      ['csv', 'csv'],
      ['xlsx', 'xlsx'],
      ['kml', 'kml'],
      ['shapefile', 'zip'],
    ] as const) {
      await page.click('[data-panel=selection] [data-act=export]')
      const [file] = await Promise.all([page.waitForEvent('download'), page.click(`[data-format=${format}]`)])
      expect(file.suggestedFilename()).toMatch(new RegExp(`\\.${ending}$`))
      if (format !== 'geojson') continue
      const chunks: Buffer[] = []
      for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer)
      const { features } = JSON.parse(Buffer.concat(chunks).toString()) as { features: unknown[] }
      expect(features).toHaveLength(cases)
    }

    // Whoever would get a message is named before it is sent.
    await page.click('[data-panel=selection] [data-act=message]')
    await page.waitForSelector('[role=dialog] [data-act=send-message]')
    await expect
      .poll(async () => Number(/\d+/.exec((await page.textContent('[data-act=send-message]')) ?? '')?.[0]))
      .toBeGreaterThan(0)
    await page.keyboard.press('Escape')

    // The plan says who goes where and who is left out and why; nothing is sent before it is confirmed.
    const geometry = {
      type: 'Polygon',
      coordinates: [
        [
          [west, south],
          [east, south],
          [east, north],
          [west, north],
          [west, south],
        ],
      ],
    }
    const { rows } = await query<{ rows: { caseId: number }[] }>(page, 'cases.queue', {
      filter: { open: true, states: ['registered'], within: geometry },
      limit: 500,
    })
    expect(rows.length).toBeGreaterThan(0)
    await page.click('[data-panel=selection] button:has-text("派遣")')
    await page.waitForSelector('[data-panel=plan] [data-planned]')
    const planned = await page.locator('[data-plan]').count()
    const left = await page.locator('[data-left]').count()
    expect(planned + left).toBe(Math.min(200, rows.length))
    for (const reason of await page.locator('[data-left] p:last-child').allTextContents())
      expect(reason.length).toBeGreaterThan(3)
    const preview = async () => (await rendered(page, 'preview')).length
    if (planned > 0) await expect.poll(preview).toBeGreaterThan(0)
    await page.keyboard.press('Escape')
    await expect.poll(preview).toBe(0)
  },
)

journey('a cluster opens as the list of its members, and leaves as a file', async () => {
  const page = await visit('/grids', { role: 'dispatcher' })
  const { city } = await query<{ city: { center: [number, number] } }>(page, 'session.me')
  await page.goto(`/desk?at=@${city.center.join(',')},10.5`)
  await expect.poll(async () => (await rendered(page, 'case-clusters')).length).toBeGreaterThan(0)
  const shown = (await rendered(page, 'case-cluster-counts')).map(({ properties }) => properties)
  expect(shown.every(({ worst, open_count: open }) => typeof worst === 'string' && Number(open) > 1)).toBe(
    true,
  )
  const { x, y, width, height } = (await page.locator('canvas.maplibregl-canvas').boundingBox())!
  const card = page.locator('[data-cluster]')
  for (let step = 0; step < 60 && (await card.count()) === 0; step++) {
    // From the middle outwards, until the hand meets one.
    const angle = step * 2.4
    const far = 12 * Math.sqrt(step)
    await page.mouse.click(x + width / 2 + far * Math.cos(angle), y + height / 2 + far * Math.sin(angle))
    await page.waitForTimeout(120)
  }
  await card.waitFor()
  await expect.poll(async () => Number(await card.getAttribute('data-cluster'))).toBeGreaterThan(1)
  const count = Number(await card.getAttribute('data-cluster'))
  expect(shown.map(({ open_count: open }) => Number(open))).toContain(count)
  expect(await card.locator('[data-worst]').getAttribute('data-worst')).toMatch(/normal|near|overdue/)
  await card.locator('[data-act=export]').click()
  const [file] = await Promise.all([page.waitForEvent('download'), page.click('[data-format=csv]')])
  expect(file.suggestedFilename()).toMatch(/\.csv$/)
})

journey(
  'part, grid, crossing, person, house and pinyin: each is found by typing, and only by who may see it',
  async () => {
    const page = await visit('/desk', { role: 'dispatcher' })
    await untilMapIdle(page)
    const find = (text: string) => query<Hit[]>(page, 'search.find', { text, limit: 20 })
    const first = async (collection: string, property: string, more = '') => {
      const answer = await page
        .context()
        .request.get(`/api/ogc/collections/${collection}/items?limit=1${more}`)
      const { features } = (await answer.json()) as { features: { properties: Record<string, string> }[] }
      return features[0]?.properties[property] ?? ''
    }
    const [grid] = await query<{ dutyGridId: number }[]>(page, 'grids.mine')
    const { people } = await query<{ people: { name: string }[] }>(page, 'grids.get', {
      dutyGridId: grid?.dutyGridId,
      unseenDays: 7,
    })
    for (const [kind, text] of [
      ['part', await first('parts', 'code')],
      ['unit_grid', await first('unit_grids', 'code')],
      ['person', people[0]?.name ?? ''],
      ['sensor', await first('sensors', 'code')],
    ] as const) {
      expect(text, kind).not.toBe('')
      await page.keyboard.press('Control+k')
      await page.keyboard.type(text)
      await page.waitForSelector(`[data-hit=${kind}]`)
      await page.keyboard.press('Escape')
      expect((await find(text)).some((hit) => hit.kind === kind)).toBe(true)
    }
    const { rows } = await query<{ rows: { address: string }[] }>(page, 'cases.queue', {
      filter: { open: true, text: '交叉口' },
      limit: 20,
    })
    const [corner = ''] = rows.flatMap(({ address }) => /\p{L}+与\p{L}+交叉口/u.exec(address)?.[0] ?? [])
    expect((await find(corner)).map(({ kind }) => kind)).toContain('crossing')

    const resident = await visit('/report', { role: 'resident' })
    const refused = await resident
      .context()
      .request.get(
        `/api/trpc/search.find?input=${encodeURIComponent(JSON.stringify({ text: await first('parts', 'code') }))}`,
      )
    const seen = (await refused.json()) as { result?: { data: Hit[] } }
    expect(seen.result?.data.filter(({ kind }) => kind === 'part') ?? []).toEqual([])
  },
)
