import { expect } from 'vitest'
import { query } from './api-of.ts'
import { pixelOf, rendered, untilDrawing, untilMapIdle } from './map-of.ts'
import { journey, visit } from './visitor.ts'

type Hit = { kind: string; id: number; name: string; lngLat: [number, number] | null }

journey(
  'whatever stands on the map is found by keyboard, marked, and the address keeps the mark',
  async () => {
    const page = await visit('/desk', { role: 'dispatcher' })
    await untilMapIdle(page)
    const [road] = (await query<Hit[]>(page, 'search.find', { text: '路', limit: 50 })).filter(
      ({ kind }) => kind === 'road',
    )
    expect(road).toBeDefined()

    await page.keyboard.press('Control+k')
    await page.keyboard.type(road?.name ?? '')
    await page.waitForSelector(`[data-hit=road]:has-text("${road?.name}")`)
    await page.keyboard.press('Enter')
    await page.waitForSelector(`[data-found="${road?.name}"]`)
    await page.waitForURL(/pin=/)
    await expect.poll(async () => (await rendered(page, 'marker')).length).toBe(1)

    // By coordinates, latitude first.
    await page.keyboard.press('Control+k')
    await page.waitForSelector('text=最近搜索')
    const [lng = 0, lat = 0] = road?.lngLat ?? []
    await page.keyboard.type(`${lat.toFixed(5)}, ${lng.toFixed(5)}`)
    await page.waitForSelector('[data-hit=coordinate]')
    await page.keyboard.press('Enter')
    await page.waitForSelector(`[data-found^="${lng.toFixed(5)}"]`)

    // Nothing found is said.
    await page.keyboard.press('Control+k')
    await page.keyboard.type('没有这样的地方')
    await page.waitForSelector('text=没有找到「没有这样的地方」')
    await page.keyboard.press('Escape')

    // A case by the end of its number opens.
    const { rows } = await query<{ rows: { caseId: number; number: string }[] }>(page, 'cases.queue', {
      filter: { open: true },
      limit: 1,
    })
    await page.keyboard.press('Control+k')
    await page.keyboard.type(rows[0]?.number ?? '')
    await page.waitForSelector(`[data-hit=case]:has-text("${rows[0]?.number}")`)
    await page.keyboard.press('Enter')
    await page.waitForURL(new RegExp(`case=${rows[0]?.caseId}`))
  },
)

journey('a grid chief finds by pinyin on the grids screen too', async () => {
  const page = await visit('/grids', { role: 'grid_chief' })
  await untilMapIdle(page)
  await page.keyboard.press('/')
  await page.waitForSelector('[role=dialog] input')
  await page.keyboard.type('lu')
  await page.waitForSelector('[data-hit]')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => document.querySelector('[role=dialog]') === null)
})

type Panel = {
  __tongguanMap: { listRendered(layers: string[]): { id: unknown; properties: { class_code: string } }[] }
}

