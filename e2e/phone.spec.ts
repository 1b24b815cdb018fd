import type { MultiPolygon, Polygon } from 'geojson'
import { expect } from 'vitest'
import { query } from './api-of.ts'
import { journey, visit } from './visitor.ts'

type ControlArea = { geometry: Polygon | MultiPolygon }
const picture = {
  name: 'photo.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
}

journey('a collector reports from a dead spot; it waits on the phone and arrives once', async () => {
  const phone = await visit('/phone', { role: 'collector', width: 390, height: 844 })
  const { city } = await query<{ city: { bbox: [number, number, number, number] } }>(phone, 'session.me')
  const [west, south, east, north] = city.bbox
  await phone.context().grantPermissions(['geolocation'])
  await phone
    .context()
    .setGeolocation({ longitude: (west + east) / 2, latitude: (south + north) / 2, accuracy: 8 })
  await phone.reload({ waitUntil: 'domcontentloaded' })
  await phone.waitForSelector('[data-task]')
  await phone.click('[data-action=report]')
  await phone.setInputFiles('[data-field=camera]', picture)
  await phone.waitForSelector('img')
  await phone.locator('[data-part]').or(phone.getByText('附近没有登记的部件')).first().waitFor()
  const words = `巡查看到护栏松动 ${Date.now()}`
  await phone.fill('textarea[name=description]', words)
  await phone.waitForTimeout(800)
  await phone.context().setOffline(true)
  await phone.click('button[type=submit]')
  await phone.waitForSelector('[data-outbox="1"]')
  await phone.context().setOffline(false)
  await phone.waitForSelector('[data-outbox]', { state: 'detached' })
  const found = await query<{ total: number }>(phone, 'cases.queue', { filter: { text: words } })
  expect(found.total).toBe(1)
})

journey('in a control area the phone says why no report is taken', async () => {
  const phone = await visit('/phone', { role: 'collector', width: 390, height: 844 })
  const [area] = await query<ControlArea[]>(phone, 'controlAreas.list')
  const { geometry } = area!
  const [ring] = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates[0]!
  const [lng, lat] = [0, 1].map((axis) => ring!.reduce((sum, at) => sum + at[axis]!, 0) / ring!.length)
  await phone.context().grantPermissions(['geolocation'])
  await phone.context().setGeolocation({ longitude: lng!, latitude: lat!, accuracy: 8 })
  await phone.goto('/phone?view=report', { waitUntil: 'domcontentloaded' })
  await phone.waitForSelector('[data-control-area]')
  expect(await phone.isDisabled('button[type=submit]')).toBe(true)
})

journey(
  'opened once, the phone page opens without a network, and large photos show how far they are',
  async () => {
    const phone = await visit('/phone', { role: 'collector', width: 390, height: 844 })
    await phone.waitForSelector('[data-task]')
    const isKept = () =>
      phone.evaluate(async () => {
        const cache = await caches.open('phone-1')
        const paths = (await cache.keys()).map(({ url }) => new URL(url).pathname)
        return paths.includes('/phone') && paths.some((path) => path.includes('session.me'))
      })
    await expect.poll(isKept).toBe(true)
    await phone.context().setOffline(true)
    await phone.goto('/phone?view=report', { waitUntil: 'domcontentloaded' })
    await phone.waitForSelector('textarea[name=description]')

    const bytes = await phone.evaluate(async () => {
      const canvas = new OffscreenCanvas(4000, 3000)
      const context = canvas.getContext('2d')!
      for (let i = 0; i < 4000; i++) {
        context.fillStyle = `hsl(${(i * 37) % 360} 80% 50%)`
        context.fillRect((i * 613) % 4000, (i * 379) % 3000, 160, 90)
      }
      const photo = await canvas.convertToBlob({ type: 'image/jpeg', quality: 1 })
      return [...new Uint8Array(await photo.arrayBuffer())]
    })
    await phone.evaluate(() => {
      const shares = new Set<number>()
      Object.assign(window, { shares })
      new MutationObserver(() => {
        const bar = document.querySelector('[data-shrinking] [role=progressbar]')
        if (bar) shares.add(Number(bar.getAttribute('aria-valuenow')))
      }).observe(document.body, { subtree: true, childList: true, attributes: true })
    })
    await phone.setInputFiles('[data-field=photo]', {
      name: 'large.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.from(bytes),
    })
    await phone.waitForSelector('[data-shrunk]')
    const shares = await phone.evaluate(() => [...(window as unknown as { shares: Set<number> }).shares])
    expect(shares.length).toBeGreaterThan(1)
  },
)

