import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LngLat } from '../geo/lng-lat.ts'
import { readEnv } from '../server/env.ts'
import { PortTakenError } from '../server/http/listen.ts'
import { createApiKey } from '../server/identity/create-api-key.ts'
import type { LiveEvent } from '../server/live/event-feed.ts'
import { type RunningServer, startServer } from '../server/start.ts'
import { decodeTile } from '../tiles/engine/decode-for-test.ts'
import { tileAt, worldX, worldY } from '../tiles/engine/mercator.ts'
import type { TestDatabase } from './db.ts'
import { loadTinyCity, TINY_AREAS, TINY_POINTS } from './tiny-city.ts'

const clock = { now: () => new Date() }
const ONE_PIXEL_PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const PASSWORD = 'tongguan-demo'

/** What the doors promise, on a database of either kind. */
export function describeApi(
  kind: 'native' | 'embedded',
  open: () => Promise<Pick<TestDatabase, 'db' | 'url' | 'drop'>>,
): void {
  let database: Pick<TestDatabase, 'db' | 'url' | 'drop'>
  let dataDir: string
  let server: RunningServer
  let base: string
  let keys: { readonly admin: string; readonly device: string }
  /** Cookies of the whole city's dispatcher and of the chief of the western subdistrict. */
  let dispatcher: string
  let chief: string

  function startHere(port = 0): Promise<RunningServer> {
    return startServer({
      env: {
        ...readEnv({ PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'silent' }),
        port,
        databaseUrl: kind === 'native' ? database.url : undefined,
        dataDir,
      },
      clock,
      onProgress: () => {},
      startEmbedded: async () => ({ url: database.url, stop: async () => {} }),
    })
  }

  beforeAll(async () => {
    database = await open()
    dataDir = await mkdtemp(path.join(tmpdir(), 'api-'))
    const { db } = database
    await loadTinyCity(db)
    // A seeded city has demo accounts.
    await db.updateTable('city').set({ seeded_until: clock.now() }).execute()
    const { person_id } = await db
      .insertInto('person')
      .values({ code: 'P1', name: '王网格', post: 'grid_chief', scope_area_id: TINY_AREAS.westSouth })
      .returning('person_id')
      .executeTakeFirstOrThrow()
    await db
      .insertInto('duty_grid_person')
      .values({ duty_grid_id: TINY_AREAS.westSouth, person_id, duty: 'chief' })
      .execute()
    server = await startHere()
    base = `http://127.0.0.1:${server.port}`
    keys = {
      admin: await createApiKey(db, clock, { name: 'admin', roles: ['admin'] }),
      device: await createApiKey(db, clock, { name: 'device', roles: ['device'] }),
    }
    dispatcher = await signIn('dispatcher')
    chief = await signIn('grid_chief')
  })
  afterAll(async () => {
    await server?.stop()
    await database?.drop()
    await rm(dataDir, { recursive: true, force: true })
  })

  async function signIn(role: string, password = PASSWORD): Promise<string> {
    const response = await post('/api/auth/sign-in/email', { email: `${role}@demo.tongguan`, password })
    if (!response.ok) throw new Error(`sign-in: ${response.status}`)
    return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  }

  function post(address: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${base}${address}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  }

  const get = (address: string, headers: Record<string, string> = {}) =>
    fetch(`${base}${address}`, { headers })

  async function query<T>(cookie: string, procedure: string, input: unknown): Promise<T> {
    const response = await get(`/api/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`, {
      cookie,
    })
    const body = (await response.json()) as {
      result?: { data: T }
      error?: { data: { coded: { code: string } } }
    }
    if (!body.result) throw new Error(body.error?.data.coded.code)
    return body.result.data
  }

  let serial = 0
  async function report(
    point: LngLat,
    description = '路边有垃圾',
  ): Promise<{ caseId: number; followToken: string }> {
    const response = await post(
      '/api/reports',
      {
        description,
        category_code: '200102',
        source_system: 'api',
        source_id: `s${++serial}`,
        lng: point[0],
        lat: point[1],
      },
      { 'x-api-key': keys.admin },
    )
    expect(response.status).toBe(201)
    return (await response.json()) as { caseId: number; followToken: string }
  }

  async function untilTold(
    cookie: string,
    address: string,
    isEnough: (events: LiveEvent[]) => boolean,
  ): Promise<LiveEvent[]> {
    const abort = new AbortController()
    const response = await fetch(`${base}${address}`, { headers: { cookie }, signal: abort.signal })
    const events: LiveEvent[] = []
    let text = ''
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk
      const messages = text.split('\n\n')
      text = messages.pop() ?? ''
      for (const message of messages) {
        if (message.includes('event:')) continue
        const data = /^data: (.*)$/m.exec(message)?.[1]
        if (data) events.push(JSON.parse(data))
      }
      if (isEnough(events)) break
    }
    abort.abort()
    return events
  }

  const tileOf = (point: LngLat) => tileAt(14, worldX(point[0]), worldY(point[1]))

  async function tileFeatures(
    cookie: string,
    layer: string,
    point: LngLat,
  ): Promise<Record<string, unknown>[]> {
    const { x, y } = tileOf(point)
    const response = await get(
      `/api/tiles/${layer}/14/${x}/${y}.mvt?minPosition=${server.services.events.position}`,
      { cookie },
    )
    if (response.status === 204) return []
    expect(response.status).toBe(200)
    const tile = decodeTile(new Uint8Array(await response.arrayBuffer()))
    return (tile[layer] ?? []).map((feature) => feature.properties)
  }

  describe('signing in', () => {
    test('is refused with a wrong password and says who one is with the right one', async () => {
      await expect(signIn('dispatcher', 'wrong')).rejects.toThrow('401')
      const session = await query<{ user: { email: string }; roles: string[]; demoAccounts: unknown[] }>(
        dispatcher,
        'session.me',
        undefined,
      )
      expect(session).toMatchObject({ user: { email: 'dispatcher@demo.tongguan' }, roles: ['dispatcher'] })
      expect(session.demoAccounts).toHaveLength(11)
    })

    test('the chief of a grid is somebody of the city, over the subdistrict', async () => {
      expect(await query(chief, 'session.me', undefined)).toMatchObject({
        user: { name: '王网格' },
        areas: [{ areaId: TINY_AREAS.west, level: 'subdistrict' }],
      })
    })

    test('ends at once on signing out', async () => {
      const cookie = await signIn('planner')
      expect(await query(cookie, 'session.me', undefined)).toMatchObject({ roles: ['planner'] })
      await post('/api/auth/sign-out', {}, { cookie, origin: base })
      expect(await query(cookie, 'session.me', undefined)).toMatchObject({ user: null, roles: [] })
    })

    test('nobody signs up', async () => {
      const response = await post('/api/auth/sign-up/email', {
        email: 'a@b.cn',
        password: 'long-enough-1',
        name: 'a',
      })
      expect(response.ok).toBe(false)
    })

    test('a key holds until it is revoked, and only for its roles', async () => {
      const { db } = server.services
      const key = await createApiKey(db, clock, { name: 'lost', roles: ['device'] })
      await db.updateTable('api_key').set({ revoked_at: clock.now() }).where('name', '=', 'lost').execute()
      expect((await get('/api/locate?lng=118.8&lat=31.9', { 'x-api-key': key })).status).toBe(401)
      expect((await get('/api/locate?lng=118.8&lat=31.9', { 'x-api-key': 'tg_nonsense' })).status).toBe(401)
      expect((await get('/api/locate?lng=118.8&lat=31.9', { 'x-api-key': keys.device })).status).toBe(200)
      expect((await get('/api/live', { 'x-api-key': keys.device })).status).toBe(403)
      expect((await get('/api/metrics', { 'x-api-key': keys.device })).status).toBe(200)
    })
  })

  describe('what lies in another street', () => {
    test('is not in the queue, the count, the case, the tile, or the stream', async () => {
      const startsAfter = server.services.events.position
      const west = await report(TINY_POINTS.westSouth)
      const east = await report(TINY_POINTS.eastSouth)
      type Queue = { rows: { caseId: number }[]; total: number }

      const whole = await query<Queue>(dispatcher, 'cases.queue', { filter: {} })
      expect(whole.rows.map((row) => row.caseId)).toEqual(expect.arrayContaining([west.caseId, east.caseId]))
      const own = await query<Queue>(chief, 'cases.queue', { filter: {} })
      expect(own.rows.map((row) => row.caseId)).toEqual([west.caseId])
      expect(own.total).toBe(1)
      const asked = await query<Queue>(chief, 'cases.queue', { filter: { ids: [east.caseId] } })
      expect(asked).toMatchObject({ rows: [], total: 0 })
      expect(await query<Queue>(chief, 'cases.queue', { filter: { text: '垃圾' } })).toMatchObject({
        total: 1,
      })

      expect(await query(chief, 'cases.get', { caseId: west.caseId })).toMatchObject({ caseId: west.caseId })
      await expect(query(chief, 'cases.get', { caseId: east.caseId })).rejects.toThrow()

      const has = (events: LiveEvent[], caseId: number) =>
        events.some((event) => event.entity === 'case' && event.entityId === String(caseId))
      const all = await untilTold(dispatcher, `/api/live?after=${startsAfter}`, (events) =>
        has(events, east.caseId),
      )
      expect(has(all, west.caseId)).toBe(true)
      const last = await report(TINY_POINTS.westNorth)
      const told = await untilTold(chief, `/api/live?after=${startsAfter}`, (events) =>
        has(events, last.caseId),
      )
      expect(has(told, west.caseId)).toBe(true)
      expect(has(told, east.caseId)).toBe(false)
      expect(JSON.stringify(told)).not.toContain(String(TINY_POINTS.eastSouth[0]))

      const caseIds = (features: Record<string, unknown>[]) => features.map((feature) => feature.case_id)
      expect(caseIds(await tileFeatures(dispatcher, 'cases', TINY_POINTS.eastSouth))).toContain(east.caseId)
      expect(caseIds(await tileFeatures(chief, 'cases', TINY_POINTS.eastSouth))).not.toContain(east.caseId)
      expect(caseIds(await tileFeatures(chief, 'cases', TINY_POINTS.westSouth))).toContain(west.caseId)
      const gridCodes = (await tileFeatures(chief, 'duty_grids', TINY_POINTS.eastSouth)).map(
        (grid) => grid.duty_grid_id,
      )
      expect(gridCodes).not.toContain(TINY_AREAS.eastSouth)
    })

    test('scoped tiles are private and closed to strangers', async () => {
      const { x, y } = tileOf(TINY_POINTS.westSouth)
      const address = `/api/tiles/duty_grids/14/${x}/${y}.mvt`
      expect((await get(address)).status).toBe(401)
      const response = await get(address, { cookie: chief })
      expect(response.headers.get('cache-control')).toContain('private')
      expect((await get(`/api/tiles/areas/14/${x}/${y}.mvt`)).status).toBe(200)
    })
  })

  test('a picture is shown to whoever may see its case', async () => {
    const form = new FormData()
    form.set(
      'report',
      JSON.stringify({ description: '有照片', lng: TINY_POINTS.eastSouth[0], lat: TINY_POINTS.eastSouth[1] }),
    )
    form.set('photos', new Blob([Buffer.from(ONE_PIXEL_PNG, 'base64')], { type: 'image/png' }), 'a.png')
    const taken = await fetch(`${base}/api/reports`, {
      method: 'POST',
      body: form,
      headers: { 'x-api-key': keys.admin },
    })
    expect(taken.status).toBe(201)
    const { caseId } = (await taken.json()) as { caseId: number }
    const { attachments } = await query<{ attachments: { sha256: string }[] }>(dispatcher, 'cases.get', {
      caseId,
    })
    const address = `/api/attachments/${attachments[0]!.sha256}`
    const shown = await get(address, { cookie: dispatcher })
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/png'])
    const again = await get(address, { cookie: dispatcher, 'if-none-match': shown.headers.get('etag')! })
    expect(again.status).toBe(304)
    const part = await get(address, { cookie: dispatcher, range: 'bytes=1-3' })
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      206,
      `bytes 1-3/${(await shown.arrayBuffer()).byteLength}`,
      'PNG',
    ])
    expect((await get(address, { cookie: dispatcher, range: 'bytes=9999-' })).status).toBe(416)
    expect((await get(address, { cookie: chief })).status).toBe(404)
    expect((await get(address)).status).toBe(401)
  })

  test('the nearest units are told from memory, of the asker’s areas, and follow what they do', async () => {
    const nearest = async (search: string, cookie: string) => {
      const response = await get(`/api/units/nearest?${search}`, { cookie })
      return { status: response.status, body: (await response.json()) as { units: { code: string }[] } }
    }
    const [lng, lat] = TINY_POINTS.eastSouth
    const at = `lng=${lng}&lat=${lat}`
    const codes = async (search: string, cookie = dispatcher) =>
      (await nearest(`${at}&${search}`, cookie)).body.units.map(({ code }) => code)
    const all = await codes('k=50&status=any')
    expect(all[0]).toBe('U1')
    expect((await nearest(`${at}&k=1&status=any`, dispatcher)).body.units).toEqual([
      expect.objectContaining({
        name: expect.stringMatching(/\p{Script=Han}/u),
        distanceMeters: expect.any(Number),
      }),
    ])
    expect(await codes('k=1')).toEqual([all[0]])
    expect(await codes('skill=nobody-can')).toEqual([])
    expect(await codes('max_meters=1&status=any')).toEqual(['U1'])
    // Busy, it is no longer offered a moment later.
    await database.db.updateTable('unit_state').set({ status: 'busy' }).execute()
    await expect.poll(() => codes('k=5'), { timeout: 5000 }).toEqual([])
    expect(await codes('k=50&status=any')).toEqual(all)
    await database.db.updateTable('unit_state').set({ status: 'idle' }).execute()
    expect((await nearest('lng=east&lat=1', dispatcher)).status).toBe(400)
    expect((await nearest(`${at}&k=500`, dispatcher)).status).toBe(400)
    expect((await get(`/api/units/nearest?${at}`)).status).toBe(401)
    const resident = await signIn('resident')
    expect((await nearest(at, resident)).status).toBe(403)
  })

  describe('the live stream', () => {
    test('tells a change within 250 ms', async () => {
      const times: number[] = []
      for (let i = 0; i < 5; i++) {
        const abort = new AbortController()
        const response = await get('/api/live', { cookie: dispatcher })
        const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
        let text = ''
        while (!text.includes('event: beat')) text += (await reader.read()).value ?? ''
        text = ''
        const { caseId } = await report(TINY_POINTS.westSouth)
        const answeredMs = performance.now()
        while (!text.includes(`"entityId":"${caseId}"`)) text += (await reader.read()).value ?? ''
        times.push(performance.now() - answeredMs)
        abort.abort()
        await reader.cancel()
      }
      expect(times.sort((a, b) => a - b)[2]).toBeLessThan(250)
    })

    test('goes on after the last event that a screen has seen', async () => {
      const first = await report(TINY_POINTS.westSouth)
      const seen = await untilTold(dispatcher, '/api/live?after=0', (events) =>
        events.some((event) => event.entityId === String(first.caseId)),
      )
      const positions = seen.map((event) => event.position)
      expect(positions).toEqual([...positions].sort((a, b) => a - b))
      expect(new Set(positions).size).toBe(positions.length)
      const cursor = positions[2]!
      const rest = await untilTold(dispatcher, `/api/live?after=${cursor}`, (events) => events.length >= 2)
      expect(rest[0]!.position).toBe(positions[3])
      expect((await get('/api/live?after=soon', { cookie: dispatcher })).status).toBe(400)
    })
  })

  describe('bad input', () => {
    test('is answered by a code, in both languages, without a trace of the program', async () => {
      const missing = await get('/api/locate?lng=abc&lat=31', { cookie: dispatcher })
      expect(missing.status).toBe(400)
      expect(await missing.json()).toEqual({
        error: {
          code: 'BAD_COORDINATE',
          message: expect.any(String),
          messageZh: expect.any(String),
          field: 'lng',
          expected: 'degrees between -180 and 180',
        },
      })
      const broken = await post('/api/reports', '{"description"', { 'x-api-key': keys.admin })
      expect([broken.status, ((await broken.json()) as { error: { code: string } }).error.code]).toEqual([
        400,
        'BAD_JSON',
      ])
      const unknown = await get('/api/nothing')
      expect([unknown.status, unknown.headers.get('content-type')]).toEqual([
        404,
        'application/json; charset=utf-8',
      ])
      const procedure = await get('/api/trpc/cases.get?input=%7B%22caseId%22%3A%22x%22%7D', {
        cookie: dispatcher,
      })
      const text = await procedure.text()
      expect(procedure.status).toBe(400)
      expect(text).toContain('"field":"caseId"')
      expect(text).not.toMatch(/\.ts|node_modules|stack/)
    })

    test('too large a body is refused', async () => {
      const response = await post('/api/reports', `{"description":"${'x'.repeat(33 * 1024 * 1024)}"}`, {
        'x-api-key': keys.admin,
      }).catch(() => undefined)
      // The server may close before the rest is sent: either way nothing was taken in.
      if (response) expect(response.status).toBe(413)
      expect((await get('/healthz')).status).toBe(200)
    })

    test('another site cannot write with our cookie', async () => {
      const response = await post(
        '/api/trpc/cases.act',
        {},
        { cookie: dispatcher, origin: 'https://evil.example' },
      )
      expect(response.status).toBe(403)
    })

    test('a broken form says so, a good one takes fields and pictures', async () => {
      const broken = await fetch(`${base}/api/reports`, {
        method: 'POST',
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
        body: 'nonsense',
      })
      expect(broken.status).toBe(400)
      const form = new FormData()
      form.set('description', '井盖松动')
      form.set('source_id', 'form-1')
      const taken = await fetch(`${base}/api/reports`, { method: 'POST', body: form })
      expect(taken.status).toBe(201)
      const { followToken } = (await taken.json()) as { followToken: string }
      expect((await get(`/api/reports/${followToken}`)).status).toBe(200)
      expect((await get('/api/reports/unknown-token')).status).toBe(404)
    })
  })

  test('a taken port is told at once, with who holds it', async () => {
    await expect(startHere(server.port)).rejects.toThrow(PortTakenError)
    await expect(startHere(server.port)).rejects.toThrow(/held by another running Tongguan.*PORT=/)
  })
}