journey(
  'layers are chosen, faded and ordered in a panel; the address and a saved view keep all of it',
  async () => {
    const page = await visit('/grids', { role: 'dispatcher' })
    const { city } = await query<{ city: { center: [number, number] } }>(page, 'session.me')
    await page.goto(`/desk?at=@${city.center.join(',')},15.5`)
    expect(await rendered(page, 'parts')).toEqual([])
    await page.keyboard.press('l')
    await page.click('[data-layer=parts] input[type=checkbox]')
    await page.waitForURL(/layers=/)
    // What the panel counts is what is drawn.
    await page.waitForFunction(() => {
      const drawn = (window as unknown as Panel).__tongguanMap.listRendered(['parts'])
      const count = document.querySelector<HTMLElement>('[data-layer=parts]')?.dataset.count
      return drawn.length > 0 && Number(count) === new Set(drawn.map(({ id }) => id)).size
    })

    // One class only, fainter, one place up.
    await page.click('[data-layer=parts] button[aria-expanded]')
    await page.waitForSelector('[data-class]')
    const codes = await page.$$eval('[data-class]', (boxes) =>
      boxes.map((box) => (box as HTMLElement).dataset.class),
    )
    for (const code of codes.slice(1)) {
      await page.click(`[data-class="${code}"]`)
      await page.waitForSelector(`[data-class="${code}"]:not(:checked)`)
    }
    await page.press('[data-layer=parts] input[type=range]', 'Home')
    await page.click('[data-layer=parts] button[aria-label=上移一层]')
    const kept = new RegExp(`layers=units_parts\\*10\\*\\*${codes[0]}_cases_areas`)
    await page.waitForURL(kept)
    await page.waitForFunction(() => {
      const drawn = (window as unknown as Panel).__tongguanMap.listRendered(['parts'])
      return drawn.length > 0 && new Set(drawn.map(({ properties }) => properties.class_code)).size === 1
    })

    // Kept under a name, and opened again.
    await page.click('button[aria-label=视图]')
    await page.fill('input[name=view]', '部件巡查')
    await page.click('[data-form=view] button[type=submit]')
    await page.waitForSelector('[data-view-name="部件巡查"]')
    await page.keyboard.press('Escape')
    await page.click('[data-panel=layers] header button >> nth=0')
    await page.waitForFunction(() => !window.location.search.includes('layers='))
    await page.click('button[aria-label=视图]')
    await page.click('[data-view-name="部件巡查"]')
    await page.waitForURL(kept)
  },
)

journey('a layer that fails says so in its row; the others go on', async () => {
  const page = await visit('/', { role: 'dispatcher' })
  await page.route('**/api/tiles/sensors.json', (route) => route.abort())
  await page.goto('/desk?layers=sensors_cases_areas')
  await page.waitForSelector('.city-map [role=status]:has-text("图层未更新：传感器")')
  await page.keyboard.press('l')
  await page.waitForSelector('[data-layer=sensors][data-lamp=failed]')
  await page.waitForSelector('[data-layer=cases][data-lamp=fresh]')
})

journey(
  'a shape typed as coordinates is measured, counted, edited, taken back, kept and sent as a link',
  async () => {
    const page = await visit('/grids', { role: 'dispatcher' })
    const { city } = await query<{ city: { center: [number, number] } }>(page, 'session.me')
    const [lng, lat] = city.center
    await page.goto('/desk')
    await untilMapIdle(page)
    await page.click('button[aria-label=更多画法]')
    await page.click('[role=menuitem]:has-text("输入坐标")')
    await page.fill('textarea[name=positions]', `${lat} ${lng}\nnonsense`)
    await page.selectOption('[data-form=typed] select', 'point')
    await page.click('[data-form=typed] button[type=submit]')
    await page.waitForSelector('[role=alert]:has-text("第 2 行")')
    await page.fill('textarea[name=positions]', `${lat} ${lng}`)
    await page.click('[data-form=typed] button[type=submit]')
    await page.waitForURL(/shape=50m_/)

    // All within 400 m: the counts are those of the server, and what is taken out is out.
    await page.fill('input[name=meters]', '400')
    await page.waitForURL(/shape=400m_/)
    const of = { type: 'Point', coordinates: [Number(lng.toFixed(5)), Number(lat.toFixed(5))] }
    const geometry = await query(page, 'shapes.near', { of, meters: 400 })
    type Count = { total: number }
    const things = await query<{ part: Count; unit: Count }>(page, 'shapes.things', { geometry })
    expect(things.part.total).toBeGreaterThan(0)
    await page.waitForSelector(`[data-kind=part][data-total="${things.part.total}"]`)
    await page.click('[data-kind=part]')
    await page.waitForSelector(`[data-picked="${things.part.total}"]`)
    await page.click('[data-panel=selection] li input[type=checkbox] >> nth=0')
    await page.waitForSelector(`[data-picked="${things.part.total - 1}"]`)
    await page.click('[data-panel=selection] button:has-text("表格")')
    // The table says how many there are, its end is reached by scrolling, and it is sorted either way.
    await page.waitForSelector(`[role=dialog] table[aria-rowcount="${things.part.total + 1}"]`)
    const firstCode = () => page.textContent('[data-table=part] [aria-rowindex="2"] td >> nth=1')
    await expect.poll(firstCode).toMatch(/\d/)
    const lowest = await firstCode()
    await page.$eval('[data-table=part]', (table) => table.scrollTo(0, table.scrollHeight))
    await page.waitForSelector(`[data-table=part] [data-row][aria-rowindex="${things.part.total + 1}"]`)
    await page.click('[data-sort=code]')
    await expect.poll(firstCode).not.toBe(lowest)
    await page.keyboard.press('Escape')
    // Taken back, and done again.
    await page.click('[data-panel=selection] button[aria-label=撤销]')
    await page.waitForURL(/shape=50m_/)
    await page.click('[data-panel=selection] button[aria-label=重做]')
    await page.waitForURL(/shape=400m_/)
    await page.click('[data-panel=selection] button:has-text("保存为区域")')
    await page.fill('input[name=area]', '中心四百米')
    await page.click('[data-form=area] button[type=submit]')
    const shapes = () => query<{ name: string }[]>(page, 'shapes.list')
    await expect.poll(async () => (await shapes()).map(({ name }) => name)).toContain('中心四百米')

    // The link shows the same to another.
    const other = await visit(page.url().replace(/^https?:\/\/[^/]+/, ''), { role: 'supervisor' })
    await other.waitForSelector(`[data-kind=part][data-total="${things.part.total}"]`)
    await expect.poll(async () => (await rendered(other, 'sketch')).length).toBeGreaterThan(0)
  },
)