journey('a line that breaks between two photos costs neither, and doubles neither', async () => {
  const phone = await visit('/phone', { role: 'collector', width: 390, height: 844 })
  const { city } = await query<{ city: { center: [number, number] } }>(phone, 'session.me')
  await phone.context().grantPermissions(['geolocation'])
  const [longitude, latitude] = city.center
  await phone.context().setGeolocation({ longitude, latitude, accuracy: 8 })
  await phone.reload({ waitUntil: 'domcontentloaded' })
  await phone.waitForSelector('[data-task]')
  await phone.getByText('定位误差约 8 米').waitFor()
  await phone.click('[data-action=report]')
  for (const [count, shade] of ['#205080', '#802050'].entries()) {
    const bytes = await phone.evaluate(async (color) => {
      const canvas = new OffscreenCanvas(900, 600)
      const context = canvas.getContext('2d')!
      context.fillStyle = color
      context.fillRect(0, 0, 900, 600)
      return [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer())]
    }, shade)
    const photo = { name: `${count}.jpg`, mimeType: 'image/jpeg', buffer: Buffer.from(bytes) }
    await phone.setInputFiles('[data-field=photo]', photo)
    await phone.locator('form img').nth(count).waitFor()
  }
  const words = `断点续传 ${Date.now()}`
  await phone.fill('textarea[name=description]', words)

  let begun = 0
  let sent = 0
  let isCut = true
  await phone.route('**/api/uploads**', (route) => {
    const method = route.request().method()
    if (method === 'POST') begun++
    if (method !== 'PATCH') return route.continue()
    sent++
    return isCut && sent > 1 ? route.abort('connectionreset') : route.continue()
  })
  await phone.click('button[type=submit]')
  await phone.waitForSelector('[data-outbox="1"]')
  await phone.getByText('网络中断', { exact: false }).waitFor()
  await phone.click('[data-outbox]')
  await phone.waitForSelector('[data-queued=waiting]')
  isCut = false
  await phone.click('[data-queued] button:has-text("再试一次")')
  await phone.getByText('全部已发送').waitFor()
  // What had arrived was not begun anew.
  expect(begun).toBe(2)
  const { rows, total } = await query<{ total: number; rows: { caseId: number }[] }>(phone, 'cases.queue', {
    filter: { text: words },
  })
  expect(total).toBe(1)
  const { attachments } = await query<{ attachments: object[] }>(phone, 'cases.get', {
    caseId: rows[0]!.caseId,
  })
  expect(attachments).toHaveLength(2)
})

journey('in the sun: the most contrast, larger text, kept by the device; nothing is too small', async () => {
  for (const locale of ['zh', 'en'] as const) {
    const phone = await visit('/phone', { role: 'collector', width: 390, height: 844, locale })
    await phone.waitForSelector('[data-task]')
    const sizeOf = () =>
      phone.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize))
    const before = await sizeOf()
    const sun = phone.getByRole('button', { name: locale === 'zh' ? '阳光模式' : 'Sun mode' })
    await sun.click()
    expect(await sun.getAttribute('aria-pressed')).toBe('true')
    await phone.reload({ waitUntil: 'domcontentloaded' })
    await phone.waitForSelector('[data-task]')
    expect(await sizeOf()).toBeGreaterThan(before)
    const look = await phone.evaluate(() => {
      const button = document.querySelector('[data-action=report]')!
      const { color } = getComputedStyle(document.querySelector('[data-task]')!)
      return { color, border: getComputedStyle(button).borderTopWidth }
    })
    expect(look).toEqual({ color: 'rgb(0, 0, 0)', border: '2px' })
    const tooSmall = await phone.evaluate(() =>
      [...document.querySelectorAll('header a, header button, main a, main button')].flatMap((target) => {
        const { width, height } = target.getBoundingClientRect()
        // Half a pixel is how a browser rounds.
        const isFine = width === 0 || (width >= 43.5 && height >= 43.5)
        return isFine ? [] : [`${target.textContent || target.getAttribute('aria-label')} ${width}×${height}`]
      }),
    )
    expect(tooSmall).toEqual([])
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    await sun.click()
    expect(await sizeOf()).toBe(before)
  }
})

journey('what a phone says of what was done leaves the main button free', async () => {
  const phone = await visit('/phone', { role: 'collector', width: 390, height: 844 })
  await phone.waitForSelector('[data-task]')
  await phone.context().setOffline(true)
  await phone.click('[data-action=report]')
  await phone.click('canvas', { position: { x: 150, y: 60 } })
  await phone.fill('textarea[name=description]', `路灯不亮 ${Date.now()}`)
  await phone.click('button[type=submit]')
  const note = phone.locator('[data-note]').first()
  await note.waitFor()
  await phone.waitForTimeout(600)
  const [said, main] = await Promise.all([
    note.boundingBox(),
    phone.locator('[data-action=report]').boundingBox(),
  ])
  expect(said!.y + said!.height).toBeLessThan(main!.y)
})
