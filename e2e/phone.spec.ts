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