journey('an area drawn by hand has its measure, and its corners move', async () => {
  const page = await visit('/desk', { role: 'dispatcher' })
  await untilMapIdle(page)
  await page.click('[data-draw=rectangle]')
  await page.waitForSelector('text=点击一角')
  await untilDrawing(page, 'rectangle')
  await page.mouse.click(520, 300)
  await page.waitForTimeout(250)
  await page.mouse.move(700, 420)
  await page.mouse.click(720, 440)
  await page.waitForURL(/shape=/)
  await page.waitForSelector('[data-panel=selection] [data-area]')
  await page.waitForSelector('text=CGCS2000')
  const areaOf = () =>
    page.$eval('[data-panel=selection] [data-area]', (span) => Number((span as HTMLElement).dataset.area))
  const before = await areaOf()
  expect(before).toBeGreaterThan(0)
  await page.click('[data-edit]')
  await page.waitForSelector('text=拖动顶点')
  await untilDrawing(page, 'edit')
  await page.mouse.move(720, 440)
  await page.mouse.down()
  await page.mouse.move(760, 470, { steps: 6 })
  await page.mouse.move(800, 500, { steps: 6 })
  await page.mouse.up()
  await page.waitForFunction(
    (was) =>
      Number(document.querySelector<HTMLElement>('[data-panel=selection] [data-area]')?.dataset.area) >
      was * 1.1,
    before,
  )
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+z')
  await expect.poll(areaOf).toBe(before)
})

journey('one click lists everything here and the areas that cover it, each with its page', async () => {
  const page = await visit('/grids', { role: 'dispatcher' })
  const units = await query<{ unitId: number; lngLat: [number, number] | null }[]>(page, 'units.list')
  const unit = units.find(({ lngLat }) => lngLat)
  const at = unit?.lngLat ?? [0, 0]
  await page.goto(`/desk?at=@${at.join(',')},17&layers=units_parts_duty-grids`)
  await untilMapIdle(page)
  const { x, y } = await pixelOf(page, at)
  await page.mouse.click(x, y)
  await page.waitForSelector('[role=dialog] [data-object=unit]')
  const here = await query<{ areas: { areaId: number }[]; dutyGrid: { dutyGridId: number } | null }>(
    page,
    'locate.at',
    { lng: at[0], lat: at[1] },
  )
  await page.waitForSelector(`[role=dialog] a[href="/health?area=${here.areas.at(-1)?.areaId}"]`)
  if (here.dutyGrid)
    await page.waitForSelector(`[role=dialog] a[href="/grids?grid=${here.dutyGrid.dutyGridId}"]`)
  expect(await page.locator('[role=dialog] [data-cover]').count()).toBeGreaterThanOrEqual(here.areas.length)
})

