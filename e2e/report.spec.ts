import { randomBytes } from 'node:crypto'
import { expect, inject } from 'vitest'
import { query } from './api-of.ts'
import { untilMapIdle } from './map-of.ts'
import { journey, visit } from './visitor.ts'

journey('a resident reports from a phone without signing in, and follows it by the link', async () => {
  const phone = await visit('/report', { width: 390, height: 844 })
  await phone.fill('textarea[name=description]', '家门口的路灯不亮了，晚上很黑')
  await phone.locator('canvas.maplibregl-canvas').scrollIntoViewIfNeeded()
  await untilMapIdle(phone)
  const box = (await phone.locator('canvas.maplibregl-canvas').boundingBox())!
  await phone.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2)
  await phone.click('button[type=submit]')
  await phone.waitForSelector('[data-case-number]')
  await phone.click('a[href^="/report/"]')
  await phone.waitForURL(/\/report\/[\w-]{20,}/)
  await phone.waitForSelector('text=路灯不亮')
})

journey(
  'a file that nobody could look at is refused where it is chosen, and by the server before its bytes',
  async () => {
    const phone = await visit('/report', { width: 390, height: 844 })
    const buffer = randomBytes(1000)
    await phone.setInputFiles('[data-field=photo]', { name: 'a.heic', mimeType: 'image/heic', buffer })
    await phone.waitForSelector('[data-refused=type]')
    expect(await phone.locator('form img').count()).toBe(0)
    // What is more than can be sent is said, not dropped in silence.
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    )
    await phone.setInputFiles(
      '[data-field=photo]',
      [1, 2, 3, 4, 5].map((nth) => ({ name: `${nth}.png`, mimeType: 'image/png', buffer: png })),
    )
    await phone.waitForSelector('[data-left-out="2"]')
    await expect.poll(() => phone.locator('form img').count()).toBe(3)
    const answer = await phone.context().request.post('/api/uploads', {
      headers: {
        'tus-resumable': '1.0.0',
        'upload-length': '1000',
        'upload-metadata': `filetype ${btoa('application/pdf')}`,
      },
    })
    expect(answer.status()).toBe(400)
    expect(await answer.json()).toMatchObject({ error: { code: 'PHOTO_TYPE' } })
  },
)

journey('without a network the draft waits on the device, says so, and goes out by itself', async () => {
  const phone = await visit('/report', { width: 390, height: 844 })
  await phone.fill('textarea[name=description]', '断网时写下的上报')
  await phone.waitForTimeout(500)
  await phone.context().setOffline(true)
  await phone.click('button[type=submit]')
  await phone.waitForSelector('[data-waiting]')
  await phone.context().setOffline(false)
  await phone.waitForSelector('[data-case-number]', { timeout: 60_000 })
})

journey(
  'a film whose sending is cut goes on where it stopped, and is one attachment, byte by byte',
  async () => {
    const box = (type: string, body: Buffer) => {
      const head = Buffer.alloc(8)
      head.writeUInt32BE(body.length + 8)
      head.write(type, 4)
      return Buffer.concat([head, body])
    }
    const film = Buffer.concat([
      box('ftyp', Buffer.from('isom\0\0\0\0')),
      box('mdat', randomBytes(5 * 1024 * 1024)),
      box('moov', box('mvhd', Buffer.alloc(100))),
    ])
    const words = `路灯整夜闪烁 ${Date.now()}`
    const phone = await visit('/report', { width: 390, height: 844 })
    await phone.setInputFiles('[data-field=film]', { name: 'a.mp4', mimeType: 'video/mp4', buffer: film })
    await phone.fill('textarea[name=description]', words)
    const starts: string[] = []
    phone.on('request', (request) => {
      const [offset] = request.method() === 'PATCH' ? [request.headers()['upload-offset']] : []
      if (offset !== undefined) starts.push(offset)
    })
    let pieces = 0
    await phone.route('**/api/uploads/*', (route) =>
      route.request().method() === 'PATCH' && ++pieces > 1 ? route.abort() : route.continue(),
    )
    await phone.click('button[type=submit]')
    await phone.waitForSelector('[data-waiting] [data-upload]')
    // It tries again by itself.
    await phone.unroute('**/api/uploads/*')
    await phone.waitForSelector('[data-case-number]')
    expect(starts.filter((offset) => offset === '0')).toHaveLength(1)
    const desk = await visit('/desk', { role: 'dispatcher' })
    const { rows } = await query<{ rows: { caseId: number }[] }>(desk, 'cases.queue', {
      filter: { text: words },
    })
    expect(rows).toHaveLength(1)
    const { attachments } = await query<{ attachments: { sha256: string; mime: string }[] }>(
      desk,
      'cases.get',
      { caseId: rows[0]!.caseId },
    )
    expect(attachments.map(({ mime }) => mime)).toEqual(['video/mp4'])
    const kept = await desk.context().request.get(`/api/attachments/${attachments[0]!.sha256}`)
    expect((await kept.body()).equals(film)).toBe(true)
  },
)

journey('the fixed points: health, locate, tiles, reports with one id and two contents', async () => {
  const page = await visit('/desk', { role: 'dispatcher' })
  const { request } = page.context()
  const base = inject('baseUrl')
  expect((await request.get('/healthz')).status()).toBe(200)
  expect((await request.get('/readyz')).status()).toBe(200)
  const { bounds } = (await (await request.get('/api/tiles/unit_grids.json')).json()) as { bounds: number[] }
  const [west, south, east, north] = bounds as [number, number, number, number]
  const lng = (west + east) / 2
  const lat = (south + north) / 2
  const place = (await (await request.get(`/api/locate?lng=${lng}&lat=${lat}`)).json()) as {
    dutyGrid: { code: string }
    reason: { how: string }
  }
  expect(place.reason.how).toBe('covered')
  const nobody = await fetch(`${base}/api/locate?lng=${lng}&lat=${lat}`)
  expect(nobody.status).toBe(401)
  const z = 13
  const x = Math.floor(((lng + 180) / 360) * 2 ** z)
  const y = Math.floor((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) * 2 ** (z - 1))
  const tile = await request.get(`/api/tiles/unit_grids/${z}/${x}/${y}.mvt`)
  expect(tile.status()).toBe(200)
  expect(tile.headers()['cache-control']).toContain('private')
  expect((await fetch(`${base}/api/tiles/unit_grids/${z}/${x}/${y}.mvt`)).status).toBe(401)
  expect((await fetch(`${base}/api/tiles/basemap/${z}/${x}/${y}.mvt`)).status).toBe(200)

  const sourceId = `one-${Date.now()}`
  const send = (description: string) =>
    request.post('/api/reports', {
      data: { source_system: 'journey', source_id: sourceId, description, lng, lat },
    })
  expect((await send('第一种说法')).status()).toBe(201)
  expect((await send('第一种说法')).status()).toBe(200)
  expect((await send('另一种说法')).status()).toBe(409)
  const bad = await request.post('/api/reports', { data: { source_system: 'journey', source_id: 'two' } })
  expect(bad.status()).toBe(400)
  expect(((await bad.json()) as { error: { field: string } }).error.field).toBe('description')
})
