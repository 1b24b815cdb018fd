import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import { loadTinyCity, TINY_POINTS } from '../../test/tiny-city.ts'
import { readEnv } from '../env.ts'
import { createApiKey } from '../identity/create-api-key.ts'
import { createIntakeSource } from '../intake/create-source.ts'
import { signatureOf } from '../intake/signature.ts'
import { type RunningServer, startServer } from '../start.ts'

let database: TestDatabase
let server: RunningServer
let dataDir: string
let base: string
let key: string
/** A device only brings in; this one may look. */
let readerKey: string
const clock = { now: () => new Date() }
const [lng, lat] = TINY_POINTS.eastSouth

beforeAll(async () => {
  database = await freshDatabase()
  dataDir = await mkdtemp(path.join(tmpdir(), 'intake-'))
  await loadTinyCity(database.db)
  server = await startServer({
    env: {
      ...readEnv({ PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent' }),
      port: 0,
      databaseUrl: database.url,
      dataDir,
    },
    clock,
    onProgress: () => {},
    startEmbedded: async () => ({ url: database.url, stop: async () => {} }),
  })
  base = `http://127.0.0.1:${server.port}`
  key = await createApiKey(database.db, clock, { name: '12345', roles: ['device'] })
  readerKey = await createApiKey(database.db, clock, { name: 'portal', roles: ['planner'] })
})
afterAll(async () => {
  await server?.stop()
  await database?.drop()
  await rm(dataDir, { recursive: true, force: true })
})

const rejections = () =>
  database.db
    .selectFrom('intake_rejection')
    .select(['source', 'code', 'excerpt'])
    .orderBy('rejection_id')
    .execute()
const count = async (table: 'case_record' | 'report') =>
  Number(
    (
      await database.db
        .selectFrom(table)
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  )

describe('Open311', () => {
  const open311 = (resource: string, init?: RequestInit) => fetch(`${base}/api/open311/v2/${resource}`, init)
  const send = (form: Record<string, string>, format = 'json') =>
    open311(`requests.${format}`, { method: 'POST', body: new URLSearchParams(form) })
  const report = {
    service_code: '200102',
    lat: String(lat),
    long: String(lng),
    description: '垃圾 <b>满</b> & 臭',
  }

  test('lists services and what may be said of a part, in JSON and XML', async () => {
    const services = (await (await open311('services.json')).json()) as {
      service_code: string
      metadata: boolean
    }[]
    const part = services.find((service) => service.metadata)
    expect(services.map((service) => service.service_code)).toContain('200102')
    const definition = await (await open311(`services/${part?.service_code}.json`)).json()
    expect(definition).toMatchObject({ attributes: [{ code: 'part_code' }] })
    const xml = await (await open311('services.xml')).text()
    expect(xml).toContain('<services><service><service_code>')
    expect((await open311('services/none.json')).status).toBe(404)
  })

  test('takes a report once by its source_id, places it, and shows it to a key with its state', async () => {
    const form = { ...report, source_id: 'o1', api_key: key, phone: '13812345678' }
    const first = await send(form)
    const [taken] = (await first.json()) as { service_request_id: string; follow_token: string }[]
    expect(first.status).toBe(201)
    const again = await send(form)
    expect([again.status, await again.json()]).toEqual([200, [taken]])
    expect((await send({ ...form, description: '别的' })).status).toBe(409)

    const shown = await open311(`requests/${taken?.service_request_id}.json?api_key=${readerKey}`)
    const [request] = (await shown.json()) as Record<string, unknown>[]
    expect(request).toMatchObject({
      status: 'open',
      service_code: '200102',
      lat,
      long: lng,
      extended_attributes: { area_code: '329901002001', channel: 'other_system' },
    })
    expect(JSON.stringify(request)).not.toContain('13812345678')
    const xml = await (await open311(`requests/${taken?.service_request_id}.xml?api_key=${readerKey}`)).text()
    expect(xml).toContain('<description>垃圾 &lt;b&gt;满&lt;/b&gt; &amp; 臭</description>')
  })

  test('finds by box, status and code, and pages', async () => {
    const numbers = async (query: string) =>
      (
        (await (await open311(`requests.json?${query}&api_key=${readerKey}`)).json()) as {
          service_request_id: string
        }[]
      ).map((request) => request.service_request_id)
    await send({
      ...report,
      source_id: 'o2',
      api_key: key,
      lat: String(TINY_POINTS.westNorth[1]),
      long: String(TINY_POINTS.westNorth[0]),
    })
    const all = await numbers('status=open')
    expect(all.length).toBeGreaterThanOrEqual(2)
    expect(await numbers(`bbox=${lng - 0.001},${lat - 0.001},${lng + 0.001},${lat + 0.001}`)).toHaveLength(1)
    expect(await numbers('status=closed')).toEqual([])
    expect([...(await numbers('page_size=1&page=1')), ...(await numbers('page_size=1&page=2'))]).toEqual(
      all.slice(0, 2),
    )
  })

  test('refuses clearly: no key, a wrong span, an unknown service, no words, half a place', async () => {
    expect((await open311('requests.json')).status).toBe(401)
    expect((await open311('requests.json?api_key=tg_none')).status).toBe(401)
    expect((await open311(`requests.json?api_key=${key}`)).status).toBe(403)
    const long = await open311(
      `requests.json?api_key=${readerKey}&start_date=2025-01-01T00:00:00Z&end_date=2026-01-01T00:00:00Z`,
    )
    expect([long.status, await long.json()]).toMatchObject([400, [{ code: 'SPAN_TOO_LONG' }]])
    const unknown = await send({ ...report, service_code: 'none' }, 'xml')
    expect([unknown.status, await unknown.text()]).toMatchObject([
      400,
      expect.stringContaining('<errors><error><code>UNKNOWN_REFERENCE'),
    ])
    expect((await send({ service_code: '200102', lat: '31.9' })).status).toBe(400)
  })
})

describe('a system that signs', () => {
  let secret: string
  beforeAll(async () => {
    secret = await createIntakeSource(database.db, clock, 'grid-app')
  })
  const body = JSON.stringify({ source_id: 'g1', description: '路面塌陷', lng, lat })
  function sendSigned(text: string, some: { secret?: string; source?: string; timestamp?: string } = {}) {
    const timestamp = some.timestamp ?? String(Math.floor(Date.now() / 1000))
    return fetch(`${base}/api/intake/${some.source ?? 'grid-app'}`, {
      method: 'POST',
      body: text,
      headers: {
        'x-tongguan-timestamp': timestamp,
        'x-tongguan-signature': signatureOf(some.secret ?? secret, timestamp, Buffer.from(text)),
      },
    })
  }

  test('is taken once, in its own name whatever the body says', async () => {
    const spoofed = JSON.stringify({ ...JSON.parse(body), source_system: 'desk' })
    expect((await sendSigned(spoofed)).status).toBe(201)
    expect((await sendSigned(spoofed)).status).toBe(200)
    const report = await database.db
      .selectFrom('report')
      .select(['source_system', 'channel'])
      .where('source_id', '=', 'g1')
      .executeTakeFirstOrThrow()
    expect(report).toEqual({ source_system: 'grid-app', channel: 'other_system' })
  })

  test('a wrong signature does nothing but wait for a person', async () => {
    const before = await count('case_record')
    const other = body.replace('g1', 'g2')
    for (const refused of [
      await sendSigned(other, { secret: 'guess' }),
      await sendSigned(other, { secret: 'guess' }),
      await sendSigned(other, { source: 'nobody' }),
      await sendSigned(other, { timestamp: '1000' }),
    ])
      expect(refused.status).toBe(401)
    expect((await sendSigned('{"description": ')).status).toBe(400)
    expect(await count('case_record')).toBe(before)
    expect((await rejections()).map(({ source, code }) => `${source} ${code}`)).toEqual([
      'grid-app BAD_SIGNATURE',
      'nobody BAD_SIGNATURE',
      'grid-app STALE_SIGNATURE',
      'grid-app BAD_JSON',
    ])
  })
})

describe('a batch', () => {
  const sendBatch = (text: string | Uint8Array<ArrayBuffer>) =>
    fetch(`${base}/api/reports/batch`, {
      method: 'POST',
      body: text,
      headers: { 'x-api-key': key, 'content-type': 'text/csv' },
    })

  test('takes good rows, names bad ones, and doubles nothing', async () => {
    const csv = `description,lng,lat,category_code,source_id
路灯不亮,${lng},${lat},,b1
"积水, 很深",${lng},${lat},,
位置写错,999,${lat},,b3
类别不明,${lng},${lat},nope,b4
少一列,${lng}
`
    const first = (await (await sendBatch(csv)).json()) as {
      rejected: { row: number; code: string; field: string }[]
    }
    expect(first).toMatchObject({ created: 2, same: 0, conflicts: 0 })
    expect(first.rejected.map(({ row, code, field }) => [row, code, field]).sort()).toEqual([
      [4, 'BAD_COORDINATES', 'x'],
      [5, 'UNKNOWN_REFERENCE', 'categoryCode'],
      [6, 'BAD_ROW', undefined],
    ])
    expect(await (await sendBatch(csv)).json()).toMatchObject({ created: 0, same: 2 })
    expect((await rejections()).filter(({ source }) => source === 'batch:12345')).toHaveLength(3)
  })

  test('needs its header, and a key', async () => {
    const headless = await sendBatch('a,b\n1,2\n')
    expect([headless.status, await headless.json()]).toMatchObject([400, { error: { code: 'BAD_HEADER' } }])
    expect(
      (await fetch(`${base}/api/reports/batch`, { method: 'POST', body: 'description\nx' })).status,
    ).toBe(401)
  })

  test('a character that no database keeps is replaced, never a fault', async () => {
    const nul = await sendBatch(`description,lng,lat\n积\u0000水,${lng},${lat}\n`)
    expect(nul.status).toBe(200)
    expect(await nul.json()).toMatchObject({ created: 1 })
    const admin = await createApiKey(database.db, clock, { name: 'admin', roles: ['admin'] })
    const input = encodeURIComponent(JSON.stringify({ filter: { text: '\0' } }))
    const asked = await fetch(`${base}/api/trpc/cases.queue?input=${input}`, {
      headers: { 'x-api-key': admin },
    })
    expect(asked.status).toBe(400)
  })
})