journey(
  'the past is shown and played: the cases that were open then, and the address keeps the moment',
  async () => {
    const page = await visit('/desk?last=24h', { role: 'dispatcher' })
    await untilMapIdle(page)
    await page.click('[data-replay]')
    await page.waitForURL(/replay=/)
    await page.waitForSelector('[data-replay-at] [data-open]')
    const [from = '', to = ''] = (new URL(page.url()).searchParams.get('replay') ?? '').split('_')
    // The filter holds in the past, too, counted back from its end.
    const fiveMinutes = 300_000
    const since = Math.floor(Date.parse(to) / fiveMinutes) * fiveMinutes - 24 * 3_600_000
    const { cases } = await query<{ cases: { fromMs: number; toMs: number | null }[] }>(page, 'replay.read', {
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      filter: { open: true, from: new Date(since).toISOString() },
    })
    const openAt = (ms: number) =>
      cases.filter(({ fromMs, toMs }) => fromMs <= ms && (toMs === null || toMs > ms)).length
    await page.waitForSelector(`[data-open="${openAt(Date.parse(from))}"]`)
    /** The queue lists the very moment that the map shows. */
    const untilAgreed = (ms: number) =>
      Promise.all(
        [`[data-listed-at="${ms}"]`, `[data-total="${openAt(ms)}"]`, `[data-open="${openAt(ms)}"]`].map(
          (selector) => page.waitForSelector(selector),
        ),
      )
    await untilAgreed(Date.parse(from))
    expect(await rendered(page, 'cases')).toEqual([])
    const shownAt = () =>
      page.$eval('[data-replay-at]', (bar) => Number((bar as HTMLElement).dataset.replayAt))
    // All units that were under way then stand where they were, and go on together.
    const units = async () =>
      (await rendered(page, 'units'))
        .filter(({ layer }) => layer === 'units')
        .map(({ properties }) => properties.id)
    const halfMs = (Date.parse(from) + Date.parse(to)) / 2
    await page.$eval(
      'input[aria-label=时刻]',
      (range, at) => {
        const input = range as HTMLInputElement
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, at)
        input.dispatchEvent(new Event('input', { bubbles: true }))
        input.dispatchEvent(new KeyboardEvent('keyup', { bubbles: true }))
      },
      String(halfMs),
    )
    await untilAgreed(halfMs)
    await expect.poll(async () => (await rendered(page, 'replayed')).length).toBeGreaterThan(0)
    await expect.poll(async () => (await units()).length).toBeGreaterThan(1)
    await page.selectOption('select[aria-label=速度]', '60')
    await page.click('button[aria-label=播放]')
    await page.waitForFunction(
      (start) => Number(document.querySelector<HTMLElement>('[data-replay-at]')?.dataset.replayAt) > start,
      Date.parse(from),
    )
    await page.click('button[aria-label=暂停]')
    // At rest the address says the moment that is shown.
    await expect
      .poll(async () => {
        const at = new URL(page.url()).searchParams.get('replay')?.split('_')[2] ?? ''
        return Math.abs(Date.parse(at) - (await shownAt()))
      })
      .toBeLessThan(1000)
    await page.click('button:has-text("回到现在")')
    await page.waitForFunction(() => !window.location.search.includes('replay='))
    await expect.poll(async () => (await rendered(page, 'case')).length).toBeGreaterThan(0)
  },
)

journey('two moments are swiped apart on one map: counted, moved by keys, told in words, ended', async () => {
  const page = await visit('/grids', { role: 'dispatcher' })
  const dayMs = 86_400_000
  const endMs = Math.floor(Date.now() / 1000) * 1000 - 3 * dayMs
  const [start, middle, end] = [14, 7, 0].map((days) => new Date(endMs - days * dayMs).toISOString())
  const text = [start, middle, end].map((at) => `${at?.slice(0, 19)}Z`)
  const [left, right] = await Promise.all(
    [
      { from: start, to: middle },
      { from: middle, to: end },
    ].map((span) => query<{ total: number }>(page, 'replay.moment', span)),
  )
  await page.goto(`/desk?compare=${text[0]}_${text[1]}*${text[1]}_${text[2]}*40*heat`)
  await page.waitForSelector(`[data-totals="${left?.total} ${right?.total}"]`)
  await page.waitForSelector('[data-swipe][aria-valuenow="40"]')
  for (const side of ['compared-left', 'compared-right', 'compared-heat-left', 'compared-heat-right'])
    await expect.poll(async () => (await rendered(page, side)).length).toBeGreaterThan(0)
  expect(await rendered(page, 'cases')).toEqual([])

  // Each side is drawn on its own side only: all left and all right are different pictures of one place.
  const box = await page.locator('canvas.maplibregl-canvas').boundingBox()
  const place = {
    x: (box?.x ?? 0) + (box?.width ?? 0) * 0.3,
    y: (box?.y ?? 0) + (box?.height ?? 0) * 0.25,
    width: (box?.width ?? 0) * 0.4,
    height: (box?.height ?? 0) * 0.2,
  }
  await page.press('[data-swipe]', 'End')
  await page.waitForURL(/\*100\*heat/)
  await untilMapIdle(page)
  const allLeft = await page.screenshot({ clip: place })
  await page.press('[data-swipe]', 'Home')
  await page.waitForURL(/\*0\*heat/)
  await expect.poll(async () => (await page.screenshot({ clip: place })).equals(allLeft)).toBe(false)

  await page.press('[data-swipe]', 'Escape')
  await page.waitForFunction(() => !window.location.search.includes('compare='))
  await expect.poll(async () => (await rendered(page, 'compared')).length).toBe(0)
})

journey('bars of the past leave the scale free and stay in one row, in English too', async () => {
  const page = await visit('/desk', { role: 'dispatcher', locale: 'en' })
  await untilMapIdle(page)
  const boxOf = async (selector: string) => {
    const box = await page.locator(selector).boundingBox()
    return { top: box?.y ?? 0, bottom: (box?.y ?? 0) + (box?.height ?? 0) }
  }
  const isScaleFree = async (bar: string) => (await boxOf('[data-scale]')).bottom <= (await boxOf(bar)).top
  await page.click('[data-compare]')
  await page.waitForSelector('[data-comparison] [data-totals]')
  await expect.poll(() => isScaleFree('[data-comparison]')).toBe(true)
  const rows = await page.$$eval('[data-comparison] select, [data-comparison] button', (controls) =>
    controls.map((one) => one.getBoundingClientRect().top),
  )
  expect(Math.max(...rows) - Math.min(...rows)).toBeLessThan(4)
  await page.click('[data-comparison] button[aria-label="End comparison"]')
  await page.click('[data-replay]')
  await page.waitForSelector('[data-replay-at] [data-open]')
  await expect.poll(() => isScaleFree('[data-replay-at]')).toBe(true)
  await page.click('button:has-text("Back to now")')
  await expect.poll(async () => (await boxOf('[data-scale]')).bottom).toBeGreaterThan(700)
})

journey('what is known of a place never covers the place', async () => {
  for (const { width, height, x, y } of [
    { width: 1280, height: 720, x: 446, y: 498 },
    { width: 390, height: 844, x: 120, y: 300 },
  ]) {
    const page = await visit('/desk?layers=', { role: 'dispatcher', width, height })
    await untilMapIdle(page)
    await page.mouse.click(x, y)
    const text = await page.waitForSelector('[role=dialog] footer p')
    const [lng = 0, lat = 0] = ((await text.textContent()) ?? '').match(/[\d.]+/g)?.map(Number) ?? []
    await page.waitForSelector('[role=dialog] [data-cover]')
    await expect
      .poll(async () => {
        await untilMapIdle(page)
        const place = await pixelOf(page, [lng, lat])
        return page.evaluate((at) => document.elementFromPoint(at.x, at.y)?.tagName, place)
      })
      .toBe('CANVAS')
  }
})
